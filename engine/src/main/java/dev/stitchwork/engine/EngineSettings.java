package dev.stitchwork.engine;

import dev.stitchwork.engine.consensus.typed.Outlook;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What an installation sets.
 *
 * @param data folder of everything this installation keeps; made where it is missing
 * @param database JDBC address; an H2 file in the data folder unless set
 * @param databaseUser empty for the default
 * @param databasePassword empty for the default
 * @param leaseTime how long a worker's turn lasts
 * @param leasesMax most live turns of one worker: the one on the screen, the one fetched ahead, the one whose answer can be taken back
 * @param uploadBytesMax largest file taken in
 * @param splitThreads files split at the same time
 * @param adjudicationAnswers what an operator's word on a dispute costs, in workers' answers, 1 to 100: where a client names a
 *     share of wrong fields, nobody is asked on who would cost more
 * @param unsafeH2Defaults opens H2 with its own settings, which lose acknowledged answers when the process is killed;
 *     there only so that a test can show it
 * @param quickPasswords hashes passwords for next to nothing, so that they are no secret to who has the database; there
 *     only for tests and the demonstration, which make accounts by the hundred for people who do not exist
 */
public record EngineSettings(
        Path data,
        String database,
        String databaseUser,
        String databasePassword,
        Duration leaseTime,
        int leasesMax,
        long uploadBytesMax,
        int splitThreads,
        double adjudicationAnswers,
        boolean unsafeH2Defaults,
        boolean quickPasswords) {
    private static final double ADJUDICATION_MAX = 100;

    public EngineSettings {
        if (!isAdjudicationCost(adjudicationAnswers)) {
            throw new IllegalArgumentException(
                    "Expected an operator's word to cost 1 to 100 answers but was %s.".formatted(adjudicationAnswers));
        }
    }

    /** Whether an operator's word may be taken to cost so many answers. */
    public static boolean isAdjudicationCost(double answers) {
        return answers >= 1 && answers <= ADJUDICATION_MAX;
    }

    public static EngineSettings inFolder(Path data) {
        return new EngineSettings(
                data,
                "jdbc:h2:file:" + data.toAbsolutePath().resolve("stitchwork"),
                "",
                "",
                Duration.ofMinutes(3),
                3,
                512L << 20,
                Math.max(1, Runtime.getRuntime().availableProcessors()),
                Outlook.ADJUDICATION,
                false,
                false);
    }

    public EngineSettings withDatabase(String address, String user, String password) {
        return new EngineSettings(
                data, address, user, password, leaseTime, leasesMax, uploadBytesMax, splitThreads, adjudicationAnswers,
                unsafeH2Defaults, quickPasswords);
    }

    public EngineSettings withLeaseTime(Duration time) {
        return new EngineSettings(
                data, database, databaseUser, databasePassword, time, leasesMax, uploadBytesMax, splitThreads, adjudicationAnswers,
                unsafeH2Defaults, quickPasswords);
    }

    public EngineSettings withUploadBytesMax(long bytes) {
        return new EngineSettings(
                data, database, databaseUser, databasePassword, leaseTime, leasesMax, bytes, splitThreads, adjudicationAnswers,
                unsafeH2Defaults, quickPasswords);
    }

    public EngineSettings withSplitThreads(int threads) {
        return new EngineSettings(
                data, database, databaseUser, databasePassword, leaseTime, leasesMax, uploadBytesMax, threads, adjudicationAnswers,
                unsafeH2Defaults, quickPasswords);
    }

    public EngineSettings withAdjudicationAnswers(double answers) {
        return new EngineSettings(
                data, database, databaseUser, databasePassword, leaseTime, leasesMax, uploadBytesMax, splitThreads, answers,
                unsafeH2Defaults, quickPasswords);
    }

    public EngineSettings withUnsafeH2Defaults() {
        return new EngineSettings(
                data, database, databaseUser, databasePassword, leaseTime, leasesMax, uploadBytesMax, splitThreads, adjudicationAnswers,
                true, quickPasswords);
    }

    public EngineSettings withQuickPasswords() {
        return new EngineSettings(
                data, database, databaseUser, databasePassword, leaseTime, leasesMax, uploadBytesMax, splitThreads, adjudicationAnswers,
                unsafeH2Defaults, true);
    }
}
