package dev.stitchwork.engine.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stitchwork.engine.EngineSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2DatabaseTest {
    @TempDir
    Path data;

    @Test
    void aFailureInAGroupLeavesItsNeighboursAlone() throws Exception {
        try (Store store = Store.open(EngineSettings.inFolder(data))) {
            Database database = store.database();
            ExecutorService callers = Executors.newFixedThreadPool(9);
            CountDownLatch gate = new CountDownLatch(1);
            Future<?> holdsTheWriter = callers.submit(() -> database.write(handle -> {
                try {
                    return gate.await(10, java.util.concurrent.TimeUnit.SECONDS);
                } catch (InterruptedException never) {
                    throw new IllegalStateException(never);
                }
            }));
            List<Future<Integer>> group = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                int worker = i;
                group.add(callers.submit(() -> database.write(handle -> {
                    int rows = handle.execute("insert into worker (account, cluster) values (?, ?)", worker, worker);
                    if (worker % 4 == 3) {
                        throw new IllegalArgumentException("no " + worker);
                    }
                    return rows;
                })));
            }
            gate.countDown();
            holdsTheWriter.get();
            for (int i = 0; i < 8; i++) {
                Future<Integer> write = group.get(i);
                if (i % 4 == 3) {
                    ExecutionException failed = assertThrows(ExecutionException.class, write::get);
                    assertEquals("no " + i, failed.getCause().getMessage());
                } else {
                    assertEquals(1, write.get());
                }
            }
            callers.shutdown();
            assertEquals(6, database.<Integer>read(handle -> handle.createQuery("select count(*) from worker").mapTo(Integer.class).one()));
        }
    }

    @Test
    void whatIsWrittenIsThereAfterClosingAndOpening() {
        EngineSettings settings = EngineSettings.inFolder(data);
        try (Store store = Store.open(settings)) {
            store.database().write(handle -> handle.execute("insert into worker (account, cluster) values (7, 7)"));
        }
        try (Store store = Store.open(settings)) {
            assertEquals(List.of(7L), store.database().<List<Long>>read(
                    handle -> handle.createQuery("select account from worker").mapTo(Long.class).list()));
        }
    }

    @Test
    void theClockIsTheDatabases() {
        try (Store store = Store.open(EngineSettings.inFolder(data))) {
            Instant now = store.database().read(Database::now);
            assertTrue(Duration.between(now, Instant.now()).abs().compareTo(Duration.ofSeconds(10)) < 0, now.toString());
        }
    }

    @Test
    void nothingIsAcknowledgedBeforeItIsForced() throws Exception {
        CountDownLatch forcing = new CountDownLatch(1);
        CountDownLatch letGo = new CountDownLatch(1);
        try (H2Database database = forcedBy(handle -> {
            forcing.countDown();
            await(letGo);
        })) {
            Future<Integer> write = Executors.newSingleThreadExecutor().submit(
                    () -> database.write(handle -> handle.execute("create table note (text varchar(9))")));
            await(forcing);
            assertTrue(!write.isDone());
            letGo.countDown();
            assertEquals(0, write.get());
        }
    }

    @Test
    void onceItCouldNotBeForcedNothingIsAcknowledgedAgain() {
        AtomicBoolean broken = new AtomicBoolean();
        try (H2Database database = forcedBy(handle -> {
            if (broken.getAndSet(false)) {
                throw new IllegalStateException("no such disk");
            }
        })) {
            database.write(handle -> handle.execute("create table note (text varchar(9))"));
            broken.set(true);
            for (int tries = 1; tries <= 2; tries++) {
                assertEquals(
                        "Expected the database file to be forced to disk but it was not: see to the disk and start the service again.",
                        assertThrows(StoreException.class, () -> database.write(
                                handle -> handle.execute("insert into note values ('kept')"))).getMessage());
            }
        }
    }

    private H2Database forcedBy(Consumer<Handle> force) {
        return new H2Database("jdbc:h2:file:" + data.resolve("forced"), "", "", true, force);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(10, TimeUnit.SECONDS));
        } catch (InterruptedException never) {
            throw new IllegalStateException(never);
        }
    }

    @Test
    void aWriteInsideAWriteIsRefused() {
        try (Store store = Store.open(EngineSettings.inFolder(data))) {
            Database database = store.database();
            IllegalStateException nested = assertThrows(
                    IllegalStateException.class, () -> database.write(outer -> database.write(inner -> 1)));
            assertEquals("Expected a write by itself but it was inside another write.", nested.getMessage());
        }
    }

    @Test
    void anAddressThatUndoesTheSafeModeIsRefused() {
        EngineSettings delayed = EngineSettings.inFolder(data).withDatabase("jdbc:h2:file:/x;write_delay=500", "", "");
        assertEquals(
                "Expected an H2 database in a file of this machine, 'jdbc:h2:file:...', without settings of its own but was"
                        + " 'jdbc:h2:file:/x;write_delay=500'.",
                assertThrows(StoreException.class, () -> Store.open(delayed)).getMessage());
        EngineSettings memory = EngineSettings.inFolder(data).withDatabase("jdbc:h2:mem:x", "", "");
        assertEquals(
                "Expected an H2 database in a file of this machine, 'jdbc:h2:file:...', without settings of its own but was"
                        + " 'jdbc:h2:mem:x'.",
                assertThrows(StoreException.class, () -> Store.open(memory)).getMessage());
    }

    @Test
    void anotherDatabaseIsRefused() {
        EngineSettings other = EngineSettings.inFolder(data).withDatabase("jdbc:mysql://localhost/x", "", "");
        assertEquals(
                "Expected a database address 'jdbc:h2:file:...' or 'jdbc:postgresql:...' but was 'jdbc:mysql://localhost/x'.",
                assertThrows(StoreException.class, () -> Store.open(other)).getMessage());
    }
}
