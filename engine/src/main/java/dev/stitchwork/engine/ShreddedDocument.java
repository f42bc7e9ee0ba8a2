package dev.stitchwork.engine;

import java.util.List;
import java.util.Optional;

/**
 * One filled-in form, cut up; its mirror is {@link Transcript}.
 *
 * @param form which of the scan's forms it is, from 0
 * @param pages its pages, in the order of the template
 * @param shreds its fragments, every part of every field exactly once
 */
public record ShreddedDocument(int form, List<PageFit> pages, List<Shred> shreds) {
    public ShreddedDocument {
        pages = List.copyOf(pages);
        shreds = List.copyOf(shreds);
    }

    /** One of the scan's first form. */
    public ShreddedDocument(List<PageFit> pages, List<Shred> shreds) {
        this(0, pages, shreds);
    }

    /**
     * How one page of a file was laid over its template page.
     *
     * @param filePage page of the file, from 1
     * @param errorPx estimated registration error, pixels at 300 dpi; 0 for a born-digital page
     * @param size how large it is; empty on a form, whose template says so
     */
    public record PageFit(int filePage, double errorPx, Optional<PageSize> size) {
        /** A page of a form. */
        public PageFit(int filePage, double errorPx) {
            this(filePage, errorPx, Optional.empty());
        }
    }
}
