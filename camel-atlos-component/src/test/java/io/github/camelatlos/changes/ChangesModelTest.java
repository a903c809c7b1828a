package io.github.camelatlos.changes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelatlos.AtlosException;
import io.github.camelatlos.AtlosResource;
import io.github.camelatlos.changes.ModelServer.State;
import io.github.camelatlos.checkpoint.Checkpoint;
import io.github.camelatlos.checkpoint.Identity;
import io.github.camelatlos.checkpoint.MemoryStore;
import io.github.camelatlos.client.Listing;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The algorithm against a model of the server, over and over with other dice: nothing is lost, nothing passes a record that failed, and only a kill
 * repeats what was delivered. The seed of a run that fails is in its message.
 */
class ChangesModelTest {

    private static final int POLLS = 100;
    private static final int QUIET_POLLS = 40;

    /** What goes on besides. */
    enum World {
        INCIDENTS(AtlosResource.INCIDENTS), SOURCE_MATERIAL(AtlosResource.SOURCE_MATERIAL), CLOCK_SET_BACK(AtlosResource.INCIDENTS),
        CLOCK_SET_BACK_SWEPT(AtlosResource.SOURCE_MATERIAL), NO_DATE(AtlosResource.INCIDENTS), NO_DATE_SWEPT(AtlosResource.SOURCE_MATERIAL),
        NOW_AND_THEN_A_DATE(AtlosResource.INCIDENTS), NOW_AND_THEN_A_DATE_SWEPT(AtlosResource.SOURCE_MATERIAL),
        ROWS_OF_THE_FUTURE(AtlosResource.INCIDENTS), ROWS_OF_THE_FUTURE_WITH_NO_DATE(AtlosResource.INCIDENTS),
        FIRST_IMPORT(AtlosResource.INCIDENTS), FIRST_IMPORT_NO_DATE(AtlosResource.INCIDENTS), FIRST_IMPORT_SET_BACK(AtlosResource.INCIDENTS),
        FIRST_IMPORT_DISORDERED(AtlosResource.INCIDENTS),
        SORT_IGNORED(AtlosResource.INCIDENTS), SORT_REFUSED(AtlosResource.INCIDENTS);

        private final AtlosResource resource;

        World(AtlosResource resource) {
            this.resource = resource;
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsLostOrPassesAFailure(World world) {
        // The same dice each time; what other dice find is for the long form, which prints its seed.
        int seeds = Integer.getInteger("model.seeds", 100);
        run(world, Long.getLong("model.seed", 1), world.resource == AtlosResource.INCIDENTS ? seeds : (seeds + 4) / 5);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("long")
    void nothingIsLostOrPassesAFailureForLong(World world) {
        run(world, Long.getLong("model.seed", System.nanoTime() % 1_000_000_000L), 1_000);
    }

    private static void run(World world, long first, int seeds) {
        long delivered = 0;
        for (long seed = first; seed < first + seeds; seed++) {
            Run run = new Run(world, seed);
            run.all();
            delivered += run.delivered.size();
        }
        System.out.printf("%s: %d seeds from %d, %,d deliveries%n", world, seeds, first, delivered);
    }

    private static final class Run {
        private final World world;
        private final long seed;
        private final Random random;
        private final ModelServer server;
        private final MemoryStore store = new MemoryStore();
        private final List<String> delivered = new ArrayList<>();
        private final Map<String, Integer> versions = new HashMap<>();
        private Changes changes;
        private State failed;
        private boolean sweepFailed;
        private int kills;
        private final long budget;

        Run(World world, long seed) {
            this.world = world;
            this.seed = seed;
            this.random = new Random(seed);
            this.server = new ModelServer(random, world.resource);
            server.tellsTimeOf100 = world.name().contains("NO_DATE") ? 0 : world.name().startsWith("NOW_AND") ? 50 : 100;
            server.sorting = world.name().startsWith("SORT_") ? ModelServer.Sorting.valueOf(world.name().substring(5)) : ModelServer.Sorting.KNOWN;
            server.disordered = world == World.FIRST_IMPORT_DISORDERED;
            budget = new long[] { 0, 4_000, 1_000_000 }[random.nextInt(3)];
        }

        void all() {
            for (int i = random.nextInt(isFirstImport() ? 500 : 80); i > 0; i--) {
                server.pass(10 * random.nextInt(2));
                server.act();
            }
            if (isFirstImport()) {
                // Nothing of it is inside the lookback of the walk, so that what is missed now is missed for ever.
                server.pass(1_000 * random.nextInt(2));
            }
            open();
            int setBackAt = isSetBack() ? random.nextInt(isFirstImport() ? POLLS / 5 : POLLS) : -1;
            for (int i = 0; i < POLLS; i++) {
                poll();
                if (i == setBackAt) {
                    server.setBack(605 + 10 * random.nextInt(300));
                    if (random.nextBoolean()) {
                        // Nobody looks before the clock shows again what it showed.
                        changes.close();
                        for (int k = random.nextInt(100); k > 0; k--) {
                            server.pass(50);
                            server.act();
                        }
                        open();
                    }
                }
                if (world.name().startsWith("ROWS_OF_THE_FUTURE") && random.nextInt(20) == 0) {
                    Instant now = server.now;
                    server.now = now.plusSeconds(random.nextInt(100_000));
                    server.act();
                    server.now = now;
                }
                for (int k = new int[] { 0, 0, 2, 9 }[random.nextInt(4)]; k > 0; k--) {
                    server.pass(new int[] { 0, 10, 50 }[random.nextInt(3)]);
                    server.act();
                }
                if (random.nextInt(20) == 0) {
                    changes.close();
                    open();
                }
            }
            server.quiet = true;
            for (int i = 0; i < QUIET_POLLS; i++) {
                server.pass(30);
                // A sweep of a hundred pages would never end.
                server.faults = i < QUIET_POLLS / 2;
                poll();
            }
            judge();
        }

        private boolean isSetBack() {
            return world.name().contains("SET_BACK");
        }

        /** A long one, of which most polls take a bit. */
        private boolean isFirstImport() {
            return world.name().startsWith("FIRST_IMPORT") || world.name().startsWith("SORT_");
        }

        private void open() {
            Clock clock = new Clock() {
                @Override
                public ZoneOffset getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(java.time.ZoneId zone) {
                    return this;
                }

                @Override
                public Instant instant() {
                    return server.ours;
                }
            };
            ChangesSettings settings = new ChangesSettings(world.resource, Listing.of(world.resource),
                    world.resource == AtlosResource.INCIDENTS ? Listing.of(world.resource).with("sort", "modified_asc") : null, false, null, new StartFrom.Beginning(),
                    ModelServer.LOOKBACK, Duration.ZERO);
            changes = Changes.of(server::list, settings,
                    Checkpoint.open(store, new Identity("model", world.resource.uriName(), ""), Duration.ZERO, null), new PageMemory(budget), clock);
        }

        private void poll() {
            int limit = isFirstImport() && !server.quiet && random.nextInt(4) > 0 || random.nextBoolean() ? 4 : Integer.MAX_VALUE;
            int most = random.nextInt(4) == 0 ? 3 : 1;
            try {
                changes.begin();
                for (int tried = 0; tried < limit;) {
                    List<Change> taken = changes.take(Math.min(most, limit - tried));
                    if (taken.isEmpty()) {
                        break;
                    }
                    tried += taken.size();
                    if (random.nextInt(5) == 0) {
                        server.pass(10 * (random.nextInt(3) / 2));
                        server.act();
                    }
                    if (!deliver(taken)) {
                        return;
                    }
                }
                changes.end();
            } catch (AtlosException e) {
                // A poll that failed; the next one goes on.
                assertThat(e.getKind()).as(this::toString).isIn(AtlosException.Kind.SERVER_ERROR, AtlosException.Kind.EXPIRED_CURSOR);
            }
        }

        private boolean deliver(List<Change> taken) {
            checkNothingPasses(taken.get(0));
            failed = null;
            if (!server.quiet && random.nextInt(100) < 6) {
                Change first = taken.get(0);
                failed = new State(first.id(), first.row().head().insertedAt(), first.row().head().updatedAt(), version(first));
                sweepFailed = first.kind() == ChangeKind.modified && world.resource == AtlosResource.SOURCE_MATERIAL;
                changes.failed();
                return false;
            }
            taken.forEach(change -> {
                delivered.add(change.id() + " " + version(change));
                versions.put(change.id(), version(change));
            });
            if (!server.quiet && random.nextInt(150) == 0) {
                // Before it is counted: a process that is killed closes nothing.
                kills += taken.size();
                store.close();
                open();
                return false;
            }
            changes.done();
            return true;
        }

        private void checkNothingPasses(Change change) {
            // A server that shows a row in another place than before has it come there.
            if (failed == null || sweepFailed || server.disordered || !failed.equals(server.rows.get(failed.id()))) {
                return;
            }
            boolean later = change.rules().position(change.row().head()).isAfter(server.position(failed));
            assertThat(later).as("%s: %s came before %s, which had failed", this, change.id(), failed).isFalse();
        }

        private static int version(Change change) {
            JsonNode json = change.row().json();
            return json.path("v").asInt();
        }

        private void judge() {
            server.rows.values().forEach(state -> assertThat(versions.get(state.id())).as("%s: %s", this, state).isEqualTo(state.version()));
            Map<String, Integer> times = new HashMap<>();
            delivered.forEach(one -> times.merge(one, 1, Integer::sum));
            List<String> twice = times.entrySet().stream().filter(one -> one.getValue() > 1).map(one -> one.getKey() + " x" + one.getValue()).toList();
            int duplicates = times.values().stream().mapToInt(one -> one - 1).sum();
            // A row that went down in the list is met again below where it waits already.
            int allowed = kills + server.wentDown;
            assertThat(duplicates).as("%s: delivered twice: %s, %d killed", this, twice, kills).isLessThanOrEqualTo(allowed);
        }

        @Override
        public String toString() {
            return world + ", -Dmodel.seed=" + seed;
        }
    }
}
