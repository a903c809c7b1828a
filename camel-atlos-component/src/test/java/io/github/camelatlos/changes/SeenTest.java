package io.github.camelatlos.changes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;

import io.github.camelatlos.changes.Seen.Entry;
import org.junit.jupiter.api.Test;

/** What is remembered, what is forgotten when it gets too much, and that both come out as they went in. */
class SeenTest {

    private final Seen seen = new Seen();

    private static Entry entry(long id) {
        return new Entry(id, id, id + 1, id + 2);
    }

    private void put(long from, long to) {
        LongStream.range(from, to).forEach(id -> seen.put(entry(id)));
    }

    @Test
    void idsThatShareASlotAreToldApart() {
        // The low bits are the slot, also the last one of the table.
        long[] ids = { 5, 5 + (1 << 10), 5 + (1 << 20), -1, -1 - (1L << 40), 1023 };
        for (long id : ids) {
            seen.put(entry(id));
        }
        for (long id : ids) {
            assertThat(seen.get(id)).isEqualTo(entry(id));
        }
        assertThat(seen.get(6)).isNull();
        assertThat(seen.get(5 + (1 << 30))).isNull();
        assertThat(seen.size()).isEqualTo(ids.length);
    }

    @Test
    void aRowTakesItsOwnPlaceAgain() {
        seen.put(entry(7));
        seen.put(new Entry(7, 1, 2, 3));
        assertThat(seen.size()).isEqualTo(1);
        assertThat(seen.get(7)).isEqualTo(new Entry(7, 1, 2, 3));
    }

    @Test
    void itGrowsAndComesOutOfItsTextAsItWas() {
        put(1, 5_000);
        assertThat(seen.size()).isEqualTo(4_999);
        Seen other = new Seen();
        other.put(seen.toText());
        assertThat(other.size()).isEqualTo(4_999);
        LongStream.range(1, 5_000).forEach(id -> assertThat(other.get(id)).isEqualTo(entry(id)));
        assertThat(other.toText()).isEqualTo(seen.toText());
    }

    @Test
    void theNewestStayAndWhatIsNeeded() {
        put(1, 8_000);
        assertThat(seen.isCrowded()).isFalse();
        put(8_000, 8_001);
        assertThat(seen.isCrowded()).isTrue();
        seen.forget(position -> position == 3);
        assertThat(seen.size()).isEqualTo(Seen.NEWEST + 1);
        assertThat(seen.get(3)).isEqualTo(entry(3));
        assertThat(seen.get(4_000)).isNull();
        assertThat(seen.get(4_001)).isEqualTo(entry(4_001));
        assertThat(seen.isCrowded()).isFalse();
        // Not at every row from now on.
        put(8_001, 12_001);
        assertThat(seen.size()).isEqualTo(8_001);
        assertThat(seen.isCrowded()).isFalse();
        put(12_001, 12_002);
        assertThat(seen.isCrowded()).isTrue();
    }

    @Test
    void whatIsNeededIsBoundedTooAndTheOldestGo() {
        put(1, 60_001);
        seen.forget(position -> true);
        assertThat(seen.size()).isEqualTo(Seen.MOST);
        assertThat(seen.get(10_000)).isNull();
        assertThat(seen.get(10_001)).isEqualTo(entry(10_001));
        put(60_001, 64_000);
        assertThat(seen.isCrowded()).isFalse();
        put(64_000, 64_001);
        assertThat(seen.isCrowded()).isTrue();
    }

    @Test
    void aFewRowsAreForgottenToo() {
        put(1, 10);
        seen.forget(position -> false);
        assertThat(seen.size()).isEqualTo(9);
    }

    @Test
    void ofWhatTheFirstVersionKeptAnyTimeIsTheSame() {
        assertThat(new Entry(1, 1, Seen.ANY_TIME, 1).isChangeOf(5)).isFalse();
        assertThat(new Entry(1, 1, 5, 1).isChangeOf(5)).isFalse();
        assertThat(new Entry(1, 1, 4, 1).isChangeOf(5)).isTrue();
    }
}
