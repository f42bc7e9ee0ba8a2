package dev.stitchwork.samples.verify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The documents of the batch: ink and audience of every piece, and which pools they are in. */
final class Papers {
    private static final int CLASSES = Form.CLASSES.size();
    private static final Pattern PIECE = Pattern.compile("(0|[1-9][0-9]{0,6})[ctm]");
    private static final int PSEUDONYM_DIGITS = 16;
    private static final byte NOBODY = 'm';

    private final Form form;
    private final Set<String> pseudonyms = new HashSet<>();
    private int[] ink = new int[1 << 12];
    private byte[] audience = new byte[1 << 12];
    private int[] classes = new int[1 << 8];
    private int[] open = new int[1 << 8];
    private int[] forms = new int[1 << 8];
    private long[] inked = new long[1 << 8];
    private int count;

    /** By form and class: a document hides among those of its own form. */
    private final List<Pool> pools = new ArrayList<>();
    private long released;

    /** The documents of one form in one class. */
    private static final class Pool {
        private final Ranks ranks = new Ranks();
        private int waiting;
        private int documents;
        private int releasedTo;
    }

    Papers(Form form) {
        this.form = form;
    }

    private Pool pool(int of, int sensitivity) {
        while (pools.size() < form.forms() * CLASSES) {
            pools.add(new Pool());
        }
        return pools.get(of * CLASSES + sensitivity);
    }

    /** Reads a document's row. */
    void document(Row row) throws BrokenLogException {
        if (row.count(Integer.MAX_VALUE) != count) {
            throw row.broken("Expected document %d.".formatted(count));
        }
        if (!pseudonyms.add(row.hex(PSEUDONYM_DIGITS))) {
            throw row.broken("Expected a document of its own but its name was there before.");
        }
        grow();
        int of = form.formOf(row);
        forms[count] = of;
        int first = form.first(of);
        int pieces = form.first(of + 1) - first;
        int place = count * form.pieces();
        Arrays.fill(audience, place, place + form.pieces(), NOBODY);
        Arrays.fill(ink, place, place + form.pieces(), 0);
        String[] words = row.word().split(",", -1);
        row.end();
        if (words.length != pieces) {
            throw row.broken("Expected %d pieces but was %d.".formatted(pieces, words.length));
        }
        long all = 0;
        for (int piece = first; piece < first + pieces; piece++) {
            String word = words[piece - first];
            if (!PIECE.matcher(word).matches()) {
                throw row.broken("Expected ink and audience of a piece but was '%s'.".formatted(word));
            }
            ink[place + piece] = Integer.parseInt(word.substring(0, word.length() - 1));
            audience[place + piece] = (byte) word.charAt(word.length() - 1);
            all += ink[place + piece];
            if (isForCrowd(count, piece)) {
                classes[count] |= 1 << form.classOf(piece);
            }
        }
        for (int group = 0; group < form.groups(); group++) {
            inked[count * form.groups() + group] = inkedOf(count, group);
        }
        if (all > Bounds.PPM + pieces) {
            throw row.broken("Expected at most the whole ink of a document but was %d ppm.".formatted(all));
        }
        for (int each = 0; each < CLASSES; each++) {
            pool(of, each).waiting += classes[count] >> each & 1;
        }
        count++;
    }

    private void grow() {
        while ((count + 1) * form.pieces() > ink.length) {
            ink = Arrays.copyOf(ink, 2 * ink.length);
            audience = Arrays.copyOf(audience, 2 * audience.length);
        }
        if (count == classes.length) {
            classes = Arrays.copyOf(classes, 2 * count);
            open = Arrays.copyOf(open, 2 * count);
            forms = Arrays.copyOf(forms, 2 * count);
        }
        while ((count + 1) * form.groups() > inked.length) {
            inked = Arrays.copyOf(inked, 2 * inked.length);
        }
    }

    /** All that waits of a form and class goes into its pool. */
    void release(int of, int sensitivity, Bounds bounds, Row row, Findings findings) {
        Pool pool = pool(of, sensitivity);
        int documents = pool.waiting + pool.documents;
        if (documents < bounds.pool()) {
            findings.against(Findings.Property.G5, row.number(),
                    "%s was released into a pool of %d documents instead of %d."
                            .formatted(Form.CLASSES.get(sensitivity), documents, bounds.pool()));
        }
        pool.documents = documents;
        pool.waiting = 0;
        pool.ranks.grow(count);
        for (int document = pool.releasedTo; document < count; document++) {
            if (forms[document] == of && (classes[document] & 1 << sensitivity) != 0) {
                open[document] |= 1 << sensitivity;
                pool.ranks.add(document, 1);
                for (int piece = 0; piece < form.pieces(); piece++) {
                    released += form.classOf(piece) == sensitivity && isForCrowd(document, piece) ? 1 : 0;
                }
            }
        }
        pool.releasedTo = count;
    }

    /** The last fragment of this class of this document is settled. */
    void settle(int document, int sensitivity, Row row) throws BrokenLogException {
        if ((open[document] & 1 << sensitivity) == 0) {
            throw row.broken("Expected %s of document %d to be open but it is not."
                    .formatted(Form.CLASSES.get(sensitivity), document));
        }
        open[document] &= ~(1 << sensitivity);
        Pool pool = pool(forms[document], sensitivity);
        pool.documents--;
        pool.ranks.add(document, -1);
    }

    int count() {
        return count;
    }

    /** Fragments released to the crowd. */
    long released() {
        return released;
    }

    int ink(int document, int piece) {
        return ink[document * form.pieces() + piece];
    }

    boolean isForCrowd(int document, int piece) {
        return audience[document * form.pieces() + piece] == 'c';
    }

    boolean isReleased(int document, int piece) {
        return document < pool(forms[document], form.classOf(piece)).releasedTo && isForCrowd(document, piece);
    }

    /** The number among all pieces of a piece of this document, which a row names by its place in the form. */
    int piece(int document, Row row) throws BrokenLogException {
        int first = form.first(forms[document]);
        return first + row.count(form.first(forms[document] + 1) - first - 1);
    }

    /** Documents that the pool of a document's form and this class holds now. */
    int inPool(int document, int sensitivity) {
        return pool(forms[document], sensitivity).documents;
    }

    /** Where a document stands among those of its pool, 0 to 1; the middle of its place. */
    double rank(int document, int sensitivity) {
        Pool pool = pool(forms[document], sensitivity);
        return (pool.ranks.below(document) + 0.5) / Math.max(1, pool.documents);
    }

    /** The pieces of a group that carry ink, as bits in the order of the pieces. */
    long inked(int document, int group) {
        return inked[document * form.groups() + group];
    }

    private long inkedOf(int document, int group) {
        long bits = 0;
        int bit = 0;
        for (int piece = 0; piece < form.pieces(); piece++) {
            if (form.groupOf(piece) == group) {
                bits |= ink(document, piece) > 0 ? 1L << bit : 0;
                bit++;
            }
        }
        return bits;
    }
}
