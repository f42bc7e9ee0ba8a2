package dev.stitchwork.splitter;

import dev.stitchwork.engine.PageSize;
import dev.stitchwork.engine.Scan;
import dev.stitchwork.engine.Shred;
import dev.stitchwork.engine.ShreddedDocument;
import dev.stitchwork.engine.ShreddedDocument.PageFit;
import dev.stitchwork.engine.Splitter;
import dev.stitchwork.splitter.cutting.PictureEncoder;
import dev.stitchwork.splitter.freepage.FreePage;
import dev.stitchwork.splitter.intake.Pages;
import dev.stitchwork.splitter.intake.RefusedException;
import dev.stitchwork.splitter.proof.FreePageProof;
import dev.stitchwork.splitter.proof.PageProof;
import dev.stitchwork.splitter.proof.Proofs;
import dev.stitchwork.splitter.raster.Gray;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Splits a file whose pages are no printed form: each page stands for itself, and one that cannot be cut costs no other. */
final class FreeSplit {
    private final Scan scan;
    private final Cutting cutting;

    /** How one page is cut. */
    @FunctionalInterface
    interface Cutting {
        /**
         * @param where which page of what, for a sentence of refusal
         * @throws IOException with one sentence where no page can be cut here
         */
        FreePage cut(Gray page, String where) throws IOException, RefusedException;
    }

    FreeSplit(Scan scan, Cutting cutting) {
        this.scan = scan;
        this.cutting = cutting;
    }

    void split(Pages pages, Splitter.Pieces pieces, Proofs proofs) throws RefusedException {
        if (pages.count() == 0) {
            throw new RefusedException("Expected at least 1 page but scan '%s' has none.".formatted(scan.name()));
        }
        proofs.opened(pages.count());
        RefusedException firstRefusal = null;
        boolean anyCut = false;
        for (int page = 1; page <= pages.count(); page++) {
            try {
                cut(page, pages.page(page), pieces, proofs);
                anyCut = true;
            } catch (RefusedException refused) {
                firstRefusal = firstRefusal == null ? refused : firstRefusal;
                pieces.refused(List.of(page), refused.getMessage());
            }
        }
        if (!anyCut) {
            throw firstRefusal;
        }
    }

    private void cut(int page, Pages.Page decoded, Splitter.Pieces pieces, Proofs proofs) throws RefusedException {
        FreePage cut;
        try {
            cut = cutting.cut(decoded.picture(), "page %d of scan '%s'".formatted(page, scan.name()));
        } catch (IOException noMachine) {
            throw new RefusedException("Expected a machine to find the lines of page %d of scan '%s' but it could not: %s"
                    .formatted(page, scan.name(), noMachine.getMessage()), noMachine);
        }
        Gray picture = decoded.picture();
        PageFit fit = new PageFit(page, 0, Optional.of(
                new PageSize(picture.width() * decoded.shrunk(), picture.height() * decoded.shrunk(), cut.turn())));
        List<PageProof.Fragment> all = new ArrayList<>();
        for (List<FreePage.Piece> document : cut.documents()) {
            List<PageProof.Fragment> fragments = document.stream().map(FreeSplit::fragment).toList();
            pieces.document(new ShreddedDocument(List.of(fit), shreds(document, fragments)));
            all.addAll(fragments);
        }
        proofs.freePage(new FreePageProof(page, cut, all));
    }

    private static PageProof.Fragment fragment(FreePage.Piece piece) {
        return new PageProof.Fragment(piece.field(), piece.part(), piece.cut(), PictureEncoder.png(piece.cut().picture()),
                piece.reading().stream().toList());
    }

    private static List<Shred> shreds(List<FreePage.Piece> pieces, List<PageProof.Fragment> fragments) {
        double all = Math.max(1, pieces.stream().mapToLong(piece -> piece.cut().ink()).sum());
        List<Shred> shreds = new ArrayList<>();
        for (int i = 0; i < pieces.size(); i++) {
            PageProof.Fragment fragment = fragments.get(i);
            shreds.add(new Shred(fragment.field().name(), fragment.part(), fragment.picture(), fragment.cut().ink() / all,
                    fragment.readings(), fragment.cut().flag(), Optional.of(pieces.get(i).spot())));
        }
        return shreds;
    }
}
