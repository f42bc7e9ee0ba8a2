package dev.stitchwork.engine.form;

import java.util.Optional;

/**
 * One side of paper of the empty form.
 *
 * @param widthMm width of the paper, mm
 * @param heightMm height of the paper, mm
 * @param reference picture of the empty page, where there is one
 */
public record TemplatePage(double widthMm, double heightMm, Optional<Reference> reference) {
    /**
     * A page of a file that shows the empty form.
     *
     * @param file name of the file that came with the template: PDF, TIFF, PNG or JPEG
     * @param page page of that file, from 1
     */
    public record Reference(String file, int page) {}
}
