package dev.stitchwork.engine.store;

import dev.stitchwork.engine.AccountId;
import dev.stitchwork.engine.Lease;
import dev.stitchwork.engine.exposure.ExposureLog.Reason;
import dev.stitchwork.engine.form.FieldKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Turns of workers at tasks, under the whole law of exposure. In a transaction, the worker's cluster is locked before a
 * document, and a document before the head of its batch's log, so that what a cluster's accounts do at the same moment
 * comes one after the other, and no two transactions wait for each other.
 *
 * <p>A document is looked for without a lock, locked, and judged again under the locks; a lease, its exposure, its row in
 * the log and the document's places in its pools are then written together, before any byte of the picture leaves. Where
 * people are few, {@link KeptDraw} says which documents come first. A lease ends by the database's clock and by nothing else; nobody has to sweep.
 */
public final class Leases {
    /** A document's row may be held by another for a moment; after so many rounds the worker is told to come again. */
    private static final int ROUNDS_MAX = 3;

    private static final int EXPIRED_MAX = 16;

    private final Database database;
    private final RandomGenerator random;
    private final OpenDocuments openDocuments;
    private final PoolChoice poolChoice;
    private final SmallCrowds smallCrowds;
    private final TurnTimes times;
    private final int perWorkerMax;
    private final Presence presence;
    private final LostTurns lostTurns;
    private final Golds golds;
    private final Checks checks;

    /** @param checks says which turns show a value */
    Leases(Database database, RandomGenerator random, Duration time, int perWorkerMax, Checks checks) {
        this.checks = checks;
        this.database = database;
        this.random = random;
        this.openDocuments = new OpenDocuments(database);
        this.poolChoice = new PoolChoice(database, random);
        this.smallCrowds = new SmallCrowds(database);
        this.times = new TurnTimes(database, time);
        this.perWorkerMax = perWorkerMax;
        this.presence = new Presence(database);
        this.lostTurns = new LostTurns(database, times);
        this.golds = new Golds(database, random);
    }

    /** Learns from the newest answers how long turns should last, and how people say yes and no. */
    public void learn() {
        times.learn();
        checks.learn();
    }

    /** What the workers' pages say of their being open. */
    public Presence presence() {
        return presence;
    }

    /** A turn for this worker; empty where no task is left that the worker may see. */
    public Optional<Lease> lease(AccountId worker) {
        Optional<Lease> held = database.read(handle -> heldAtLimit(handle, worker, Database.now(handle)));
        if (held.isPresent()) {
            return held;
        }
        presence.endTurnsOfAbsent();
        reopenExpired();
        Optional<Lease> lost = lostTurns.again(worker);
        if (lost.isPresent()) {
            return lost;
        }
        Optional<Long> known = database.read(handle -> WorkerLock.known(handle, worker));
        long cluster = known.isPresent() ? known.get() : database.write(handle -> WorkerLock.clusterOf(handle, worker));
        List<Long> accounts = database.read(handle -> WorkerLock.accounts(handle, cluster));
        Asker asker = new Asker(worker, cluster, accounts, golds.isNext(accounts));
        return poolChoice.of(cluster)
                .map(pools -> smallCrowds.of(pools.get(0))
                        .map(crew -> keeping(asker, crew, pools))
                        .orElseGet(() -> inPlainOrder(asker, pools)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<Lease> inPlainOrder(Asker asker, List<PoolChoice.Pool> pools) {
        return pools.stream()
                .map(pool -> gold(asker, pool).or(() -> lease(asker, pool)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** A turn that strands no other; or any, where the worker was kept for others too long. */
    private Optional<Lease> keeping(Asker asker, Crew crew, List<PoolChoice.Pool> pools) {
        Optional<Lease> gold = pools.stream()
                .filter(pool -> !crew.changesSide(asker.cluster(), pool.sensitivity()))
                .map(pool -> gold(asker, pool))
                .flatMap(Optional::stream)
                .findFirst();
        if (gold.isPresent()) {
            return gold;
        }
        for (int round = 1; round <= ROUNDS_MAX; round++) {
            KeptDraw draw = new KeptDraw(database, crew, asker.cluster(), pools, pool -> draw(asker, pool, OpenDocuments.PAGE_MAX));
            boolean lockedOut = false;
            for (Optional<KeptDraw.Offer> next = draw.next(); next.isPresent(); next = draw.next()) {
                KeptDraw.Offer offer = next.get();
                Attempt attempt = database.write(handle -> attempt(
                        handle, asker.worker(), offer.pool(), List.of(offer.document()), now -> offer.holds(handle, crew, asker.cluster(), now)));
                if (attempt.lease().isPresent()) {
                    smallCrowds.isServed(asker.cluster(), crew, offer.pool());
                    return attempt.lease();
                }
                lockedOut |= attempt.lockedOut();
            }
            if (!lockedOut) {
                return draw.kept() && smallCrowds.isPatienceOver(asker.cluster(), pools.get(0)) ? inPlainOrder(asker, pools) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private OpenDocuments.Draw draw(Asker asker, PoolChoice.Pool pool, int pageFirst) {
        return openDocuments.draw(asker.cluster(), asker.accounts(), pool, random.nextLong() >>> 1, pageFirst);
    }

    /** A turn at a task of this pool whose answer is known; empty where there is none that the worker may see. */
    private Optional<Lease> gold(Asker asker, PoolChoice.Pool pool) {
        List<Golds.Known> candidates = asker.wantsGold() ? golds.draw(asker.accounts(), pool) : List.of();
        AccountId worker = asker.worker();
        return candidates.isEmpty() ? Optional.empty() : database.write(handle -> {
            WorkerLock cluster = WorkerLock.wait(handle, worker);
            Instant now = Database.now(handle);
            Optional<Lease> lease = heldAtLimit(handle, worker, now);
            for (int i = 0; i < candidates.size() && lease.isEmpty(); i++) {
                lease = gold(handle, cluster, worker, pool, candidates.get(i), now);
            }
            return lease;
        });
    }

    private Optional<Lease> gold(
            Handle handle, WorkerLock cluster, AccountId worker, PoolChoice.Pool pool, Golds.Known known, Instant now) {
        Optional<DocumentLock> lock = DocumentLock.attempt(handle, known.document(), now);
        if (lock.isEmpty() || !Golds.open(handle, known.task())) {
            return Optional.empty();
        }
        Optional<Lease> lease = Showing.draw(handle, cluster, lock.get(), pool, random, now)
                .map(showing -> showing.write(Reason.GOLD, worker.value()))
                .map(gold -> insert(handle, worker, known.document(), gold, checks.ofGold(handle, pool, gold.task(), worker), now));
        if (lease.isEmpty()) {
            Golds.close(handle, known.task());
        }
        lock.get().release();
        return lease;
    }

    private Optional<Lease> lease(Asker asker, PoolChoice.Pool pool) {
        for (int round = 1; round <= ROUNDS_MAX; round++) {
            // The first document found is nearly always had; who was locked out of it looks at twice as many next.
            OpenDocuments.Draw draw = draw(asker, pool, 1);
            boolean lockedOut = false;
            for (List<Long> candidates = draw.next(); !candidates.isEmpty(); candidates = draw.next()) {
                List<Long> drawn = candidates;
                Attempt attempt = database.write(handle -> attempt(handle, asker.worker(), pool, drawn, any -> true));
                if (attempt.lease().isPresent()) {
                    return attempt.lease();
                }
                lockedOut |= attempt.lockedOut();
            }
            if (!lockedOut) {
                break;
            }
        }
        return Optional.empty();
    }

    /** @param stillFits of a document that is locked, at the time given: whether it is to be had after all */
    private Attempt attempt(
            Handle handle, AccountId worker, PoolChoice.Pool pool, List<Long> candidates, Predicate<Instant> stillFits) {
        WorkerLock cluster = WorkerLock.wait(handle, worker);
        Instant now = Database.now(handle);
        Optional<Lease> held = heldAtLimit(handle, worker, now);
        if (held.isPresent()) {
            return new Attempt(held, false);
        }
        boolean lockedOut = false;
        for (long candidate : candidates) {
            Optional<DocumentLock> lock = DocumentLock.attempt(handle, candidate, now);
            if (lock.isEmpty() || !stillFits.test(now)) {
                lockedOut = true;
                continue;
            }
            Optional<DocumentLock.OpenTask> task = Showing.draw(handle, cluster, lock.get(), pool, random, now)
                    .map(showing -> showing.write(reason(handle, worker, now), worker.value()));
            Optional<Lease> lease = task.map(drawn -> insert(handle, worker, candidate, drawn, checks.of(handle, pool, drawn.task(), worker), now));
            lock.get().release();
            if (lease.isPresent()) {
                return new Attempt(lease, false);
            }
        }
        return new Attempt(Optional.empty(), lockedOut);
    }

    /** Whoever holds a turn already fetches this one ahead. */
    private static Reason reason(Handle handle, AccountId worker, Instant now) {
        return handle.createQuery("select count(*) from lease where open_worker = :worker and until > :now")
                        .bind("worker", worker.value())
                        .bind("now", now)
                        .mapTo(Integer.class)
                        .one() == 0
                ? Reason.LEASE
                : Reason.AHEAD;
    }

    private Lease insert(
            Handle handle, AccountId worker, long document, DocumentLock.OpenTask task, Optional<Checks.Shown> shown, Instant now) {
        Lease lease = new Lease(RandomName.next(), task.showable().kind(), task.showable().options(),
                now.plus(times.of(task.showable().kind())), shown.map(Checks.Shown::text));
        handle.createUpdate("""
                        insert into lease (token, worker, task, document, leased, until, open_worker, open_document, proposed, planted)
                        values (:token, :worker, :task, :document, :now, :until, :worker, :document, :proposed, :planted)
                        """)
                .bind("token", lease.token())
                .bind("worker", worker.value())
                .bind("task", task.task())
                .bind("document", document)
                .bind("now", now)
                .bind("until", lease.until())
                .bind("proposed", lease.proposed().orElse(null))
                .bind("planted", shown.map(Checks.Shown::planted).orElse(false))
                .execute();
        return lease;
    }

    /** The oldest live turn of a worker who holds as many as may be held; a turn whose task is decided does not count. */
    private Optional<Lease> heldAtLimit(Handle handle, AccountId worker, Instant now) {
        List<Lease> live = live(handle, worker, now, "t.state = 'OPEN' and t.wanted > t.kept order by l.leased, l.token")
                .map((row, context) -> lease(row))
                .list();
        return live.size() < perWorkerMax ? Optional.empty() : Optional.of(live.get(0));
    }

    /** A live turn of this worker, as it was given. */
    public Optional<Lease> held(AccountId worker, String token) {
        return database.read(handle -> live(handle, worker, Database.now(handle), "l.token = :token")
                .bind("token", token)
                .map((row, context) -> lease(row))
                .findOne());
    }

    private static Query live(Handle handle, AccountId worker, Instant now, String condition) {
        return handle.createQuery("""
                        select l.token, t.kind, t.options, l.until, l.proposed from lease l join task t on t.id = l.task
                        where l.open_worker = :worker and l.until > :now and
                        """ + condition)
                .bind("worker", worker.value())
                .bind("now", now);
    }

    private static Lease lease(ResultSet row) throws SQLException {
        return new Lease(
                row.getString("token"),
                FieldKind.valueOf(row.getString("kind")),
                row.getInt("options"),
                Instants.of(row, "until"),
                Optional.ofNullable(row.getString("proposed")));
    }

    /** Puts documents back on offer all of whose slots in a pool were leased until a moment that has passed. */
    private void reopenExpired() {
        List<Long> expired = database.read(handle -> handle.createQuery(
                        "select document from pool_entry where full_until <= :now fetch first :max rows only")
                .bind("now", Database.now(handle))
                .bind("max", EXPIRED_MAX)
                .mapTo(Long.class)
                .list());
        for (long document : expired) {
            database.write(handle -> {
                DocumentLock.attempt(handle, document, Database.now(handle)).ifPresent(DocumentLock::release);
                return null;
            });
        }
    }

    /** Where the picture of a live turn of this worker lies. */
    public Optional<SealedPicture> picture(AccountId worker, String token) {
        return database.read(handle -> handle.createQuery(SealedPicture.SELECT + """
                        join lease l on l.task = t.id
                        where l.token = :token and l.open_worker = :worker and l.until > :now and b.wrapped_key is not null
                        """)
                .bind("token", token)
                .bind("worker", worker.value())
                .bind("now", Database.now(handle))
                .map((row, context) -> SealedPicture.of(row))
                .findOne());
    }

    /** Ends a turn unanswered; nothing happens where there is none of this name. */
    public void giveBack(AccountId worker, String token) {
        database.write(handle -> {
            WorkerLock.wait(handle, worker);
            handle.createQuery("select document from lease where token = :token and open_worker = :worker")
                    .bind("token", token)
                    .bind("worker", worker.value())
                    .mapTo(Long.class)
                    .findOne()
                    .ifPresent(document -> giveBack(handle, document, token));
            return null;
        });
    }

    private static void giveBack(Handle handle, long document, String token) {
        DocumentLock lock = DocumentLock.wait(handle, document, Database.now(handle));
        handle.execute("update lease set open_worker = null, open_document = null where token = ?", token);
        lock.release();
    }

    /** Ends all turns of a worker whose account is closed. */
    public void giveBackAll(AccountId worker) {
        List<String> tokens = database.read(handle -> handle.createQuery("select token from lease where open_worker = :worker")
                .bind("worker", worker.value())
                .mapTo(String.class)
                .list());
        tokens.forEach(token -> giveBack(worker, token));
    }

    /** Who asks for a turn: a worker, with all accounts of its cluster. */
    private record Asker(AccountId worker, long cluster, List<Long> accounts, boolean wantsGold) {}

    private record Attempt(Optional<Lease> lease, boolean lockedOut) {}
}
