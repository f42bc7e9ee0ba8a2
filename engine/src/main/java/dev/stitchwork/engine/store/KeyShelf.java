package dev.stitchwork.engine.store;

import java.util.Optional;

/** Where the sealed key pairs lie that logs and relaxations are signed with. */
public final class KeyShelf {
    private final Database database;

    KeyShelf(Database database) {
        this.database = database;
    }

    public Optional<Place> find(String name) {
        return database.read(handle -> handle.createQuery("select owner, wrapped_key, sealed from signing_key where name = :name")
                .bind("name", name)
                .map((row, context) -> new Place(row.getString("owner"), row.getBytes("wrapped_key"), row.getString("sealed")))
                .findOne());
    }

    /** Keeps the first of that name; returns the one that is kept. */
    public Place keep(String name, Place place) {
        database.write(handle -> handle.execute(
                "insert into signing_key (name, owner, wrapped_key, sealed) values (?, ?, ?, ?) on conflict do nothing",
                name,
                place.owner(),
                place.wrappedKey(),
                place.sealed()));
        return find(name).orElseThrow();
    }

    /** The vault's owner with its wrapped key, and the sealed file. */
    public record Place(String owner, byte[] wrappedKey, String sealed) {}
}
