package dev.stitchwork.ui;

import dev.stitchwork.engine.AccountId;
import dev.stitchwork.engine.BatchId;
import dev.stitchwork.engine.Office;
import dev.stitchwork.engine.Office.Dispute;
import dev.stitchwork.engine.Outlook;
import dev.stitchwork.engine.Role;
import dev.stitchwork.engine.Suspect;
import dev.stitchwork.engine.form.FieldKind;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;

/** The operator's routes: accounts and disputes. */
final class OfficeRoutes {
    private final Office office;

    OfficeRoutes(Office office) {
        this.office = office;
    }

    record NewAccount(String name, String role) {}

    /** @param link where the invited person sets the password; what follows the # never reaches a server's log */
    record Invitation(String invitation, String link) {
        static Invitation of(String token) {
            return new Invitation(token, "/invitation#" + token);
        }
    }

    record Payout(String account) {}

    record People(List<Suspect> suspects, List<List<String>> joined) {}

    /** @param same whether the two are one person */
    record Person(Long one, Long other, Boolean same) {}

    record Over(List<Suspect.Over> over) {}

    record Waiting(int waiting) {}

    record DisputeJson(String token, FieldKind kind, String prompt, int options, List<ReadingJson> keyings) {
        static DisputeJson of(Dispute dispute) {
            return new DisputeJson(
                    dispute.token(),
                    dispute.kind(),
                    Prompts.of(dispute.kind()),
                    dispute.options(),
                    dispute.keyings().stream().map(ReadingJson::of).toList());
        }
    }

    void addTo(RoutesConfig routes) {
        routes.get("/api/office/accounts", ctx -> Json.reply(ctx, 200, office.accounts()), Access.OPERATOR);
        routes.get("/api/office/odd-work", ctx -> Json.reply(ctx, 200, office.oddWork()), Access.OPERATOR);
        routes.post("/api/office/odd-work", ctx -> Json.reply(ctx, 200, office.lookForOddWork()), Access.OPERATOR);
        routes.get("/api/office/gold", ctx -> Json.reply(ctx, 200, office.goldScores()), Access.OPERATOR);
        routes.get("/api/office/checks", ctx -> Json.reply(ctx, 200, office.checking()), Access.OPERATOR);
        routes.post("/api/office/invitations", this::invite, Access.OPERATOR);
        routes.delete("/api/office/accounts/{id}", this::close, Access.OPERATOR);
        routes.post("/api/office/accounts/{id}/payout", this::payout, Access.OPERATOR);
        routes.get("/api/office/people", ctx -> Json.reply(ctx, 200, new People(office.suspects(), office.joined())), Access.OPERATOR);
        routes.post("/api/office/people", this::decidePerson, Access.OPERATOR);
        routes.get("/api/office/late", ctx -> Json.reply(ctx, 200, late()), Access.OPERATOR);
        routes.get("/api/office/disputes", ctx -> Json.reply(ctx, 200, new Waiting(office.disputes())), Access.OPERATOR);
        routes.post("/api/office/disputes/next", this::next, Access.OPERATOR);
        routes.get("/api/office/disputes/{token}/picture", this::picture, Access.OPERATOR);
        routes.post("/api/office/disputes/{token}", this::decide, Access.OPERATOR);
    }

    private void invite(Context ctx) throws IOException {
        NewAccount account = Json.body(ctx, NewAccount.class);
        if (account.name() == null) {
            throw new Problem(400, "Expected a name but it is missing.");
        }
        Json.reply(ctx, 201, Invitation.of(office.invite(account.name().strip(), role(account.role()))));
    }

    private void close(Context ctx) {
        AccountId account = account(ctx.pathParam("id"));
        if (account.equals(Gate.account(ctx))) {
            throw new Problem(409, "Expected another operator to close this account: nobody closes their own.");
        }
        office.close(account);
        ctx.status(204);
    }

    private void payout(Context ctx) throws IOException {
        Payout payout = Json.body(ctx, Payout.class);
        if (payout.account() == null) {
            throw new Problem(400, "Expected the account that the worker is paid to but it is missing.");
        }
        Json.reply(ctx, 200, new Over(office.payout(account(ctx.pathParam("id")), payout.account())));
    }

    private void decidePerson(Context ctx) throws IOException {
        Person person = Json.body(ctx, Person.class);
        if (person.one() == null || person.other() == null || person.same() == null) {
            throw new Problem(400, "Expected the numbers of two accounts and whether they are the same person's but one is missing.");
        }
        Json.reply(ctx, 200, new Over(office.decide(new AccountId(person.one()), new AccountId(person.other()), person.same())));
    }

    record Late(BatchId id, Outlook outlook) {}

    private List<Late> late() {
        return office.late().entrySet().stream()
                .map(entry -> new Late(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(late -> late.outlook().deadline().orElseThrow()))
                .toList();
    }

    private void next(Context ctx) {
        office.dispute(Gate.account(ctx))
                .ifPresentOrElse(dispute -> Json.reply(ctx, 200, DisputeJson.of(dispute)), () -> ctx.status(204));
    }

    private void picture(Context ctx) {
        byte[] png = office.picture(Gate.account(ctx), ctx.pathParam("token"))
                .orElseThrow(() -> new Problem(410, "Expected an undecided dispute but it is decided; ask for the next one."));
        Pictures.reply(ctx, png, ctx.pathParam("token"));
    }

    private void decide(Context ctx) throws IOException {
        office.adjudicate(Gate.account(ctx), ctx.pathParam("token"), Json.body(ctx, ReadingJson.class).reading());
        ctx.status(204);
    }

    private static Role role(String word) {
        for (Role role : Role.values()) {
            if (Json.word(role).equals(word)) {
                return role;
            }
        }
        throw new Problem(400, "Expected a role of worker, client, operator but was '%s'.".formatted(word));
    }

    private static AccountId account(String number) {
        try {
            return new AccountId(Long.parseLong(number));
        } catch (NumberFormatException e) {
            throw new Problem(400, "Expected the number of an account but was '%s'.".formatted(number));
        }
    }
}
