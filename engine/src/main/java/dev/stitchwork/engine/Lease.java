package dev.stitchwork.engine;

import dev.stitchwork.engine.form.FieldKind;
import java.time.Instant;
import java.util.Optional;

/**
 * One worker's turn at one task, and all that a worker is ever told about it.
 *
 * @param token 128 random bits in hexadecimal; good for this worker and this turn only
 * @param kind what sort of thing to key
 * @param options number of marks to choose from, 0 unless the kind is a choice
 * @param until when the turn ends, by the database's clock
 * @param proposed a text that may be what is written: whoever hands in the same says yes to it, anybody else has typed;
 *     empty where nothing is proposed
 */
public record Lease(String token, FieldKind kind, int options, Instant until, Optional<String> proposed) {}
