package dev.stitchwork.splitter.intake;

import java.util.Locale;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;

/** Hears whether a JPEG broke off: it decodes to a picture whose rest is grey, with nothing but a warning. */
final class JpegWarnings implements IIOReadWarningListener {
    private boolean breaksOff;

    @Override
    public void warningOccurred(ImageReader source, String warning) {
        String said = warning.toLowerCase(Locale.ROOT);
        breaksOff |= said.contains("premature") || said.contains("unexpected end");
    }

    boolean breaksOff() {
        return breaksOff;
    }
}
