package dev.stitchwork.samples.simulate;

import dev.stitchwork.engine.exposure.LogChain;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Ways to tamper with a finished log; the last four also number and link all rows anew, as whoever knows the format can. */
enum Mutation {
    CHANGE_BYTE,
    DROP_BYTE,
    CUT_OFF_BYTES,
    DELETE_ROW,
    REPEAT_ROW,
    SWAP_ROWS,
    MOVE_ROW,
    CUT_OFF_ROWS,
    EDIT_AND_RELINK,
    DELETE_AND_RELINK,
    INSERT_AND_RELINK,
    SWAP_AND_RELINK;

    /** A log tampered with; never the same bytes. */
    byte[] of(byte[] log, Chance chance) {
        while (true) {
            byte[] mutated = mutate(log, chance);
            if (!Arrays.equals(mutated, log)) {
                return mutated;
            }
        }
    }

    private byte[] mutate(byte[] log, Chance chance) {
        return switch (this) {
            case CHANGE_BYTE -> {
                byte[] changed = log.clone();
                changed[chance.below(log.length)] = (byte) chance.below(256);
                yield changed;
            }
            case DROP_BYTE -> {
                int place = chance.below(log.length);
                byte[] dropped = Arrays.copyOf(log, log.length - 1);
                System.arraycopy(log, place + 1, dropped, place, log.length - 1 - place);
                yield dropped;
            }
            case CUT_OFF_BYTES -> Arrays.copyOf(log, chance.below(log.length));
            default -> {
                List<String> rows =
                        new ArrayList<>(List.of(new String(log, StandardCharsets.US_ASCII).split("\n")));
                mutate(rows, chance);
                yield (String.join("\n", name().endsWith("RELINK") ? relinked(rows) : rows) + "\n")
                        .getBytes(StandardCharsets.US_ASCII);
            }
        };
    }

    private void mutate(List<String> rows, Chance chance) {
        int one = chance.below(rows.size());
        int other = chance.below(rows.size());
        switch (this) {
            case DELETE_ROW, DELETE_AND_RELINK -> rows.remove(one);
            case REPEAT_ROW, INSERT_AND_RELINK -> rows.add(other, rows.get(one));
            case SWAP_ROWS, SWAP_AND_RELINK -> {
                String kept = rows.get(one);
                rows.set(one, rows.get(other));
                rows.set(other, kept);
            }
            case MOVE_ROW -> rows.add(chance.below(rows.size()), rows.remove(one));
            case CUT_OFF_ROWS -> rows.subList(one, rows.size()).clear();
            case EDIT_AND_RELINK -> rows.set(one, withOtherDigit(rows.get(one), chance));
            default -> throw new IllegalStateException("Expected a mutation of rows but was %s.".formatted(this));
        }
    }

    /** Changes one digit of the words between number and link. */
    private static String withOtherDigit(String row, Chance chance) {
        StringBuilder edited = new StringBuilder(row);
        int from = row.indexOf(' ');
        int to = row.lastIndexOf(' ');
        while (from < to) {
            int place = from + chance.below(to - from);
            if (Character.isDigit(row.charAt(place))) {
                edited.setCharAt(place, (char) ('0' + (row.charAt(place) - '0' + 1 + chance.below(9)) % 10));
                return edited.toString();
            }
        }
        throw new IllegalStateException("Every row has a digit between number and link.");
    }

    private static List<String> relinked(List<String> rows) {
        LogChain chain = new LogChain();
        return rows.stream()
                .map(row -> chain.append(row.substring(row.indexOf(' ') + 1, row.lastIndexOf(' '))))
                .toList();
    }
}
