package dev.stitchwork.engine;

import dev.stitchwork.engine.store.AccountStore;
import dev.stitchwork.engine.store.SplitQueue;
import dev.stitchwork.engine.store.Store;
import dev.stitchwork.engine.vault.Vault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** One running installation: opens its database and vault, runs its jobs, and hands out the three desks. */
public final class Engine implements AutoCloseable {
    private final Store store;
    private final SplitJob splitJob;
    private final SplitQueue splitQueue;
    private final WorkDesk workDesk;
    private final BatchDesk batchDesk;
    private final Office office;
    private final Rounds rounds;

    private Engine(EngineSettings settings, Store store, Vault vault, Splitter splitter, Stitcher stitcher) {
        checkKeys(store, vault);
        TemplateShelf templates = new TemplateShelf(store, vault, splitter);
        Pictures pictures = new Pictures(vault);
        this.store = store;
        splitJob = new SplitJob(store, vault, templates, splitter);
        splitQueue = new SplitQueue(store, splitJob::split, settings.splitThreads());
        SigningKeys keys = new SigningKeys(store.keys(), vault);
        Reception reception =
                new Reception(store, vault, splitQueue, settings.uploadBytesMax(), keys, splitter.canvases());
        People people = new People(store, keys);
        workDesk = new WorkDesk(store, pictures, people);
        Planning planning = new Planning(store);
        batchDesk = new BatchDesk(store, templates, reception, stitcher, keys, planning);
        office = new Office(
                new Accounts(new AccountStore(store.database()), new Passwords(settings.quickPasswords())), store, pictures, people);
        reception.clearPurged();
        rounds = new Rounds(store, keys, planning);
        splitQueue.start();
        rounds.start();
    }

    /**
     * Opens the installation, migrates its database and takes up the work where it was left.
     *
     * @throws dev.stitchwork.engine.vault.VaultException where the master key is not the one this database was used with
     */
    public static Engine open(EngineSettings settings, Splitter splitter, Stitcher stitcher) {
        Vault vault = openVault(settings);
        Store store = Store.open(settings);
        try {
            return new Engine(settings, store, vault, splitter, stitcher);
        } catch (Throwable unusable) {
            store.close();
            throw unusable;
        }
    }

    /** A vault and a database that do not belong together are better found now than at the first picture. */
    private static void checkKeys(Store store, Vault vault) {
        store.templates().newest().ifPresent(template -> vault.safe(template.owner(), template.wrappedKey()));
    }

    /**
     * Makes the folder of an installation, before anything else is put into it; for its owner alone.
     *
     * @throws dev.stitchwork.engine.vault.VaultException where others may open it
     */
    public static void makeFolder(Path data) {
        try {
            Vault.ownFolder(data);
        } catch (IOException unusable) {
            throw new UncheckedIOException(
                    "Expected a data folder that can be written to but '%s' cannot.".formatted(data), unusable);
        }
    }

    private static Vault openVault(EngineSettings settings) {
        makeFolder(settings.data());
        try {
            return Vault.open(settings.data().resolve("vault"));
        } catch (IOException unusable) {
            throw new UncheckedIOException(
                    "Expected a data folder that can be written to but '%s' cannot.".formatted(settings.data()), unusable);
        }
    }

    public WorkDesk workDesk() {
        return workDesk;
    }

    /** Sees to what is seen to every minute, now. */
    void makeRound() {
        rounds.make();
    }

    public BatchDesk batchDesk() {
        return batchDesk;
    }

    public Office office() {
        return office;
    }

    /** Ends the jobs, lets running commits finish, and closes the database. */
    @Override
    public void close() {
        rounds.close();
        splitJob.stop();
        splitQueue.close();
        store.close();
    }
}
