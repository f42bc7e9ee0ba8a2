package dev.stitchwork.samples.simulate;

import dev.stitchwork.engine.exposure.ExposureLog.Audience;
import dev.stitchwork.engine.exposure.Pieces;
import java.util.BitSet;

/**
 * What one run came to; who saw what is counted from what was really sent, not from the log.
 *
 * @param finished whether every fragment was settled
 * @param seconds virtual seconds until then, or until the time was over
 * @param exposures pictures sent
 * @param answersPerFragment answers used for each fragment of the crowd
 * @param wrongShare share of agreed fragments that agreed on something wrong
 * @param partyWorkShare share of the crowd's exposures that went to the party
 * @param partySees share of the documents of which the party saw all of the name and all of the identifier
 */
public record Figures(
        boolean finished,
        long seconds,
        long fragments,
        long exposures,
        long reloads,
        double answersPerFragment,
        double wrongShare,
        long disputes,
        long trusted,
        long nothing,
        int joins,
        double partyWorkShare,
        double partySees) {

    static Figures of(
            SimulationSettings settings,
            VirtualBatch batch,
            VirtualDesk desk,
            VirtualWorker[] workers,
            Simulation.Tally tally,
            boolean finished,
            long seconds) {
        long crowd = 0;
        long trusted = 0;
        for (int fragment = 0; fragment < batch.fragments(); fragment++) {
            crowd += batch.audienceOf(fragment) == Audience.CROWD ? 1 : 0;
            trusted += batch.audienceOf(fragment) == Audience.TRUSTED ? 1 : 0;
        }
        BitSet seen = new BitSet(batch.fragments());
        long party = 0;
        long all = 0;
        Sent sent = desk.sent();
        for (int place = 0; place < sent.count(); place++) {
            if (sent.clusterAt(place) < workers.length) {
                all++;
                if (workers[sent.clusterAt(place)].inParty) {
                    party++;
                    seen.set(sent.fragmentAt(place));
                }
            }
        }
        return new Figures(
                finished,
                seconds,
                crowd + trusted,
                sent.count(),
                tally.reloads,
                (double) tally.answersUsed / Math.max(1, crowd),
                (double) tally.wrong / Math.max(1, crowd),
                tally.disputes,
                trusted,
                tally.nothing,
                tally.joins,
                (double) party / Math.max(1, all),
                identified(batch, seen, settings.documents()));
    }

    /** Share of documents whose every inked piece of name and identifier is among those seen. */
    private static double identified(VirtualBatch batch, BitSet seen, int documents) {
        Pieces pieces = batch.pieces();
        int identified = 0;
        for (int document = 0; document < documents; document++) {
            boolean whole = true;
            for (int piece = 0; piece < pieces.count() && whole; piece++) {
                int fragment = batch.fragment(document, piece);
                boolean tells = pieces.groupOf(piece) == VirtualForm.NAME_GROUP
                        || pieces.groupOf(piece) == VirtualForm.IDENTIFIER_GROUP;
                whole = !tells || batch.inkOf(fragment) == 0 || seen.get(fragment);
            }
            identified += whole ? 1 : 0;
        }
        return (double) identified / documents;
    }
}
