package dev.stitchwork.engine;

import java.util.List;
import java.util.Optional;

/**
 * Every fragment of one document, answered as far as it is, not yet joined; the mirror of {@link ShreddedDocument}.
 *
 * @param form which of the batch's forms it is, from 0
 * @param file the client's name for the file the document came in
 * @param number which document of that file, from 1
 * @param filePages its pages in the file, from 1, in the order of the template
 * @param pageSize how large its first page is; empty on a form
 * @param parts every part of every field, in the order of the template
 */
public record Transcript(
        int form, String file, int number, List<Integer> filePages, Optional<PageSize> pageSize, List<Part> parts) {
    public Transcript {
        filePages = List.copyOf(filePages);
        parts = List.copyOf(parts);
    }

    /** One of the batch's first form, a printed one. */
    public Transcript(String file, int number, List<Integer> filePages, List<Part> parts) {
        this(0, file, number, filePages, Optional.empty(), parts);
    }

    /** The same where its form is the only one. */
    Transcript alone() {
        return new Transcript(0, file, number, filePages, pageSize, parts);
    }

    /**
     * One fragment's answers.
     *
     * @param field name of the field
     * @param part which piece of the field, from 1
     * @param state how far it is
     * @param reading the settled reading in canonical form; {@link Reading#ILLEGIBLE} and the like are settled too;
     *     null unless the state is AGREED or ADJUDICATED
     * @param agreement share of the counted voices that gave it, 0 to 1; 0 while not agreed
     * @param keyings what people keyed, raw, in the order it came, without their identity
     * @param machineReadings what machines read
     * @param flag what the splitter found doubtful; empty string where nothing
     * @param spot where it stands; empty on a form
     */
    public record Part(
            String field,
            int part,
            TaskState state,
            Reading reading,
            double agreement,
            List<Reading> keyings,
            List<MachineReading> machineReadings,
            String flag,
            Optional<Spot> spot) {
        public Part {
            keyings = List.copyOf(keyings);
            machineReadings = List.copyOf(machineReadings);
            if ((reading != null) != (state == TaskState.AGREED || state == TaskState.ADJUDICATED)) {
                throw new IllegalArgumentException(
                        "Expected a reading exactly where a part is settled but part %d of field '%s' is %s with %s."
                                .formatted(part, field, state, reading));
            }
        }

        /** A piece of a form. */
        public Part(
                String field,
                int part,
                TaskState state,
                Reading reading,
                double agreement,
                List<Reading> keyings,
                List<MachineReading> machineReadings,
                String flag) {
            this(field, part, state, reading, agreement, keyings, machineReadings, flag, Optional.empty());
        }
    }
}
