package io.github.camelatlos.server;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that tests move: it follows another one (shifted by what was advanced), or stands still once it was set. */
public final class TestClock extends Clock {

    private record Setting(Instant fixed, Duration ahead) {
        Instant read(Clock base) {
            return (fixed != null ? fixed : base.instant()).plus(ahead);
        }
    }

    private static final Setting LIVE = new Setting(null, Duration.ZERO);

    private final Clock base;
    private final AtomicReference<Setting> setting = new AtomicReference<>(LIVE);

    private TestClock(Clock base) {
        this.base = Objects.requireNonNull(base);
    }

    public static TestClock following(Clock base) {
        return base instanceof TestClock own ? own : new TestClock(base);
    }

    public static TestClock fixed(Instant instant) {
        TestClock clock = following(Clock.systemUTC());
        clock.set(instant);
        return clock;
    }

    /** Moves on; a live clock stays live, ahead of its base. */
    public void advance(Duration by) {
        setting.updateAndGet(now -> new Setting(now.fixed(), now.ahead().plus(by)));
    }

    /** Stands still at this instant until it is advanced, set again or made live. */
    public void set(Instant instant) {
        setting.set(new Setting(Objects.requireNonNull(instant), Duration.ZERO));
    }

    /** Follows its base again, without any shift. */
    public void live() {
        setting.set(LIVE);
    }

    @Override
    public Instant instant() {
        return setting.get().read(base);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
