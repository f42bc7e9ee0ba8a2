package dev.stitchwork.engine.store;

import dev.stitchwork.engine.consensus.trust.Audit;
import dev.stitchwork.engine.consensus.trust.Certificate;
import dev.stitchwork.engine.consensus.trust.Certificate.Facts;
import dev.stitchwork.engine.consensus.trust.Certificate.SettledBy;
import dev.stitchwork.engine.consensus.trust.Certificate.Tally;
import dev.stitchwork.engine.form.Field;
import dev.stitchwork.engine.form.FormTemplate;
import dev.stitchwork.engine.form.SensitivityClass;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * Counts what a batch's certificate rests on: how its values came about, and what asking again by chance found out. Values
 * are counted piece by piece, those that a machine settled alone apart from the rest; one that was asked again because of a rule or a doubt tells nothing of the others, and counts
 * as any.
 */
public final class Certificates {
    /** A value that settled before anybody was asked is a machine's. */
    private static final String SETTLER = "case when c.task is not null and coalesce(r.kept, t.kept) = 0 then 'MACHINE' else 'PEOPLE' end";

    private final Database database;

    Certificates(Database database) {
        this.database = database;
    }

    /** What is settled so far, of all forms together and of each by its name. */
    public record Settled(Certificate all, Map<String, Certificate> byForm) {}

    public Settled of(Batches.Opened batch, List<FormTemplate> forms) {
        return database.read(handle -> {
            List<Facts> all = new ArrayList<>();
            Map<String, Certificate> byForm = new LinkedHashMap<>();
            for (int form = 0; form < forms.size(); form++) {
                List<Facts> facts = facts(handle, batch.row(), batch.forms().get(form), forms.get(form));
                all.addAll(facts);
                byForm.put(forms.get(form).name(), Certificate.of(facts));
            }
            return new Settled(Certificate.of(all), byForm);
        });
    }

    private static List<Facts> facts(Handle handle, long batch, Batches.Form of, FormTemplate form) {
        Map<Group, SortedMap<Integer, Integer>> answers = answers(handle, batch, of.template());
        List<Facts> facts = handle.createQuery("""
                        select f.field, t.sensitivity, %s as settler,
                               count(c.task) as settled,
                               count(case when a.task is not null and c.task is null then 1 end) as adjudicated,
                               count(case when t.state = 'DISPUTED' and a.task is null and c.task is null then 1 end) as disputed,
                               count(case when coalesce(a.verdict, c.verdict) = 'ILLEGIBLE' then 1 end) as illegible,
                               count(case when coalesce(a.verdict, c.verdict) = 'BLANK' then 1 end) as blank,
                               count(case when b.outcome in ('WRONG', 'DIFFERED') then 1 end) as wrong,
                               count(case when b.outcome = 'RIGHT' then 1 end) as other,
                               count(case when b.outcome in ('SAME', 'CHECK', 'CHECKED_RIGHT', 'CHECKED_WRONG') then 1 end) as same,
                               count(case when b.outcome in ('CHECKED_RIGHT', 'CHECKED_WRONG') then 1 end) as checked,
                               count(case when b.outcome = 'CHECKED_WRONG' then 1 end) as checked_wrong
                        from task t join fragment f on f.id = t.fragment join document d on d.id = t.document
                             join file u on u.id = d.file and u.state = 'SPLIT'
                             left join consensus c on c.task = t.id
                             left join adjudication a on a.task = t.id
                             left join reask r on r.task = t.id
                             left join reask b on b.task = t.id and b.reason = 'BLIND'
                        where t.batch = :batch and d.template = :template group by f.field, t.sensitivity, settler
                        """.formatted(SETTLER))
                .bind("batch", batch)
                .bind("template", of.template())
                .map((row, context) -> {
                    Group group = Group.of(row);
                    int wrong = row.getInt("wrong");
                    int same = row.getInt("same");
                    Audit audit = new Audit(row.getInt("settled"), wrong + row.getInt("other") + same, wrong, same,
                            row.getInt("checked"), row.getInt("checked_wrong"), 0, 0);
                    Tally tally = new Tally(row.getInt("adjudicated"), row.getInt("disputed"), row.getInt("illegible"),
                            row.getInt("blank"), answers.getOrDefault(group, new TreeMap<>()));
                    return new Facts(group.field, SensitivityClass.valueOf(row.getString("sensitivity")).json(), group.settler, audit, tally);
                })
                .list();
        List<String> order = form.fields().stream().map(Field::name).toList();
        return facts.stream()
                .filter(fact -> order.contains(fact.field()))
                .sorted(Comparator.<Facts>comparingInt(fact -> order.indexOf(fact.field())).thenComparing(Facts::settledBy))
                .toList();
    }

    /** How many settled values took how many answers of people, without those that measured people. */
    private static Map<Group, SortedMap<Integer, Integer>> answers(Handle handle, long batch, long template) {
        Map<Group, SortedMap<Integer, Integer>> answers = new HashMap<>();
        handle.createQuery("""
                        select field, settler, kept, count(*) as settled
                        from (select f.field, %s as settler, t.kept - (select count(*) from gold_answer g where g.task = t.id) as kept
                              from task t join fragment f on f.id = t.fragment join document d on d.id = t.document
                                   join file u on u.id = d.file and u.state = 'SPLIT'
                                   left join consensus c on c.task = t.id left join adjudication a on a.task = t.id
                                   left join reask r on r.task = t.id
                              where t.batch = :batch and d.template = :template and (c.task is not null or a.task is not null)) v
                        group by field, settler, kept
                        """.formatted(SETTLER))
                .bind("batch", batch)
                .bind("template", template)
                .map((row, context) -> answers.computeIfAbsent(Group.of(row), none -> new TreeMap<>())
                        .put(row.getInt("kept"), row.getInt("settled")))
                .list();
        return answers;
    }

    private record Group(String field, SettledBy settler) {
        static Group of(ResultSet row) throws SQLException {
            return new Group(row.getString("field"), SettledBy.valueOf(row.getString("settler")));
        }
    }
}
