package dev.stitchwork.samples.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stitchwork.samples.crowd.Crowd;
import dev.stitchwork.samples.crowd.SimulatedWorker.Turn;
import java.time.Duration;
import java.util.Locale;

/**
 * What came of the demonstration, measured against what was written on the forms.
 *
 * @param fields fields of all documents
 * @param fragments pictures cut out of them, a field that is cut into pieces counting once a piece
 * @param needed fragments that at least one person was asked about
 * @param answers answers of workers kept
 * @param wrongAnswers those of them that were wrong
 * @param decided fragments that the operator decided: workers did not agree, or the guarantee keeps them from workers,
 *     since a field is filled in on too few forms to hide among or holds too much of a form's ink
 * @param wrongFields fields of the delivery that differ from what was written
 * @param shownMost most fragments of one document that any one worker was shown
 * @param shownMostShare the same as a share of the document's fragments
 */
record DemoReport(
        int documents,
        int fields,
        int fragments,
        int needed,
        int answers,
        long wrongAnswers,
        int decided,
        int wrongFields,
        int workers,
        int shownMost,
        double shownMostShare,
        Duration time) {

    /** Reads what the server counted off the batch's progress. */
    static DemoReport of(JsonNode progress, Crowd crowd, int wrongFields, int workers, int fieldsPerDocument, Duration time) {
        int fragments = 0;
        for (JsonNode count : progress.get("tasks")) {
            fragments += count.asInt();
        }
        int documents = progress.get("documents").asInt();
        return new DemoReport(documents, documents * fieldsPerDocument, fragments, progress.get("answered").asInt(),
                progress.get("humanAnswers").asInt(), crowd.count(Turn.WRONG),
                progress.at("/tasks/adjudicated").asInt(), wrongFields, workers,
                progress.get("shownMost").asInt(), progress.get("shownMostShare").asDouble(), time);
    }

    double answersPerNeeded() {
        return needed == 0 ? 0 : (double) (answers + decided) / needed;
    }

    double singleError() {
        return answers == 0 ? 0 : (double) wrongAnswers / answers;
    }

    double finalError() {
        return (double) wrongFields / fields;
    }

    String text() {
        return String.format(Locale.ROOT, """
                forms                                %,8d
                fields                               %,8d
                fragments (some fields are cut up)   %,8d
                  settled by machine alone           %,8d
                  that needed people                 %,8d
                answers of people                    %,8d   = %.2f for each fragment that needed people
                  workers'                           %,8d
                  the operator's                     %,8d   disputes, and what the guarantee keeps from workers
                workers                              %,8d
                most one worker saw of a document    %,8d   fragment%s of it, %.1f %%
                wrong, one worker alone              %8.2f %% of answers (%,d)
                wrong, as delivered                  %8.2f %% of fields (%,d)
                time, printing to delivery           %8.1f s
                """,
                documents, fields, fragments, fragments - needed, needed,
                answers + decided, answersPerNeeded(), answers, decided, workers,
                shownMost, shownMost == 1 ? "" : "s", shownMostShare * 100,
                singleError() * 100, wrongAnswers, finalError() * 100, wrongFields, time.toMillis() / 1000.0);
    }
}
