package dev.stitchwork.engine.store;

import dev.stitchwork.engine.AccountId;
import dev.stitchwork.engine.Suspect;
import dev.stitchwork.engine.Suspect.Over;
import dev.stitchwork.engine.Suspect.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * What ties accounts together, as hashes under a key that the database does not hold, and what an operator made of it.
 */
public final class Suspicions {
    private static final int LISTED_MAX = 200;

    private final Database database;

    Suspicions(Database database) {
        this.database = database;
    }

    /**
     * Notes a mark of an account. Another account with the same payout account is joined to it; with the same device, is
     * put before an operator.
     *
     * @return what the joined person was shown over a bound
     */
    public List<Over> mark(AccountId account, Reason kind, String hash) {
        if (database.read(handle -> isNoted(handle, account, kind, hash))) {
            return List.of();
        }
        return database.write(handle -> {
            handle.createQuery("select kind from mark_kind where kind = :kind for update")
                    .bind("kind", kind.name())
                    .mapTo(String.class)
                    .one();
            int added = handle.execute(
                    "insert into account_mark (account, kind, hash) values (?, ?, ?) on conflict do nothing",
                    account.value(), kind.name(), hash);
            List<Over> over = new ArrayList<>();
            for (long other : added == 0 ? List.<Long>of() : others(handle, account, kind, hash)) {
                note(handle, account.value(), other, kind, 0);
                if (kind == Reason.PAYOUT) {
                    Clusters.join(handle, account, new AccountId(other)).ifPresent(over::addAll);
                    decide(handle, account.value(), other, true);
                }
            }
            return over;
        });
    }

    private static boolean isNoted(Handle handle, AccountId account, Reason kind, String hash) {
        return handle.createQuery("select hash from account_mark where account = :account and kind = :kind and hash = :hash")
                .bind("account", account.value())
                .bind("kind", kind.name())
                .bind("hash", hash)
                .mapTo(String.class)
                .findOne()
                .isPresent();
    }

    private static List<Long> others(Handle handle, AccountId account, Reason kind, String hash) {
        return handle.createQuery("""
                        select account from account_mark where kind = :kind and hash = :hash and account <> :account order by account
                        """)
                .bind("kind", kind.name())
                .bind("hash", hash)
                .bind("account", account.value())
                .mapTo(Long.class)
                .list();
    }

    /** @param shared mistakes that both made */
    static void note(Handle handle, long account, long other, Reason reason, int shared) {
        handle.createUpdate("""
                        insert into suspicion (one, other, reason, shared, found)
                        values (:one, :other, :reason, :shared, :now) on conflict do nothing
                        """)
                .bind("one", Math.min(account, other))
                .bind("other", Math.max(account, other))
                .bind("reason", reason.name())
                .bind("shared", shared)
                .bind("now", Database.now(handle))
                .execute();
    }

    /** Decides whatever is suspected of two accounts; one person's are joined. */
    public List<Over> decide(AccountId one, AccountId other, boolean samePerson) {
        return database.write(handle -> {
            List<Over> over = samePerson ? Clusters.join(handle, one, other).orElse(List.of()) : List.of();
            decide(handle, one.value(), other.value(), samePerson);
            return over;
        });
    }

    private static void decide(Handle handle, long account, long other, boolean samePerson) {
        handle.execute(
                "update suspicion set verdict = ?, decided = ? where one = ? and other = ? and verdict is null",
                samePerson ? "JOINED" : "APART",
                Database.now(handle),
                Math.min(account, other),
                Math.max(account, other));
    }

    /** What waits for an operator, newest first; pairs that are one already are not asked about. */
    public List<Suspect> waiting() {
        return database.read(handle -> handle.createQuery("""
                        select s.*, a.name as one_name, b.name as other_name from suspicion s
                        join account a on a.id = s.one join account b on b.id = s.other
                        left join worker v on v.account = s.one left join worker w on w.account = s.other
                        where s.verdict is null and coalesce(v.cluster, s.one) <> coalesce(w.cluster, s.other)
                        order by s.found desc, s.one, s.other fetch first :max rows only
                        """)
                .bind("max", LISTED_MAX)
                .map((row, context) -> new Suspect(
                        new AccountId(row.getLong("one")),
                        row.getString("one_name"),
                        new AccountId(row.getLong("other")),
                        row.getString("other_name"),
                        Reason.valueOf(row.getString("reason")),
                        row.getInt("shared"),
                        Instants.of(row, "found")))
                .list());
    }

    /** Names of accounts that count as one person, one list a person of several. */
    public List<List<String>> joined() {
        List<Member> members = database.read(handle -> handle.createQuery("""
                        select w.cluster, a.name from worker w join account a on a.id = w.account
                        where w.cluster in (select cluster from worker group by cluster having count(*) > 1)
                        order by w.cluster, a.name
                        """)
                .map((row, context) -> new Member(row.getLong("cluster"), row.getString("name")))
                .list());
        List<List<String>> people = new ArrayList<>();
        members.stream().map(Member::cluster).distinct().forEach(cluster -> people.add(
                members.stream().filter(each -> each.cluster() == cluster).map(Member::name).toList()));
        return people;
    }

    private record Member(long cluster, String name) {}
}
