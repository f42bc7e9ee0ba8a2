package dev.stitchwork.splitter.intake;

import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import dev.stitchwork.splitter.raster.Gray;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/**
 * A TIFF file of any number of pages; thumbnails and masks do not count.
 *
 * <p>Two readers, each for what it reads better: TwelveMonkeys for samples of 1, 2, 4, 8 and 16 bits, the JDK's for all
 * depths between, which TwelveMonkeys refuses or shows wrongly. Fax of group 4 is decoded by {@link GroupFour}.
 */
final class TiffPages implements Pages {
    /** What the readers decode: none, CCITT, LZW, JPEG old and new, Deflate old and new, PackBits. */
    private static final Set<Integer> CODINGS = Set.of(1, 2, 3, 4, 5, 6, 7, 8, 32946, 32771, 32773);

    private final String name;
    private final Blocks blocks;
    private final List<TiffDirectories.Directory> directories;
    private final IntakeLimits limits;
    private final ImageReader reader = new TIFFImageReaderSpi().createReaderInstance(null);
    private ImageReader readerOfOddDepths;

    private TiffPages(String name, Blocks blocks, List<TiffDirectories.Directory> directories, IntakeLimits limits) {
        this.name = name;
        this.blocks = blocks;
        this.directories = directories;
        this.limits = limits;
        reader.setInput(new BlockInput(blocks), false, true);
    }

    static Pages open(String name, Blocks blocks, IntakeLimits limits) throws RefusedException, IOException {
        List<TiffDirectories.Directory> directories = TiffDirectories.walk(name, blocks, limits.pagesMax()).stream()
                .filter(TiffDirectories.Directory::isPage)
                .toList();
        if (directories.isEmpty()) {
            throw new RefusedException("Expected pages but scan '%s' has none.".formatted(name));
        }
        return new TiffPages(name, blocks, directories, limits);
    }

    @Override
    public int count() {
        return directories.size();
    }

    @Override
    public FileFormat format() {
        return FileFormat.TIFF;
    }

    @Override
    public PageFacts facts(int number) throws RefusedException {
        TiffDirectories.Directory directory = directories.get(number - 1);
        IntakeLimits.checkIsPicture(
                "page %d of scan '%s'".formatted(number, name), directory.width(), directory.height());
        return new PageFacts(directory.width(), directory.height(), PageFacts.Unit.PIXELS,
                Orientation.known(directory.orientation()), List.of(encoding(directory.compression())));
    }

    /** TIFF 6.0, tag 259, and what has been registered since. */
    private static String encoding(int compression) {
        return switch (compression) {
            case 1 -> "uncompressed";
            case 2, 32771 -> "ccitt-rle";
            case 3 -> "ccitt-g3";
            case 4 -> "ccitt-g4";
            case 5 -> "lzw";
            case 6 -> "jpeg-old-style";
            case 7 -> "jpeg";
            case 8, 32946 -> "deflate";
            case 32773 -> "packbits";
            case 32809 -> "thunderscan";
            case 34712 -> "jpeg2000";
            case 34925 -> "lzma";
            case 50000 -> "zstd";
            case 50001 -> "webp";
            default -> "compression-" + compression;
        };
    }

    @Override
    public Page page(int number) throws RefusedException {
        TiffDirectories.Directory directory = directories.get(number - 1);
        String where = "page %d of scan '%s'".formatted(number, name);
        limits.checkPicture(where, directory.width(), directory.height());
        if (directory.width() * directory.height() / 8.0 * directory.bitsPerPixel() > limits.bytesMax()) {
            throw new RefusedException("Expected at most %d MB of samples a page but %s has %d bits a pixel: scan it in grey."
                    .formatted(limits.bytesMax() / 1_000_000, where, directory.bitsPerPixel()));
        }
        if (!CODINGS.contains(directory.compression())) {
            throw new RefusedException(
                    "Expected a TIFF picture in one of the usual codings but %s is coded as %s: save it with LZW or Deflate."
                            .formatted(where, encoding(directory.compression())));
        }
        if (directory.bitsPerSample() > 16 && directory.bitsPerSample() != 32) {
            throw new RefusedException("Expected samples of at most 16 bits but those of %s have %d: save it in grey of 8 bits."
                    .formatted(where, directory.bitsPerSample()));
        }
        if (directory.isPlanar() && directory.samples() > 1 && directory.bitsPerSample() < 4) {
            throw new RefusedException("Expected samples of at least 4 bits where colours lie in planes but those of %s have %d: save it in grey of 8 bits."
                    .formatted(where, directory.bitsPerSample()));
        }
        try {
            if (directory.fax().isPresent()) {
                Gray page = directory.fax().get().page(blocks, (int) directory.width(), (int) directory.height());
                return new Page(Orientation.upright(page, directory.orientation()), false, List.of());
            }
            ImageReader reader = reader(directory);
            JpegWarnings warnings = new JpegWarnings();
            reader.removeAllIIOReadWarningListeners();
            reader.addIIOReadWarningListener(warnings);
            BufferedImage image = reader.read(directory.index());
            if (warnings.breaksOff()) {
                throw new IOException("Expected all of a JPEG but it breaks off.");
            }
            if (!isOdd(directory)) {
                Rasters.stretch(image.getRaster(), directory.bitsPerSample());
            }
            return new Page(
                    Orientation.upright(Rasters.gray(image), directory.orientation()),
                    false,
                    List.of());
        } catch (IOException | RuntimeException damaged) {
            throw new RefusedException(
                    "Expected a whole TIFF picture but %s is damaged: send it again.".formatted(where), damaged);
        }
    }

    private static boolean isOdd(TiffDirectories.Directory directory) {
        int bits = directory.bitsPerSample();
        return bits < 16 && bits != 8 && (directory.samples() > 1 || bits != 1 && bits != 2 && bits != 4);
    }

    private ImageReader reader(TiffDirectories.Directory directory) throws IOException {
        if (!isOdd(directory)) {
            return reader;
        }
        if (readerOfOddDepths == null) {
            Iterator<ImageReader> all = ImageIO.getImageReadersByFormatName("tiff");
            while (all.hasNext() && readerOfOddDepths == null) {
                ImageReader one = all.next();
                readerOfOddDepths = one.getClass().getName().startsWith("com.sun.imageio.") ? one : null;
            }
            if (readerOfOddDepths == null) {
                throw new IOException("Expected the TIFF reader of the JDK but it is not there.");
            }
            readerOfOddDepths.setInput(new BlockInput(blocks), false, true);
        }
        return readerOfOddDepths;
    }

    @Override
    public void close() {
        reader.dispose();
        if (readerOfOddDepths != null) {
            readerOfOddDepths.dispose();
        }
        try {
            blocks.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
