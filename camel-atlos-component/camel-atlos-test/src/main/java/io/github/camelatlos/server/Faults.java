package io.github.camelatlos.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;

/** Which fault meets which request: those for the next ones first, then those for always, then those by chance. */
public final class Faults {

    private record Planned(Predicate<Request> when, Fault fault) {
    }

    private record Chance(Predicate<Request> when, double share, Random random, List<Fault> kinds) {
    }

    private final List<Planned> next = new ArrayList<>();
    private final List<Planned> always = new ArrayList<>();
    private final List<Chance> chances = new ArrayList<>();

    Faults() {
    }

    /** For the next request. Called again, for the one after it. */
    public void next(Fault fault) {
        next(request -> true, fault);
    }

    /** For the next request like this. */
    public synchronized void next(Predicate<Request> when, Fault fault) {
        next.add(new Planned(when, fault));
    }

    /** For the next so many requests like this. */
    public void next(int times, Predicate<Request> when, Fault fault) {
        for (int i = 0; i < times; i++) {
            next(when, fault);
        }
    }

    /** For every request like this, until cleared. */
    public synchronized void always(Predicate<Request> when, Fault fault) {
        always.add(new Planned(when, fault));
    }

    /** One of these kinds for a share of all requests, the same ones for the same seed and order of requests. */
    public void rate(double share, Random seed, Fault... kinds) {
        rate(request -> true, share, seed, kinds);
    }

    public synchronized void rate(Predicate<Request> when, double share, Random seed, Fault... kinds) {
        chances.add(new Chance(when, share, seed, List.of(kinds)));
    }

    public synchronized void clear() {
        next.clear();
        always.clear();
        chances.clear();
    }

    /** Whether some fault for a next request has not met one yet. */
    public synchronized boolean pending() {
        return !next.isEmpty();
    }

    synchronized Optional<Fault> pick(Request request) {
        for (Planned planned : next) {
            if (planned.when().test(request)) {
                next.remove(planned);
                return Optional.of(planned.fault());
            }
        }
        for (Planned planned : always) {
            if (planned.when().test(request)) {
                return Optional.of(planned.fault());
            }
        }
        for (Chance chance : chances) {
            if (chance.when().test(request) && chance.random().nextDouble() < chance.share()) {
                return Optional.of(chance.kinds().get(chance.random().nextInt(chance.kinds().size())));
            }
        }
        return Optional.empty();
    }
}
