package io.github.camelatlos.changes;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.function.LongPredicate;

/**
 * Rows that were delivered, each as four numbers: who it is, where it stood in its list, when it had changed, and what it held. Bounded: what
 * does not fit is forgotten, oldest first, and may then be delivered twice, but never lost.
 */
final class Seen {

    static final int MOST = 50_000;
    /** So many of the newest ones stay though no walk meets them any more: a clock that is set back brings them up again. */
    static final int NEWEST = 4_000;
    /** Instead of a digest, where none was kept. */
    static final long NONE = 0;
    /** Instead of the time of the change, in what the first version of this connector kept. */
    static final long ANY_TIME = Long.MIN_VALUE;

    private static final int ENTRY = 4 * Long.BYTES;
    private static final int SMALLEST = 1 << 10;

    private long[] ids = new long[SMALLEST];
    private long[] positions = new long[SMALLEST];
    private long[] changes = new long[SMALLEST];
    private long[] digests = new long[SMALLEST];
    private int size;
    private int crowded = 2 * NEWEST;

    /** A row; times in seconds. */
    record Entry(long id, long position, long changedAt, long digest) {

        boolean isChangeOf(long time) {
            return changedAt != ANY_TIME && changedAt != time;
        }

        void writeTo(ByteBuffer out) {
            out.putLong(id).putLong(position).putLong(changedAt).putLong(digest);
        }
    }

    /** What is remembered of this row, or null. */
    Entry get(long id) {
        int at = slot(ids, id);
        return ids[at] == 0 ? null : entry(at);
    }

    private Entry entry(int at) {
        return new Entry(ids[at], positions[at], changes[at], digests[at]);
    }

    void put(Entry entry) {
        if (2 * size >= ids.length) {
            rebuild(2 * ids.length, entries());
        }
        int at = slot(ids, entry.id());
        size += ids[at] == 0 ? 1 : 0;
        ids[at] = entry.id();
        positions[at] = entry.position();
        changes[at] = entry.changedAt();
        digests[at] = entry.digest();
    }

    /** Where it is, or where it belongs: the ids are digests themselves, so that any bits of them will do. */
    private static int slot(long[] ids, long id) {
        int at = (int) id & ids.length - 1;
        while (ids[at] != 0 && ids[at] != id) {
            at = at + 1 & ids.length - 1;
        }
        return at;
    }

    /** Whether it is time to forget; so seldom that it costs nothing a row. */
    boolean isCrowded() {
        return size >= crowded;
    }

    /** @param needed which positions, in seconds, have to stay */
    void forget(LongPredicate needed) {
        Entry[] all = entries();
        long[] oldestFirst = Arrays.stream(all).mapToLong(Entry::position).sorted().toArray();
        long stays = oldestFirst[Math.max(0, size - NEWEST)];
        Entry[] kept = Arrays.stream(all).filter(entry -> entry.position() >= stays || needed.test(entry.position())).toArray(Entry[]::new);
        if (kept.length > MOST) {
            Arrays.sort(kept, Comparator.comparingLong(Entry::position).reversed());
            kept = Arrays.copyOf(kept, MOST);
        }
        rebuild(Math.max(SMALLEST, Integer.highestOneBit(Math.max(1, kept.length)) * 4), kept);
        crowded = Math.min(2 * Math.max(size, NEWEST), MOST + NEWEST);
    }

    private Entry[] entries() {
        Entry[] all = new Entry[size];
        int next = 0;
        for (int at = 0; at < ids.length; at++) {
            if (ids[at] != 0) {
                all[next++] = entry(at);
            }
        }
        return all;
    }

    private void rebuild(int length, Entry[] entries) {
        ids = new long[length];
        positions = new long[length];
        changes = new long[length];
        digests = new long[length];
        size = 0;
        for (Entry entry : entries) {
            put(entry);
        }
    }

    int size() {
        return size;
    }

    String toText() {
        return text(entries());
    }

    static String text(Entry... entries) {
        ByteBuffer bytes = ByteBuffer.allocate(entries.length * ENTRY);
        for (Entry entry : entries) {
            entry.writeTo(bytes);
        }
        return Base64.getEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /** Remembers what {@link #text} holds. */
    void put(String text) {
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(text));
        while (bytes.remaining() >= ENTRY) {
            put(new Entry(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong()));
        }
    }
}
