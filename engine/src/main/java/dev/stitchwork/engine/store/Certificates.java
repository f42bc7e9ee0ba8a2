package dev.stitchwork.engine.store;

import dev.stitchwork.engine.consensus.trust.Audit;
import dev.stitchwork.engine.consensus.trust.Certificate;
import dev.stitchwork.engine.consensus.trust.Certificate.Facts;
import dev.stitchwork.engine.consensus.trust.Certificate.Tally;
import dev.stitchwork.engine.form.FormTemplate;
import dev.stitchwork.engine.form.SensitivityClass;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * Counts what a batch's certificate rests on: how its values came about, and what asking again by chance found out. Values
 * are counted piece by piece; one that was asked again because of a rule or a doubt tells nothing of the others, and counts
 * as any.
 */
public final class Certificates {
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
        Map<String, SortedMap<Integer, Integer>> answers = answers(handle, batch, of.template());
        Map<String, Facts> facts = new HashMap<>();
        handle.createQuery("""
                        select f.field, t.sensitivity,
                               count(c.task) as settled,
                               count(case when a.task is not null and c.task is null then 1 end) as adjudicated,
                               count(case when t.state = 'DISPUTED' and a.task is null and c.task is null then 1 end) as disputed,
                               count(case when coalesce(a.verdict, c.verdict) = 'ILLEGIBLE' then 1 end) as illegible,
                               count(case when coalesce(a.verdict, c.verdict) = 'BLANK' then 1 end) as blank,
                               count(case when r.outcome in ('WRONG', 'DIFFERED') then 1 end) as wrong,
                               count(case when r.outcome = 'RIGHT' then 1 end) as other,
                               count(case when r.outcome in ('SAME', 'CHECK', 'CHECKED_RIGHT', 'CHECKED_WRONG') then 1 end) as same,
                               count(case when r.outcome in ('CHECKED_RIGHT', 'CHECKED_WRONG') then 1 end) as checked,
                               count(case when r.outcome = 'CHECKED_WRONG' then 1 end) as checked_wrong
                        from task t join fragment f on f.id = t.fragment join document d on d.id = t.document
                             left join consensus c on c.task = t.id
                             left join adjudication a on a.task = t.id
                             left join reask r on r.task = t.id and r.reason = 'BLIND'
                        where t.batch = :batch and d.template = :template group by f.field, t.sensitivity
                        """)
                .bind("batch", batch)
                .bind("template", of.template())
                .map((row, context) -> {
                    String field = row.getString("field");
                    int wrong = row.getInt("wrong");
                    int same = row.getInt("same");
                    Audit audit = new Audit(row.getInt("settled"), wrong + row.getInt("other") + same, wrong, same,
                            row.getInt("checked"), row.getInt("checked_wrong"), 0, 0);
                    Tally tally = new Tally(row.getInt("adjudicated"), row.getInt("disputed"), row.getInt("illegible"),
                            row.getInt("blank"), answers.getOrDefault(field, new TreeMap<>()));
                    return facts.put(field, new Facts(field, SensitivityClass.valueOf(row.getString("sensitivity")).json(), audit, tally));
                })
                .list();
        List<Facts> ordered = new ArrayList<>();
        form.fields().forEach(field -> {
            if (facts.containsKey(field.name())) {
                ordered.add(facts.get(field.name()));
            }
        });
        return ordered;
    }

    /** By field: how many settled values took how many answers of people, without those that measured people. */
    private static Map<String, SortedMap<Integer, Integer>> answers(Handle handle, long batch, long template) {
        Map<String, SortedMap<Integer, Integer>> answers = new HashMap<>();
        handle.createQuery("""
                        select field, kept, count(*) as settled
                        from (select f.field, t.kept - (select count(*) from gold_answer g where g.task = t.id) as kept
                              from task t join fragment f on f.id = t.fragment join document d on d.id = t.document
                                   left join consensus c on c.task = t.id left join adjudication a on a.task = t.id
                              where t.batch = :batch and d.template = :template and (c.task is not null or a.task is not null)) v
                        group by field, kept
                        """)
                .bind("batch", batch)
                .bind("template", template)
                .map((row, context) -> answers.computeIfAbsent(row.getString("field"), none -> new TreeMap<>())
                        .put(row.getInt("kept"), row.getInt("settled")))
                .list();
        return answers;
    }
}
