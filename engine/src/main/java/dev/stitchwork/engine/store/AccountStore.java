package dev.stitchwork.engine.store;

import dev.stitchwork.engine.AccountId;
import dev.stitchwork.engine.AccountState;
import dev.stitchwork.engine.Office.Account;
import dev.stitchwork.engine.Role;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** The tables of accounts. Knows secrets by their hashes only; all times are the database's. */
public final class AccountStore {
    private static final String ACCOUNT = "account.id, account.name, account.role, account.since,"
            + " case when account.closed is not null then 'CLOSED' when account.password is null then 'INVITED'"
            + " else 'ACTIVE' end as state";

    private final Database database;

    public AccountStore(Database database) {
        this.database = database;
    }

    /** What a login is checked against. */
    public record Credentials(Account account, String passwordHash) {
        @Override
        public String toString() {
            return account.toString();
        }
    }

    /** A login on record. */
    public record Login(Account account, Instant until) {}

    /**
     * Keeps an invitation; one that was not accepted yet is replaced, with its role.
     *
     * @return false where the name belongs to an account in use, or to a closed one
     */
    public boolean invite(String name, String nameKey, Role role, String invitationHash, Duration good) {
        return database.write(handle -> {
            Instant now = Database.now(handle);
            // Two operators may invite one name at the same time: the second waits for the first here.
            handle.createUpdate("""
                            insert into account (name, name_key, role, since) values (:name, :key, :role, :now)
                            on conflict do nothing""")
                    .bind("name", name)
                    .bind("key", nameKey)
                    .bind("role", role.name())
                    .bind("now", now)
                    .execute();
            Optional<Long> invited = handle.createQuery(
                            "select id from account where name_key = :key and password is null for update")
                    .bind("key", nameKey)
                    .mapTo(Long.class)
                    .findOne();
            invited.ifPresent(id -> {
                handle.createUpdate("update account set name = :name, role = :role, since = :now where id = :id")
                        .bind("name", name)
                        .bind("role", role.name())
                        .bind("now", now)
                        .bind("id", id)
                        .execute();
                handle.execute("delete from invitation where account = ?", id);
                handle.createUpdate("insert into invitation (account, hash, until) values (:id, :hash, :until)")
                        .bind("id", id)
                        .bind("hash", invitationHash)
                        .bind("until", now.plus(good))
                        .execute();
            });
            return invited.isPresent();
        });
    }

    /** Whether an invitation can be accepted. */
    public boolean invited(String invitationHash) {
        return database.read(handle -> invitation(handle, invitationHash).isPresent());
    }

    /** Uses up an invitation; empty where it is unknown, used or over. */
    public Optional<Account> accept(String invitationHash, String passwordHash) {
        return database.write(handle -> invitation(handle, invitationHash).flatMap(id -> {
            // The row is gone for whoever comes second with the same invitation.
            if (handle.execute("delete from invitation where hash = ?", invitationHash) == 0) {
                return Optional.empty();
            }
            handle.createUpdate("update account set password = :password, since = :now where id = :id")
                    .bind("password", passwordHash)
                    .bind("now", Database.now(handle))
                    .bind("id", id)
                    .execute();
            return find(handle, id);
        }));
    }

    private static Optional<Long> invitation(Handle handle, String hash) {
        return handle.createQuery("select account from invitation where hash = :hash and until > :now")
                .bind("hash", hash)
                .bind("now", Database.now(handle))
                .mapTo(Long.class)
                .findOne();
    }

    public List<Account> all() {
        return database.read(handle -> handle.createQuery("select " + ACCOUNT + " from account order by name_key")
                .map(AccountStore::account)
                .list());
    }

    public boolean hasOperator() {
        return database.read(handle -> !openOperators(handle, "").isEmpty());
    }

    public Optional<Account> find(AccountId account) {
        return database.read(handle -> find(handle, account.value()));
    }

    private static Optional<Account> find(Handle handle, long id) {
        return handle.createQuery("select " + ACCOUNT + " from account where id = :id")
                .bind("id", id)
                .map(AccountStore::account)
                .findOne();
    }

    /** What became of closing an account. */
    public enum Closing {
        CLOSED, UNKNOWN, LAST_OPERATOR
    }

    /**
     * Closes an account with all that lets somebody in as it. One that never was in use is removed, so that its name is
     * free again.
     */
    public Closing close(AccountId account) {
        return database.write(handle -> {
            long id = account.value();
            // Two operators may close each other at the same time: the second waits here, and finds itself the last.
            List<Long> operators = openOperators(handle, " for update");
            if (operators.equals(List.of(id))) {
                return Closing.LAST_OPERATOR;
            }
            // First the account, whose row a login waits for: what it would leave behind must not come after the deletes.
            int closed = handle.createUpdate("update account set closed = coalesce(closed, :now) where id = :id")
                    .bind("now", Database.now(handle))
                    .bind("id", id)
                    .execute();
            handle.execute("delete from invitation where account = ?", id);
            handle.execute("delete from login where account = ?", id);
            handle.execute("delete from api_key where account = ?", id);
            handle.execute("delete from account where id = ? and password is null", id);
            return closed == 0 ? Closing.UNKNOWN : Closing.CLOSED;
        });
    }

    private static List<Long> openOperators(Handle handle, String lock) {
        return handle.createQuery(
                        "select id from account where role = 'OPERATOR' and password is not null and closed is null" + lock)
                .mapTo(Long.class)
                .list();
    }

    /** Empty where nobody in use has the name. */
    public Optional<Credentials> credentials(String nameKey) {
        return database.read(handle -> handle.createQuery("select " + ACCOUNT + ", account.password from account"
                        + " where name_key = :key and password is not null and closed is null")
                .bind("key", nameKey)
                .map((row, context) -> new Credentials(account(row, context), row.getString("password")))
                .findOne());
    }

    /**
     * Keeps a login, and forgets those of this account that are over or too many, oldest first.
     *
     * @return when it ends; empty where the account was closed meanwhile
     */
    public Optional<Instant> logIn(AccountId account, String tokenHash, Duration good, int loginsMax) {
        return database.write(handle -> {
            if (!lockOpen(handle, account)) {
                return Optional.empty();
            }
            Instant now = Database.now(handle);
            handle.createUpdate("delete from login where account = :id and until <= :now")
                    .bind("id", account.value())
                    .bind("now", now)
                    .execute();
            handle.createQuery("select hash from login where account = :id order by until desc offset :kept rows")
                    .bind("id", account.value())
                    .bind("kept", loginsMax - 1)
                    .mapTo(String.class)
                    .list()
                    .forEach(hash -> handle.execute("delete from login where hash = ?", hash));
            handle.createUpdate("insert into login (hash, account, until) values (:hash, :id, :until)")
                    .bind("hash", tokenHash)
                    .bind("id", account.value())
                    .bind("until", now.plus(good))
                    .execute();
            return Optional.of(now.plus(good));
        });
    }

    /** One lookup by primary key: this runs at every request. */
    public Optional<Login> login(String tokenHash) {
        return database.read(handle -> handle.createQuery("select " + ACCOUNT + ", login.until from login"
                        + " join account on account.id = login.account"
                        + " where login.hash = :hash and login.until > current_timestamp")
                .bind("hash", tokenHash)
                .map((row, context) -> new Login(
                        account(row, context), row.getObject("until", OffsetDateTime.class).toInstant()))
                .findOne());
    }

    public void logOut(String tokenHash) {
        database.write(handle -> handle.execute("delete from login where hash = ?", tokenHash));
    }

    /**
     * Keeps a key; those past the limit end, oldest first.
     *
     * @return false where the account is not in use
     */
    public boolean addApiKey(AccountId account, String keyHash, int keysMax) {
        return database.write(handle -> {
            if (!lockOpen(handle, account)) {
                return false;
            }
            long number = 1 + handle.createQuery("select coalesce(max(number), 0) from api_key where account = :id")
                    .bind("id", account.value())
                    .mapTo(Long.class)
                    .one();
            handle.execute("insert into api_key (hash, account, number) values (?, ?, ?)", keyHash, account.value(), number);
            handle.execute("delete from api_key where account = ? and number <= ?", account.value(), number - keysMax);
            return true;
        });
    }

    public Optional<Account> apiKey(String keyHash) {
        return database.read(handle -> handle.createQuery("select " + ACCOUNT + " from api_key"
                        + " join account on account.id = api_key.account where api_key.hash = :hash")
                .bind("hash", keyHash)
                .map(AccountStore::account)
                .findOne());
    }

    /** What ends with an account must not be made while it is being closed. */
    private static boolean lockOpen(Handle handle, AccountId account) {
        return handle.createQuery(
                        "select id from account where id = :id and password is not null and closed is null for update")
                .bind("id", account.value())
                .mapTo(Long.class)
                .findOne()
                .isPresent();
    }

    private static Account account(ResultSet row, StatementContext context) throws SQLException {
        return new Account(
                new AccountId(row.getLong("id")),
                row.getString("name"),
                Role.valueOf(row.getString("role")),
                AccountState.valueOf(row.getString("state")),
                row.getObject("since", OffsetDateTime.class).toInstant());
    }
}
