package dev.stitchwork.splitter.proof;

import dev.stitchwork.splitter.freepage.FreePage;
import java.util.List;

/** One page without a printed form as it was cut, and each fragment. */
public final class FreePageProof {
    private final int filePage;
    private final FreePage page;
    private final List<PageProof.Fragment> fragments;

    /**
     * @param filePage page of the file, from 1
     * @param fragments of all its documents, in the order one reads
     */
    public FreePageProof(int filePage, FreePage page, List<PageProof.Fragment> fragments) {
        this.filePage = filePage;
        this.page = page;
        this.fragments = List.copyOf(fragments);
    }

    /** Page of the file, from 1. */
    public int filePage() {
        return filePage;
    }

    /** What was made of the page. */
    public FreePage page() {
        return page;
    }

    /** Of all documents of the page, in the order one reads. */
    public List<PageProof.Fragment> fragments() {
        return fragments;
    }

    /** Lines of text that were found. */
    public long lines() {
        return page.documents().stream().flatMap(List::stream).map(piece -> piece.spot().line()).distinct().count();
    }

    /** Share of the page's ink that is in no fragment. */
    public double unclaimed() {
        long nobodys = 0;
        long all = 0;
        for (int y = 0; y < page.picture().height(); y++) {
            for (int x = 0; x < page.picture().width(); x++) {
                int owner = page.owners().at(x, y);
                all += owner == FreePage.Owners.NO_INK ? 0 : 1;
                nobodys += owner == FreePage.Owners.NOBODY ? 1 : 0;
            }
        }
        return nobodys / (double) Math.max(1, all);
    }

    /** A picture of it all, as PNG in colour. */
    public byte[] contactSheet() {
        FreePicture picture = new FreePicture(page);
        return new ContactSheet(picture.image(), fragments, picture::colour).png();
    }
}
