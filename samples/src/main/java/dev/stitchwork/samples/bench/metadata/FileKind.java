package dev.stitchwork.samples.bench.metadata;

import java.awt.image.BufferedImage;
import java.io.IOException;

/** A kind of file that clients send: how a page becomes one, plain and stuffed. */
enum FileKind {
    PDF("pdf") {
        @Override
        byte[] stuffed(BufferedImage page, Canaries canaries, String file) throws IOException {
            return StuffedPdf.of(page, canaries, file);
        }
    },
    TIFF("tif") {
        @Override
        byte[] stuffed(BufferedImage page, Canaries canaries, String file) throws IOException {
            return StuffedTiff.of(Pixels.tiff(page), canaries, file);
        }
    },
    PNG("png") {
        @Override
        byte[] stuffed(BufferedImage page, Canaries canaries, String file) throws IOException {
            return StuffedPng.of(Pixels.png(page), canaries, file);
        }
    },
    JPEG("jpg") {
        @Override
        byte[] plain(BufferedImage page) throws IOException {
            return Pixels.jpeg(page);
        }

        @Override
        byte[] stuffed(BufferedImage page, Canaries canaries, String file) throws IOException {
            return StuffedJpeg.of(Pixels.jpeg(page), canaries, file);
        }
    };

    private final String ending;

    FileKind(String ending) {
        this.ending = ending;
    }

    String ending() {
        return ending;
    }

    /** A file of the same pixels that says nothing else: a PNG but for what loses some of them. */
    byte[] plain(BufferedImage page) throws IOException {
        return Pixels.png(page);
    }

    abstract byte[] stuffed(BufferedImage page, Canaries canaries, String file) throws IOException;
}
