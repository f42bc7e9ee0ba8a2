package dev.stitchwork.engine.store;

import dev.stitchwork.engine.vault.Slot;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Where one fragment's picture lies in the vault, and the key to it.
 *
 * @param owner the vault's name for the batch
 */
public record SealedPicture(String owner, byte[] wrappedKey, Slot slot) {
    /** To be continued with a condition on {@code t}, {@code b}. */
    static final String SELECT = """
            select b.public_id, b.wrapped_key, u.pack, f.place, f.length
            from task t join fragment f on f.id = t.fragment
                        join document d on d.id = t.document
                        join file u on u.id = d.file
                        join batch b on b.id = t.batch
            """;

    static SealedPicture of(ResultSet row) throws SQLException {
        return new SealedPicture(
                row.getString("public_id"),
                row.getBytes("wrapped_key"),
                new Slot(row.getString("pack"), row.getLong("place"), row.getInt("length")));
    }
}
