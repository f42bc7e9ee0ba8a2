package dev.stitchwork.splitter.intake;

import java.time.Duration;

/**
 * What one file may cost; each limit is checked before the thing it limits is made.
 *
 * @param pagesMax most pages of a file
 * @param pixelsMax most pixels of a page in its file
 * @param bytesMax most bytes of a page as its file stores its samples, unpacked
 * @param pageTime longest that opening a file, or decoding one page, may take
 */
public record IntakeLimits(int pagesMax, long pixelsMax, long bytesMax, Duration pageTime) {
    /** Most pixels of a page as it leaves its decoder, A4 at 600 dpi: what is larger is halved there, where memory is bounded. */
    public static final long KEPT_PIXELS_MAX = 40_000_000;

    /** A3 at 600 dpi passes, A2 does not. */
    public static final IntakeLimits DEFAULT =
            new IntakeLimits(5_000, 100_000_000, 320_000_000, Duration.ofSeconds(60));

    public IntakeLimits {
        if (pagesMax < 1 || pixelsMax < 1 || bytesMax < 1) {
            throw new IllegalArgumentException("Expected limits of at least 1 but were %d pages, %d pixels and %d bytes."
                    .formatted(pagesMax, pixelsMax, bytesMax));
        }
        if (pageTime.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("Expected at least a second for a page but was %s.".formatted(pageTime));
        }
    }

    /** Refuses a picture whose header announces more than may be decoded. */
    void checkPicture(String where, long width, long height) throws RefusedException {
        checkIsPicture(where, width, height);
        if (width > pixelsMax || height > pixelsMax || width * height > pixelsMax) {
            throw new RefusedException("Expected at most %d million pixels a page but %s is %d x %d: scan it at 300 dpi."
                    .formatted(pixelsMax / 1_000_000, where, width, height));
        }
    }

    static void checkIsPicture(String where, long width, long height) throws RefusedException {
        if (width < 1 || height < 1) {
            throw new RefusedException("Expected a picture but %s is %d x %d pixels.".formatted(where, width, height));
        }
    }

    void checkPages(String name, int pages) throws RefusedException {
        if (pages > pagesMax) {
            throw new RefusedException("Expected at most %d pages but scan '%s' has %d: send it in several files."
                    .formatted(pagesMax, name, pages));
        }
    }
}
