package dev.stitchwork.engine;

/** The kinds of file a client downloads. */
public enum DeliveryFormat {
    CSV("csv", "text/csv; charset=utf-8"),
    JSON("json", "application/json"),
    /** Records in both formats, and every paper, each as a file. */
    ZIP("zip", "application/zip");

    private final String ending;
    private final String mediaType;

    DeliveryFormat(String ending, String mediaType) {
        this.ending = ending;
        this.mediaType = mediaType;
    }

    public String ending() {
        return ending;
    }

    public String mediaType() {
        return mediaType;
    }
}
