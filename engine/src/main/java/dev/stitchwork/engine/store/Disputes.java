package dev.stitchwork.engine.store;

import dev.stitchwork.engine.AccountId;
import dev.stitchwork.engine.NotFoundException;
import dev.stitchwork.engine.Office.Dispute;
import dev.stitchwork.engine.Reading;
import dev.stitchwork.engine.consensus.Normaliser;
import dev.stitchwork.engine.form.FieldKind;
import dev.stitchwork.engine.form.FormTemplate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Disputes, shown to operators in the order of what they hold up and decided by one of them: first those of the batch with
 * the highest priority and the nearest deadline, then those whose document waits for little else, then the oldest. Nobody
 * decides about an answer of their own. What is being looked at by one operator is kept from the others for a while, so that
 * two of them do not do the same work.
 */
public final class Disputes {
    private static final Duration KEPT_FROM_OTHERS = Duration.ofMinutes(10);
    /** Other operators may hold as many at the same moment. */
    private static final int LOOKED_AT = 50;

    private final Database database;
    private final Templates templates;
    private final Settling settling;

    Disputes(Database database, Templates templates, Settling settling) {
        this.database = database;
        this.templates = templates;
        this.settling = settling;
    }

    public int waiting() {
        return database.read(handle -> handle.createQuery("select count(*) from task where disputed is not null")
                .mapTo(Integer.class)
                .one());
    }

    /** The first dispute this operator may decide, the same again until it is; its exposure is durable on return. */
    public Optional<Dispute> next(AccountId operator) {
        return database.write(handle -> {
            Instant now = Database.now(handle);
            return first(handle, operator, now).stream()
                    .filter(task -> isFree(handle, operator, task, now))
                    .findFirst()
                    .map(task -> show(handle, operator, task, now));
        });
    }

    private static List<Long> first(Handle handle, AccountId operator, Instant now) {
        return handle.createQuery("""
                        select t.id from task t join batch b on b.id = t.batch
                        where t.disputed is not null and b.purged is null
                          and not exists (select 1 from showing s
                                          where s.task = t.id and s.operator <> :operator and s.shown > :since)
                          and not exists (select 1 from answer a where a.task = t.id and a.worker in (<accounts>))
                        order by b.priority desc, b.deadline nulls last,
                                 (select count(*) from task o where o.document = t.document and o.state in ('OPEN', 'DISPUTED')),
                                 t.disputed, t.id
                        fetch first :looked_at rows only
                        """)
                .bindList("accounts", ownAccounts(handle, operator))
                .bind("operator", operator.value())
                .bind("since", now.minus(KEPT_FROM_OTHERS))
                .bind("looked_at", LOOKED_AT)
                .mapTo(Long.class)
                .list();
    }

    /** Whether nobody else took it between the look and the lock, which is held until the transaction ends. */
    private static boolean isFree(Handle handle, AccountId operator, long task, Instant now) {
        boolean locked = handle.createQuery("select id from task where id = :task and disputed is not null for update skip locked")
                .bind("task", task)
                .mapTo(Long.class)
                .findOne()
                .isPresent();
        return locked
                && handle.createQuery("""
                                select count(*) from showing
                                where task = :task and operator <> :operator and shown > :since
                                """)
                                .bind("task", task)
                                .bind("operator", operator.value())
                                .bind("since", now.minus(KEPT_FROM_OTHERS))
                                .mapTo(Integer.class)
                                .one()
                        == 0;
    }

    /** Accounts that count as the same person. */
    private static List<Long> ownAccounts(Handle handle, AccountId operator) {
        return WorkerLock.known(handle, operator)
                .map(cluster -> WorkerLock.accounts(handle, cluster))
                .orElseGet(() -> List.of(operator.value()));
    }

    private static Dispute show(Handle handle, AccountId operator, long task, Instant now) {
        String token = handle.createQuery("select token from showing where task = :task and operator = :operator")
                .bind("task", task)
                .bind("operator", operator.value())
                .mapTo(String.class)
                .findOne()
                .orElseGet(() -> newShowing(handle, operator, task, now));
        List<Reading> keyings = new ArrayList<>(handle.createQuery(
                        "select verdict, text from answer where task = :task and worker is not null and not " + Answers.DECEIVED + " order by id")
                .bind("task", task)
                .map((row, context) -> Readings.of(row))
                .list());
        Objections.says(handle, task).ifPresent(keyings::add);
        return handle.createQuery("select kind, options from task where id = :task")
                .bind("task", task)
                .map((row, context) ->
                        new Dispute(token, FieldKind.valueOf(row.getString("kind")), row.getInt("options"), keyings))
                .one();
    }

    private static String newShowing(Handle handle, AccountId operator, long task, Instant now) {
        String token = RandomName.next();
        handle.execute(
                "insert into showing (token, operator, task, shown) values (?, ?, ?, ?)", token, operator.value(), task, now);
        Exposures.showTrusted(handle, operator, task, now);
        return token;
    }

    /** Where the picture of a dispute shown to this operator lies, while it is undecided. */
    public Optional<SealedPicture> picture(AccountId operator, String token) {
        return database.read(handle -> handle.createQuery(SealedPicture.SELECT + """
                        join showing s on s.task = t.id
                        where s.token = :token and s.operator = :operator and t.disputed is not null
                        """)
                .bind("token", token)
                .bind("operator", operator.value())
                .map((row, context) -> SealedPicture.of(row))
                .findOne());
    }

    /**
     * Decides; the same decision again is harmless.
     *
     * @throws NotFoundException where it was never shown to this operator, or is decided otherwise
     */
    public void decide(AccountId operator, String token, Reading reading) {
        database.write(handle -> {
            Shown shown = shown(handle, operator, token);
            Instant now = Database.now(handle);
            DocumentLock lock = DocumentLock.wait(handle, shown.document(), now);
            Reading settled = settled(handle, shown.task(), reading);
            int decided = handle.execute(
                    "update task set state = 'ADJUDICATED', disputed = null where id = ? and disputed is not null", shown.task());
            if (decided == 1) {
                insert(handle, operator, shown.task(), settled, now);
                settling.decided(handle, shown.task(), settled, now);
            } else if (!decidedBefore(handle, operator, shown.task(), settled)) {
                throw new NotFoundException("Expected a dispute that waits for a decision but it is decided.");
            }
            lock.release();
            return null;
        });
    }

    private static Shown shown(Handle handle, AccountId operator, String token) {
        return handle.createQuery("""
                        select t.id, t.document from showing s join task t on t.id = s.task
                        where s.token = :token and s.operator = :operator
                        """)
                .bind("token", token)
                .bind("operator", operator.value())
                .map((row, context) -> new Shown(row.getLong("id"), row.getLong("document")))
                .findOne()
                .orElseThrow(() -> new NotFoundException("Expected a dispute that was shown to you but this is none."));
    }

    private Reading settled(Handle handle, long task, Reading reading) {
        return handle.createQuery("""
                        select d.template, f.field from task t
                        join document d on d.id = t.document join fragment f on f.id = t.fragment where t.id = :task
                        """)
                .bind("task", task)
                .map((row, context) -> {
                    FormTemplate form = templates.form(handle, row.getLong("template"));
                    return Normaliser.normalise(reading, form.field(row.getString("field")).orElseThrow(), form.locale());
                })
                .one();
    }

    private static void insert(Handle handle, AccountId operator, long task, Reading settled, Instant now) {
        // A value that was put right once may be put right again.
        handle.execute("delete from adjudication where task = ?", task);
        handle.createUpdate("""
                        insert into adjudication (task, operator, verdict, text, decided)
                        values (:task, :operator, :verdict, :text, :now)
                        """)
                .bind("task", task)
                .bind("operator", operator.value())
                .bind("verdict", settled.verdict())
                .bind("text", Readings.text(settled))
                .bind("now", now)
                .execute();
    }

    private static boolean decidedBefore(Handle handle, AccountId operator, long task, Reading settled) {
        return handle.createQuery("select verdict, text from adjudication where task = :task and operator = :operator")
                .bind("task", task)
                .bind("operator", operator.value())
                .map((row, context) -> Readings.of(row))
                .findOne()
                .filter(settled::equals)
                .isPresent();
    }

    private record Shown(long task, long document) {}
}
