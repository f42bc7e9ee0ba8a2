package dev.stitchwork.engine.store;

import dev.stitchwork.engine.form.FieldKind;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * What the log says of a fragment that is shown.
 *
 * @param piece number of its piece in the template, from 0
 * @param canvas number of its picture's size in the batch
 */
record Showable(int piece, FieldKind kind, int options, int canvas) {
    static Showable of(ResultSet row) throws SQLException {
        return new Showable(
                row.getInt("piece"), FieldKind.valueOf(row.getString("kind")), row.getInt("options"), row.getInt("canvas"));
    }
}
