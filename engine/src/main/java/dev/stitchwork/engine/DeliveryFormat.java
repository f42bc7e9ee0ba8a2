package dev.stitchwork.engine;

import dev.stitchwork.engine.form.FormTemplate;
import dev.stitchwork.engine.form.Layout;

/** The kinds of file a client downloads. */
public enum DeliveryFormat {
    CSV("csv", "text/csv; charset=utf-8"),
    JSON("json", "application/json"),
    /** Records in both formats, and every paper, each as a file. */
    ZIP("zip", "application/zip"),
    /** Of running text: a ZIP with a file a page, in ALTO, which archives and libraries keep text and its places in. */
    ALTO("alto.zip", "application/zip"),
    /** Of running text: a ZIP with a file a page, in hOCR, which browsers show. */
    HOCR("hocr.zip", "application/zip");

    private final String ending;
    private final String mediaType;

    DeliveryFormat(String ending, String mediaType) {
        this.ending = ending;
        this.mediaType = mediaType;
    }

    /** @throws IllegalArgumentException with one sentence where this is no format for such a template's documents */
    void checkFits(FormTemplate form) {
        if ((this == ALTO || this == HOCR) && !(form.layout() instanceof Layout.FreeText)) {
            throw new IllegalArgumentException(
                    "Expected a template of layout free-text for %s but '%s' is of layout %s: download CSV or JSON."
                            .formatted(this == ALTO ? "ALTO" : "hOCR", form.name(), form.layout().json()));
        }
    }

    public String ending() {
        return ending;
    }

    public String mediaType() {
        return mediaType;
    }
}
