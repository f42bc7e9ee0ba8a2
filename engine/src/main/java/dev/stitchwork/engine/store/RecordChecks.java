package dev.stitchwork.engine.store;

import dev.stitchwork.engine.Reading;
import dev.stitchwork.engine.consensus.Normaliser;
import dev.stitchwork.engine.exposure.ExposureLog.Audience;
import dev.stitchwork.engine.form.Field;
import dev.stitchwork.engine.form.FormTemplate;
import dev.stitchwork.engine.form.RecordRule;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Holds what is settled of a document against the rules between its fields, under the document's lock. Of every rule that is
 * broken, the least certain fragment that people read is asked about again, one a rule and once: a paper may break a rule.
 */
final class RecordChecks {
    private final Handle handle;
    private final FormTemplate form;
    private final Instant now;

    RecordChecks(Handle handle, FormTemplate form, Instant now) {
        this.handle = handle;
        this.form = form;
        this.now = now;
    }

    /** One fragment of a field that a rule is about. */
    private record Piece(
            long document, long task, Optional<Reading> settled, double doubt, boolean askable, boolean pending, boolean asked) {}

    /** After something of the document was settled. */
    void check(long document) {
        for (RecordRule rule : form.checks()) {
            if (rule instanceof RecordRule.Sequence sequence) {
                neighbour(document, -1).ifPresent(former -> follow(sequence, former, document, document));
                neighbour(document, 1).ifPresent(next -> follow(sequence, document, next, document));
            } else {
                Map<String, List<Piece>> pieces = pieces(document, rule.fields());
                keep(rule, values(rule.fields(), pieces), pieces.values().stream().flatMap(List::stream).toList(), document);
            }
        }
    }

    private void follow(RecordRule.Sequence sequence, long former, long here, long locked) {
        Map<String, List<Piece>> before = pieces(former, sequence.fields());
        Map<String, List<Piece>> after = pieces(here, sequence.fields());
        Map<String, String> values = values(sequence.fields(), after);
        Optional.ofNullable(values(sequence.fields(), before).get(sequence.field()))
                .ifPresent(value -> values.put(sequence.former(), value));
        List<Piece> both = new ArrayList<>(before.getOrDefault(sequence.field(), List.of()));
        both.addAll(after.getOrDefault(sequence.field(), List.of()));
        keep(sequence, values, both, locked);
    }

    /** @param locked the document whose lock is held */
    private void keep(RecordRule rule, Map<String, String> values, List<Piece> pieces, long locked) {
        boolean waits = pieces.stream().anyMatch(piece -> piece.settled.isEmpty() || piece.pending || piece.asked);
        if (waits || rule.holds(values)) {
            return;
        }
        pieces.stream().filter(Piece::askable).max(Comparator.comparingDouble(Piece::doubt)).ifPresent(least -> {
            if (least.document == locked) {
                Reask.draw(handle, least.task, Reask.Reason.RULE, now);
            } else {
                // A row of a register may be in another's hands; then the rule is looked at again when that one settles.
                DocumentLock.attempt(handle, least.document, now).ifPresent(lock -> {
                    Reask.draw(handle, least.task, Reask.Reason.RULE, now);
                    lock.release();
                });
            }
        });
    }

    private Optional<Long> neighbour(long document, int step) {
        return handle.createQuery("""
                        select o.id from document d join document o on o.file = d.file and o.number = d.number + :step and o.template = d.template
                        where d.id = :document
                        """)
                .bind("document", document)
                .bind("step", step)
                .mapTo(Long.class)
                .findOne();
    }

    private Map<String, List<Piece>> pieces(long document, List<String> fields) {
        Map<String, List<Piece>> pieces = new HashMap<>();
        handle.createQuery("""
                        select t.id, t.document, f.field as field_name, f.part, t.audience, coalesce(t.doubt, 0) as doubt,
                               a.task as decided, coalesce(a.verdict, c.verdict) as verdict,
                               case when a.task is null then c.text else a.text end as text, r.reason, r.outcome
                        from task t join fragment f on f.id = t.fragment
                             left join consensus c on c.task = t.id left join adjudication a on a.task = t.id
                             left join reask r on r.task = t.id
                        where t.document = :document and f.field in (<fields>) order by f.part
                        """)
                .bind("document", document)
                .bindList("fields", fields)
                .map((row, context) -> pieces.computeIfAbsent(row.getString("field_name"), none -> new ArrayList<>()).add(piece(row)))
                .list();
        return pieces;
    }

    private static Piece piece(ResultSet row) throws SQLException {
        boolean held = Reask.Reason.GOLD.name().equals(row.getString("reason")) && row.getString("outcome") != null;
        boolean again = row.getString("reason") != null && !held;
        return new Piece(
                row.getLong("document"),
                row.getLong("id"),
                row.getString("verdict") == null ? Optional.empty() : Optional.of(Readings.of(row)),
                row.getDouble("doubt"),
                row.getString("audience").equals(Audience.CROWD.name()) && row.getString("decided") == null && !again,
                again && row.getString("outcome") == null,
                again && row.getString("reason").equals(Reask.Reason.RULE.name()));
    }

    /** The whole values of the fields that have one. */
    private Map<String, String> values(List<String> fields, Map<String, List<Piece>> pieces) {
        Map<String, String> values = new HashMap<>();
        for (String name : fields) {
            Field field = form.field(name).orElseThrow();
            List<Reading> parts = pieces.getOrDefault(name, List.of()).stream().flatMap(piece -> piece.settled.stream()).toList();
            String joined = parts.stream().map(Reading::text).collect(Collectors.joining());
            boolean read = parts.stream().allMatch(part -> part.verdict() == Reading.Verdict.VALUE || part.equals(Reading.BLANK));
            if (read && !joined.isEmpty() && joined.length() <= Reading.CHARACTERS_MAX) {
                // A part is canonical already where it is the whole.
                values.put(name, parts.size() == 1 ? joined : Normaliser.whole(Reading.of(joined), field, form.locale()).text());
            }
        }
        return values;
    }
}
