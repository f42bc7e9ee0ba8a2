package dev.stitchwork.samples.verify;

import dev.stitchwork.samples.verify.Findings.Property;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Recomputes the privacy guarantee from an exposure log, row by row: every showing is judged against all that came
 * before it, under the bounds and clusters as they were known then.
 */
public final class Verifier {
    private static final List<String> ROWS = List.of(
            "show", "settle", "doc", "release", "cluster", "mark", "join", "relax", "purge", "end", "reopen", "field", "form", "open");
    private static final List<String> REASONS =
            List.of("lease", "ahead", "reload", "gold", "training", "dispute", "preview", "review");
    private static final int AHEAD = 1;
    private static final Pattern SIZES =
            Pattern.compile("[1-9][0-9]{0,4}x[1-9][0-9]{0,4}(,[1-9][0-9]{0,4}x[1-9][0-9]{0,4})*");
    private static final int CANVASES_MAX = 16;
    private static final int KEY_DIGITS = 64;
    private static final int SIGNATURE_DIGITS = 128;
    private static final int BATCH_DIGITS = 32;
    private static final long SECONDS_MAX = 1L << 40;
    /** Smallest pool in which the place of a draw tells anything. */
    private static final int ORDER_POOL_MIN = 20;

    private final LogReader reader;
    private final Findings findings = new Findings();
    private final Form form = new Form();
    private final Papers papers = new Papers(form);
    private final Eyes eyes = new Eyes();
    private final OrderTest order = new OrderTest();
    private final List<String> relaxations = new ArrayList<>();
    private final Groups groups = new Groups(form, papers, eyes);

    private Bounds bounds;
    private String batch;
    private String key;
    private String clientKey;
    private Signatures engine;
    private Signatures client;
    private int canvases;
    private boolean formRead;
    private boolean purged;
    private boolean ended;
    private long signedRows;
    private long seconds;
    private long showings;
    private long trustedShowings;
    private long shownTwice;
    private int fragmentsMost;
    private int inkMost;
    private int joins;

    private Verifier(InputStream log) {
        this.reader = new LogReader(log);
    }

    /**
     * Reads a log to its end.
     *
     * @throws BrokenLogException where the log is not as it was written
     */
    public static Report verify(InputStream log) throws IOException, BrokenLogException {
        Verifier verifier = new Verifier(log);
        for (Row row = verifier.reader.next(); row != null; row = verifier.reader.next()) {
            verifier.read(row);
        }
        if (verifier.reader.rows() == 0) {
            throw new BrokenLogException(0, "Expected an exposure log but it is empty.");
        }
        return verifier.report();
    }

    private void read(Row row) throws BrokenLogException {
        int kind = row.oneOf(ROWS);
        String word = ROWS.get(kind);
        if (ended != word.equals("reopen")) {
            throw row.broken(ended
                    ? "Expected nothing behind the end of the log but the client's word that it goes on."
                    : "Expected a log that has ended where it goes on.");
        }
        if (word.equals("open") != (row.number() == 0)) {
            throw row.broken("Expected 'open' as the first row and nowhere else but was '%s'.".formatted(word));
        }
        if (purged && !word.equals("mark") && !word.equals("end")) {
            throw row.broken("Expected nothing but signatures behind a purge but was '%s'.".formatted(word));
        }
        switch (word) {
            case "show" -> show(row);
            case "settle" -> papers.settle(document(row), classRead(row), row);
            case "doc" -> document(row, form());
            case "release" -> {
                int of = form().formOf(row);
                int sensitivity = row.oneOf(Form.CLASSES);
                time(row);
                papers.release(of, sensitivity, bounds, row, findings);
            }
            case "cluster" -> eyes.cluster(row);
            case "mark" -> signed(row, "");
            case "end" -> {
                signed(row, " end");
                ended = true;
            }
            case "reopen" -> reopen(row);
            case "join" -> join(row);
            case "relax" -> relax(row);
            case "purge" -> {
                time(row);
                purged = true;
            }
            case "form" -> form(row);
            case "field" -> field(row);
            case "open" -> open(row);
            default -> throw new IllegalStateException("Every row's word has a case but '%s' has none.".formatted(word));
        }
    }

    private void open(Row row) throws BrokenLogException {
        if (row.count(Integer.MAX_VALUE) != 1) {
            throw row.broken("Expected version 1 of the format, the only one this verifier knows.");
        }
        batch = row.hex(BATCH_DIGITS);
        key = row.hex(KEY_DIGITS);
        clientKey = row.hex(KEY_DIGITS);
        try {
            engine = new Signatures(key);
            client = new Signatures(clientKey);
        } catch (GeneralSecurityException e) {
            throw row.broken("Expected two Ed25519 public keys but one is none.");
        }
        bounds = new Bounds(
                row.setting("m", Integer.MAX_VALUE),
                row.setting("f", Bounds.PPM),
                row.setting("c", 1000),
                row.setting("g", 1),
                row.setting("l", Integer.MAX_VALUE),
                row.setting("s", Bounds.PPM),
                row.setting("w", Integer.MAX_VALUE));
        String sizes = row.word();
        row.end();
        if (!SIZES.matcher(sizes).matches()) {
            throw row.broken("Expected picture sizes but was '%s'.".formatted(sizes));
        }
        canvases = sizes.split(",").length;
        if (canvases > CANVASES_MAX) {
            findings.against(Property.G7, row.number(), "pictures have %d sizes; more than %d can name a field."
                    .formatted(canvases, CANVASES_MAX));
            canvases = CANVASES_MAX;
        }
        if (!bounds.isStandard()) {
            findings.against(Property.G6, row.number(), "the batch opens under looser bounds that no client signed for.");
        }
    }

    private void form(Row row) throws BrokenLogException {
        if (formRead) {
            throw row.broken("Expected no more forms once they are complete.");
        }
        form.form(row);
    }

    private void field(Row row) throws BrokenLogException {
        if (formRead) {
            throw row.broken("Expected no more fields once the form is complete.");
        }
        form.field(row, findings);
    }

    /** The form is complete with the first row that leans on it. */
    private Form form() {
        if (!formRead) {
            formRead = true;
            groups.begin();
        }
        return form;
    }

    private void document(Row row, Form complete) throws BrokenLogException {
        if (papers.count() == 0) {
            complete.checkGroups(bounds, row.number(), findings);
        }
        papers.document(row);
    }

    private int document(Row row) throws BrokenLogException {
        int document = row.count(Integer.MAX_VALUE);
        if (document >= papers.count()) {
            throw row.broken("Expected one of %d documents but was number %d.".formatted(papers.count(), document));
        }
        return document;
    }

    private static int classRead(Row row) throws BrokenLogException {
        int sensitivity = row.oneOf(Form.CLASSES);
        row.end();
        return sensitivity;
    }

    private int cluster(Row row) throws BrokenLogException {
        int cluster = row.count(Integer.MAX_VALUE);
        if (cluster >= eyes.clusters()) {
            throw row.broken("Expected one of %d clusters but was number %d.".formatted(eyes.clusters(), cluster));
        }
        return cluster;
    }

    private void time(Row row) throws BrokenLogException {
        long now = row.number(SECONDS_MAX);
        row.end();
        if (now < seconds) {
            throw row.broken("Expected a time of at least %d seconds but was %d.".formatted(seconds, now));
        }
        seconds = now;
    }

    private void show(Row row) throws BrokenLogException {
        int cluster = cluster(row);
        int document = document(row);
        int piece = papers.piece(document, row);
        int reason = row.oneOf(REASONS);
        int told = row.hex8();
        int canvas = row.count(Integer.MAX_VALUE);
        time(row);
        showings++;
        if (told != form.toldOf(piece)) {
            findings.against(Property.G7, row.number(), "the worker was told more than the kind of thing and the marks.");
        }
        if (canvas >= canvases) {
            findings.against(Property.G7, row.number(), "the picture has a size that no other has.");
        }
        int root = eyes.root(cluster);
        if (eyes.isTrusted(cluster)) {
            trustedShowings++;
        } else {
            judge(row, root, document, piece, reason <= AHEAD);
        }
    }

    /** Judges one showing to the crowd against the properties, and writes it down. */
    private void judge(Row row, int root, int document, int piece, boolean drawn) {
        int count = 0;
        int ink = 0;
        boolean sameField = false;
        for (int entry = eyes.newest(root, document); entry >= 0; entry = eyes.older(entry)) {
            if (eyes.piece(entry) == piece) {
                shownTwice++;
                return;
            }
            count++;
            ink += papers.ink(document, eyes.piece(entry));
            sameField |= form.fieldOf(eyes.piece(entry)) == form.fieldOf(piece);
        }
        fragmentsMost = Math.max(fragmentsMost, count + 1);
        inkMost = Math.max(inkMost, ink + papers.ink(document, piece));
        long number = row.number();
        if (!papers.isForCrowd(document, piece)) {
            findings.against(Property.G6, number, "the crowd was shown a fragment that was kept from it.");
        } else if (!papers.isReleased(document, piece)) {
            findings.against(Property.G5, number, "a fragment was shown before it was released.");
        }
        if (count >= bounds.fragments()) {
            findings.against(Property.G1, number, "cluster %d was shown %d fragments of document %d, the cap is %d."
                    .formatted(root, count + 1, document, bounds.fragments()));
        }
        if (ink + papers.ink(document, piece) > bounds.inkPpm()) {
            findings.against(Property.G1, number, "cluster %d was shown %d ppm of the ink of document %d, the cap is %d."
                    .formatted(root, ink + papers.ink(document, piece), document, bounds.inkPpm()));
        }
        if (eyes.shown(root) >= bounds.fragmentsOfBatchMax(papers.released())) {
            findings.against(Property.G1, number, "cluster %d was shown %d fragments, more than its share of %d."
                    .formatted(root, eyes.shown(root) + 1, papers.released()));
        }
        if (sameField) {
            findings.against(Property.G4, number, "cluster %d was shown two pieces of one field of document %d."
                    .formatted(root, document));
        }
        if (bounds.classesApart() == 1) {
            judgeClass(number, root, form.classOf(piece));
        }
        if (drawn && papers.inPool(document, form.classOf(piece)) >= ORDER_POOL_MIN) {
            order.draw(root, form.classOf(piece), papers.rank(document, form.classOf(piece)));
        }
        eyes.show(root, document, piece, form.classOf(piece), seconds);
        groups.shown(root, document, piece, bounds, number, findings);
    }

    private void judgeClass(long number, int root, int sensitivity) {
        if ((eyes.classes(root) & form.conflictsOf(sensitivity)) != 0) {
            findings.against(Property.G3, number, "cluster %d was shown %s and a class that must never meet it."
                    .formatted(root, Form.CLASSES.get(sensitivity)));
        }
        int last = eyes.lastClass(root);
        if (last >= 0 && last != sensitivity && seconds - eyes.lastSeconds(root) < bounds.sittingSeconds()) {
            findings.against(Property.G3, number, "cluster %d went from %s to %s within %d seconds."
                    .formatted(root, Form.CLASSES.get(last), Form.CLASSES.get(sensitivity),
                            seconds - eyes.lastSeconds(root)));
        }
    }

    private void join(Row row) throws BrokenLogException {
        int cluster = eyes.root(cluster(row));
        int other = eyes.root(cluster(row));
        time(row);
        if (cluster == other || eyes.isTrusted(cluster) || eyes.isTrusted(other)) {
            throw row.broken("Expected two different clusters of the crowd to join.");
        }
        groups.joined(cluster, eyes.join(cluster, other));
        joins++;
    }

    private void relax(Row row) throws BrokenLogException {
        int word = row.oneOf(Bounds.WORDS);
        int value = row.count(Integer.MAX_VALUE);
        String signature = row.hex(SIGNATURE_DIGITS);
        time(row);
        String relaxation = "%s %d".formatted(Bounds.WORDS.get(word), value);
        if (!client.vouchFor("stitchwork relaxation %s %s".formatted(batch, relaxation), signature)) {
            findings.against(Property.G6, row.number(), "'%s' is not signed by the client.".formatted(relaxation));
            return;
        }
        bounds = bounds.with(word, value);
        relaxations.add(relaxation);
        if (papers.count() > 0) {
            form.checkGroups(bounds, row.number(), findings);
        }
    }

    /** The client objects to something delivered, and lets it be looked at again. */
    private void reopen(Row row) throws BrokenLogException {
        String signature = row.hex(SIGNATURE_DIGITS);
        time(row);
        if (!client.vouchFor("stitchwork exposure log %d %s reopen".formatted(row.number(), reader.headBefore()), signature)) {
            throw row.broken("Expected the client's signature over the rows before it but it is not one.");
        }
        ended = false;
    }

    private void signed(Row row, String tail) throws BrokenLogException {
        String signature = row.hex(SIGNATURE_DIGITS);
        time(row);
        String text = "stitchwork exposure log %d %s%s".formatted(row.number(), reader.headBefore(), tail);
        if (!engine.vouchFor(text, signature)) {
            throw row.broken("Expected a signature over the rows before it but it is not one.");
        }
        signedRows = row.number() + 1;
    }

    private Report report() {
        if (order.isOrdered()) {
            findings.against(Property.G5, reader.rows() - 1,
                    "fragments were drawn in an order: spread %.2f, step %.2f of a random one."
                            .formatted(order.spread(), order.step()));
        }
        form();
        Groups.Worst worst = groups.worst(bounds);
        return new Report(
                new Report.Log(
                        batch, key, clientKey, reader.rows(), signedRows, reader.head(), ended, purged, seconds),
                bounds,
                List.copyOf(relaxations),
                new Report.Counts(
                        papers.count(),
                        papers.released(),
                        eyes.people(),
                        showings,
                        trustedShowings,
                        shownTwice,
                        joins),
                fragmentsMost,
                inkMost,
                worst,
                order.spread(),
                order.step(),
                findings);
    }
}
