package dev.stitchwork.samples.verify;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** The documents of the batch: ink and audience of every piece, and which pools they are in. */
final class Papers {
    private static final int CLASSES = Form.CLASSES.size();
    private static final Pattern PIECE = Pattern.compile("(0|[1-9][0-9]{0,6})[ctm]");
    private static final int PSEUDONYM_DIGITS = 16;

    private final Form form;
    private final Set<String> pseudonyms = new HashSet<>();
    private int[] ink = new int[1 << 12];
    private byte[] audience = new byte[1 << 12];
    private int[] classes = new int[1 << 8];
    private int[] open = new int[1 << 8];
    private long[] inked = new long[1 << 8];
    private int count;

    private final int[] waiting = new int[CLASSES];
    private final int[] inPool = new int[CLASSES];
    private final int[] releasedTo = new int[CLASSES];
    private final Ranks[] ranks = new Ranks[CLASSES];
    private long released;

    Papers(Form form) {
        this.form = form;
        for (int i = 0; i < CLASSES; i++) {
            ranks[i] = new Ranks();
        }
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
        int place = count * form.pieces();
        String[] words = row.word().split(",", -1);
        row.end();
        if (words.length != form.pieces()) {
            throw row.broken("Expected %d pieces but was %d.".formatted(form.pieces(), words.length));
        }
        long all = 0;
        for (int piece = 0; piece < words.length; piece++) {
            String word = words[piece];
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
        if (all > Bounds.PPM + form.pieces()) {
            throw row.broken("Expected at most the whole ink of a document but was %d ppm.".formatted(all));
        }
        for (int each = 0; each < CLASSES; each++) {
            waiting[each] += classes[count] >> each & 1;
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
        }
        while ((count + 1) * form.groups() > inked.length) {
            inked = Arrays.copyOf(inked, 2 * inked.length);
        }
    }

    /** All that waits of a class goes into its pool. */
    void release(int sensitivity, Bounds bounds, Row row, Findings findings) {
        int documents = waiting[sensitivity] + inPool[sensitivity];
        if (documents < bounds.pool()) {
            findings.against(Findings.Property.G5, row.number(),
                    "%s was released into a pool of %d documents instead of %d."
                            .formatted(Form.CLASSES.get(sensitivity), documents, bounds.pool()));
        }
        inPool[sensitivity] = documents;
        waiting[sensitivity] = 0;
        ranks[sensitivity].grow(count);
        for (int document = releasedTo[sensitivity]; document < count; document++) {
            if ((classes[document] & 1 << sensitivity) != 0) {
                open[document] |= 1 << sensitivity;
                ranks[sensitivity].add(document, 1);
                for (int piece = 0; piece < form.pieces(); piece++) {
                    released += form.classOf(piece) == sensitivity && isForCrowd(document, piece) ? 1 : 0;
                }
            }
        }
        releasedTo[sensitivity] = count;
    }

    /** The last fragment of this class of this document is settled. */
    void settle(int document, int sensitivity, Row row) throws BrokenLogException {
        if ((open[document] & 1 << sensitivity) == 0) {
            throw row.broken("Expected %s of document %d to be open but it is not."
                    .formatted(Form.CLASSES.get(sensitivity), document));
        }
        open[document] &= ~(1 << sensitivity);
        inPool[sensitivity]--;
        ranks[sensitivity].add(document, -1);
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
        return document < releasedTo[form.classOf(piece)] && isForCrowd(document, piece);
    }

    /** Documents that a pool holds now. */
    int inPool(int sensitivity) {
        return inPool[sensitivity];
    }

    /** Where a document stands among those of its pool, 0 to 1; the middle of its place. */
    double rank(int document, int sensitivity) {
        return (ranks[sensitivity].below(document) + 0.5) / Math.max(1, inPool[sensitivity]);
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
