package dev.stitchwork.splitter.intake;

import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageReader;

/** A TIFF file of any number of pages; thumbnails and masks do not count. */
final class TiffPages implements Pages {
    private final String name;
    private final Blocks blocks;
    private final List<TiffDirectories.Directory> directories;
    private final IntakeLimits limits;
    private final ImageReader reader = new TIFFImageReaderSpi().createReaderInstance(null);

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
    public Page page(int number) throws RefusedException {
        TiffDirectories.Directory directory = directories.get(number - 1);
        String where = "page %d of scan '%s'".formatted(number, name);
        limits.checkPicture(where, directory.width(), directory.height());
        if (directory.width() * directory.height() / 8 * directory.bitsPerPixel() > limits.bytesMax()) {
            throw new RefusedException("Expected at most %d MB of samples a page but %s has %d bits a pixel: scan it in grey."
                    .formatted(limits.bytesMax() / 1_000_000, where, directory.bitsPerPixel()));
        }
        try {
            return new Page(
                    Orientation.upright(Rasters.gray(reader.read(directory.index())), directory.orientation()),
                    false,
                    List.of());
        } catch (IOException | RuntimeException damaged) {
            throw new RefusedException(
                    "Expected a whole TIFF picture but %s is damaged: send it again.".formatted(where), damaged);
        }
    }

    @Override
    public void close() {
        reader.dispose();
        try {
            blocks.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
