package dev.stitchwork.engine.exposure;

import dev.stitchwork.engine.form.SensitivityClass;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes one batch's exposure log, row by row, in the format of the module's README: numbers, fixed words and
 * hexadecimal, never a picture, an answer or a name. Fields, pieces, documents and clusters are numbered from 0 in the
 * order of their rows. Whoever shows a picture appends its row first.
 */
public final class ExposureLog {
    /** Version of the format. */
    public static final int VERSION = 1;

    private final LogChain chain;
    private final Consumer<String> rows;

    /** Why pixels were sent. */
    public enum Reason {
        LEASE, AHEAD, RELOAD, GOLD, TRAINING, DISPUTE, PREVIEW, REVIEW;

        private final String word = name().toLowerCase(Locale.ROOT);

        public String word() {
            return word;
        }
    }

    /** Who a piece of a document is for. */
    public enum Audience {
        CROWD('c'), TRUSTED('t'), NOBODY('m');

        private final char letter;

        Audience(char letter) {
            this.letter = letter;
        }
    }

    /** A picture's size, pixels. */
    public record Canvas(int width, int height) {}

    /** @param rows told of each finished row, without its line end */
    public ExposureLog(LogChain chain, Consumer<String> rows) {
        this.chain = chain;
        this.rows = rows;
    }

    /**
     * The first row.
     *
     * @param batch the batch's name in its log, 32 hexadecimal digits
     * @param engineKey public key that the log is signed with, Ed25519, 64 hexadecimal digits
     * @param clientKey public key of the client whose word loosens a bound, Ed25519, 64 hexadecimal digits
     * @param canvases every size that a picture of the batch can have
     */
    public void open(
            String batch, String engineKey, String clientKey, Guarantee guarantee, List<Canvas> canvases) {
        append("open %d %s %s %s m=%d f=%d c=%d g=%d l=%d s=%d w=%d %s".formatted(
                VERSION,
                batch,
                engineKey,
                clientKey,
                guarantee.cap().fragmentsMax(),
                guarantee.inkMaxPpm(),
                guarantee.coalition(),
                guarantee.classesApart() ? 1 : 0,
                guarantee.poolMin(),
                guarantee.batchShareMaxPpm(),
                Guarantee.SITTING_SECONDS,
                canvases.stream()
                        .map(canvas -> canvas.width() + "x" + canvas.height())
                        .collect(Collectors.joining(","))));
    }

    /** The batch's forms, by number; one that is alone is not named, there and in every row behind. */
    public void forms(List<Pieces> forms) {
        for (int form = 0; form < forms.size(); form++) {
            if (forms.size() > 1) {
                append("form " + form);
            }
            fields(forms.get(form));
        }
    }

    /** One row for each field of the template, in its order. */
    public void fields(Pieces pieces) {
        for (int field = 0; field < pieces.fields().size(); field++) {
            Pieces.Cut cut = pieces.fields().get(field);
            String bounds = IntStream.of(cut.bounds()).mapToObj(Integer::toString).collect(Collectors.joining(","));
            append("field %d %s %s %s %d %d %s".formatted(
                    field,
                    cut.sensitivity().json(),
                    cut.group() < 0 ? "-" : Integer.toString(cut.group()),
                    cut.kind().json(),
                    cut.options(),
                    cut.pieces(),
                    bounds.isEmpty() ? "-" : bounds));
        }
    }

    /**
     * A document came in.
     *
     * @param form its number, where the batch has several
     * @param inkPpm ink of every piece of its form, parts per million of the document's
     * @param audience who every piece is for
     */
    public void document(int document, String pseudonym, OptionalInt form, int[] inkPpm, Audience[] audience) {
        StringBuilder row = new StringBuilder("doc ").append(document).append(' ').append(pseudonym).append(' ');
        form.ifPresent(number -> row.append(number).append(' '));
        for (int piece = 0; piece < inkPpm.length; piece++) {
            row.append(piece == 0 ? "" : ",").append(inkPpm[piece]).append(audience[piece].letter);
        }
        append(row.toString());
    }

    /** One of a batch of one form came in. */
    public void document(int document, String pseudonym, int[] inkPpm, Audience[] audience) {
        document(document, pseudonym, OptionalInt.empty(), inkPpm, audience);
    }

    public void cluster(int cluster, String pseudonym, boolean trusted) {
        append("cluster " + cluster + " " + pseudonym + (trusted ? " trusted" : " crowd"));
    }

    /**
     * All that waits of this class was let into its pool.
     *
     * @param form of the documents, where the batch has several
     */
    public void release(OptionalInt form, SensitivityClass pool, long seconds) {
        append("release " + (form.isPresent() ? form.getAsInt() + " " : "") + pool.json() + " " + seconds);
    }

    /** In a batch of one form. */
    public void release(SensitivityClass pool, long seconds) {
        release(OptionalInt.empty(), pool, seconds);
    }

    /** The last released fragment of this class of this document is settled. */
    public void settle(int document, SensitivityClass pool) {
        append("settle " + document + " " + pool.json());
    }

    /**
     * Pixels are about to be sent.
     *
     * @param told {@link Told#digest} of everything sent beside the picture
     * @param canvas number of the picture's size among those of the first row
     */
    public void show(int cluster, int document, int piece, Reason reason, String told, int canvas, long seconds) {
        append("show " + cluster + " " + document + " " + piece + " " + reason.word() + " " + told + " " + canvas + " "
                + seconds);
    }

    /** Two clusters turned out to be one. */
    public void join(int cluster, int other, long seconds) {
        append("join " + cluster + " " + other + " " + seconds);
    }

    /** @param signature the client's, over {@link Relaxation#toSign} */
    public void relax(Relaxation relaxation, String signature, long seconds) {
        append("relax " + relaxation.bound().word() + " " + relaxation.value() + " " + signature + " " + seconds);
    }

    /** The key of the pseudonyms, the pictures and the answers are destroyed. */
    public void purge(long seconds) {
        append("purge " + seconds);
    }

    /** Signs for every row so far. */
    public void checkpoint(LogSigner signer, long seconds) {
        append("mark " + signer.sign(chain.toSign()) + " " + seconds);
    }

    /** Signs for every row, and that there are no more. */
    public void end(LogSigner signer, long seconds) {
        append("end " + signer.sign(chain.toSign() + " end") + " " + seconds);
    }

    /** The client's word that the log goes on after its end, since it objects to something. */
    public void reopen(LogSigner client, long seconds) {
        append("reopen " + client.sign(chain.toSign() + " reopen") + " " + seconds);
    }

    private void append(String entry) {
        rows.accept(chain.append(entry));
    }
}
