package dev.stitchwork.engine.store;

import dev.stitchwork.engine.AccountId;
import dev.stitchwork.engine.BatchDesk.MachineWorth;
import dev.stitchwork.engine.consensus.machine.Calibration;
import dev.stitchwork.engine.consensus.machine.MachineClass;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What machines are worth, for their client to see; nothing is changed here. */
public final class Machines {
    private final Database database;

    Machines(Database database) {
        this.database = database;
    }

    public List<MachineWorth> of(AccountId client, Batches.Opened batch) {
        return database.read(handle -> batch.forms().stream()
                .map(Batches.Form::name)
                .flatMap(form -> MachineChecks.of(handle, client, form).entrySet().stream())
                .map(entry -> worth(entry.getKey(), entry.getValue(), batch.votes().machineWrongMax()))
                .toList());
    }

    private static MachineWorth worth(MachineClass machine, Calibration known, OptionalDouble wrongMax) {
        OptionalDouble from = wrongMax.isPresent() ? known.decidesFrom(wrongMax.getAsDouble()) : OptionalDouble.empty();
        return new MachineWorth(
                machine.template(),
                machine.kind(),
                machine.reader(),
                known.checked(),
                wrongMax.isPresent() ? Calibration.enough(wrongMax.getAsDouble()) : 0,
                from.isPresent() ? Optional.of(from.getAsDouble()) : Optional.empty(),
                known.checkedFrom(from.orElse(0)),
                known.wrongFrom(from.orElse(0)));
    }
}
