package dev.stitchwork.engine.store;

import dev.stitchwork.engine.AccountId;
import dev.stitchwork.engine.MachineReading;
import dev.stitchwork.engine.consensus.machine.Calibration;
import dev.stitchwork.engine.consensus.machine.MachineClass;
import dev.stitchwork.engine.form.Field;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * From which confidence machines decide alone in a batch whose client says how many of their decisions may be wrong: as
 * people's answers have shown so far. Until they have shown enough, people check everything.
 *
 * <p>Some of what a machine could decide goes to people all the same, else nobody would see it grow worse.
 */
final class MachineTrust {
    private static final double CHECKED_SHARE = 0.05;

    private final Map<MachineClass, OptionalDouble> decidesFrom;
    private final AccountId client;
    private final String template;

    private MachineTrust(AccountId client, String template, Map<MachineClass, OptionalDouble> decidesFrom) {
        this.client = client;
        this.template = template;
        this.decidesFrom = decidesFrom;
    }

    static MachineTrust of(Handle handle, AccountId client, String template, double wrongMax) {
        Map<MachineClass, Calibration> known = MachineChecks.of(handle, client, template);
        return new MachineTrust(client, template, known.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().decidesFrom(wrongMax))));
    }

    /** The field as a machine decides it that gave these readings; of several machines the one trusted least counts. */
    Field judged(Field field, List<MachineReading> readings, RandomGenerator random) {
        double strictest = 0;
        for (MachineReading reading : readings) {
            OptionalDouble from = decidesFrom.getOrDefault(
                    new MachineClass(client, template, field.kind(), reading.reader()), OptionalDouble.empty());
            if (from.isEmpty()) {
                return field.neverDecidedByMachine();
            }
            strictest = Math.max(strictest, from.getAsDouble());
        }
        return readings.isEmpty() || random.nextDouble() < CHECKED_SHARE
                ? field.neverDecidedByMachine()
                : field.decidedByMachineFrom(strictest);
    }
}
