package io.github.camelatlos.changes;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;

import io.github.camelatlos.client.Row;
import io.github.camelatlos.client.RowHead;

/**
 * The pages that a walk brought and nobody has had yet, the oldest one first. What takes more memory than there is is packed (most of a page is
 * one project, a hundred times over), and what does not fit even so goes, the newest page first: its cursor stays, and it is read again in its turn.
 */
final class Pages {

    /** What a consumer has of its own, however much others keep. */
    private static final int ALWAYS_WHOLE = 4;
    private static final int HEAD = 300;

    private final PageMemory memory;
    private final Deque<Leaf> leaves = new ArrayDeque<>();
    /** What the walk under way has brought so far. */
    private final Deque<Leaf> incoming = new ArrayDeque<>();
    /** How many rows wait behind the oldest page, the only one that rows are taken from. Profiled: to count them at each record was an eighth of a backlog. */
    private int behind;

    Pages(PageMemory memory) {
        this.memory = memory;
    }

    /** A page's rows, the oldest one first; or only how many they were, and where they can be had again. */
    static final class Leaf {
        private final String cursor;
        private final boolean climbed;
        private final long length;
        /** While its rows are not here, so many they were. */
        private int count;
        private Deque<Row> rows;
        private List<RowHead> heads;
        private int[] lengths;
        private byte[] packed;

        Leaf(String cursor, boolean climbed, List<Row> oldestFirst) {
            this.cursor = cursor;
            this.climbed = climbed;
            this.length = oldestFirst.stream().mapToLong(row -> row.utf8().length + HEAD).sum();
            this.rows = new ArrayDeque<>(oldestFirst);
        }

        /** Null for the first page of a list. */
        String cursor() {
            return cursor;
        }

        /** Whether the cursor is one of a {@link Climb}. */
        boolean isClimbed() {
            return climbed;
        }

        /** Its rows, to be taken from. */
        Deque<Row> rows() {
            return rows;
        }

        private int size() {
            return rows == null ? count : rows.size();
        }

        private boolean isWhole() {
            return rows != null || packed != null;
        }

        private long uses() {
            return rows != null ? length : packed != null ? packed.length + (long) heads.size() * HEAD : 0;
        }

        private void pack() {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            Deflater fastest = new Deflater(Deflater.BEST_SPEED);
            try (DeflaterOutputStream deflated = new DeflaterOutputStream(out, fastest, 1 << 13)) {
                for (Row row : rows) {
                    deflated.write(row.utf8());
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                fastest.end();
            }
            heads = rows.stream().map(Row::head).toList();
            lengths = rows.stream().mapToInt(row -> row.utf8().length).toArray();
            packed = out.toByteArray();
            count = rows.size();
            rows = null;
        }

        private void unpack() {
            Inflater inflater = new Inflater();
            inflater.setInput(packed);
            rows = new ArrayDeque<>(heads.size());
            try {
                for (int i = 0; i < lengths.length; i++) {
                    byte[] utf8 = new byte[lengths[i]];
                    for (int at = 0; at < utf8.length;) {
                        at += inflater.inflate(utf8, at, utf8.length - at);
                    }
                    rows.add(new Row(heads.get(i), utf8));
                }
            } catch (DataFormatException e) {
                throw new IllegalStateException(e);
            } finally {
                inflater.end();
            }
            heads = null;
            packed = null;
        }

        private void strip() {
            count = size();
            rows = null;
            heads = null;
            packed = null;
        }
    }

    /** The next page of the walk under way, older than those before. */
    void add(String cursor, List<Row> oldestFirst) {
        if (oldestFirst.isEmpty()) {
            return;
        }
        Leaf leaf = new Leaf(cursor, false, oldestFirst);
        incoming.addFirst(leaf);
        memory.use(leaf.uses());
        shrink();
    }

    /** The next page of a climb, older than what is here. */
    void addClimbed(String cursor, List<Row> oldestFirst) {
        Leaf leaf = new Leaf(cursor, true, oldestFirst);
        push(leaf);
        memory.use(leaf.uses());
        shrink();
    }

    /** Whether the oldest page is one of a climb. */
    boolean isClimbed() {
        return !leaves.isEmpty() && leaves.peekFirst().isClimbed();
    }

    /** The walk has come to its end: what it brought comes before what is here, or takes its place. */
    void adopt(boolean inPlaceOfAll) {
        if (inPlaceOfAll) {
            clear();
        }
        while (!incoming.isEmpty()) {
            push(incoming.removeLast());
        }
    }

    /** The walk broke off: what it brought is not all there is. */
    void discard() {
        clear(incoming);
    }

    void clear() {
        clear(leaves);
        behind = 0;
    }

    private void clear(Deque<Leaf> some) {
        some.forEach(leaf -> memory.use(-leaf.uses()));
        some.clear();
    }

    /** The oldest page with its rows, or null: there is none, or it is to be read again. */
    Leaf first() {
        Leaf first = leaves.peekFirst();
        if (first == null || !first.isWhole()) {
            return null;
        }
        if (first.rows == null) {
            change(first, first::unpack);
        }
        return first;
    }

    void removeFirst() {
        memory.use(-pop().uses());
    }

    private void push(Leaf leaf) {
        behind += leaves.isEmpty() ? 0 : leaves.peekFirst().size();
        leaves.addFirst(leaf);
    }

    private Leaf pop() {
        Leaf first = leaves.removeFirst();
        behind -= leaves.isEmpty() ? 0 : leaves.peekFirst().size();
        return first;
    }

    /** Takes rows back that were taken from this leaf. */
    void putBack(Leaf leaf, Deque<Row> taken) {
        if (leaves.peekFirst() != leaf) {
            push(leaf);
            memory.use(leaf.uses());
        }
        taken.descendingIterator().forEachRemaining(leaf.rows::addFirst);
    }

    /** Takes off the oldest pages without rows, as many as there is room for. */
    List<Leaf> takeBare() {
        List<Leaf> stride = new ArrayList<>();
        long room = memory.stride();
        while (!leaves.isEmpty() && !leaves.peekFirst().isWhole() && (stride.size() < ALWAYS_WHOLE - 1 || room > leaves.peekFirst().length)) {
            room -= leaves.peekFirst().length;
            stride.add(pop());
        }
        return stride;
    }

    void putBack(List<Leaf> stride) {
        for (int i = stride.size() - 1; i >= 0; i--) {
            push(stride.get(i));
        }
    }

    private void shrink() {
        while (memory.isOver() && (packOne(leaves) || packOne(incoming) || stripOne())) {
            // Until it fits, or nothing is left that may go.
        }
    }

    /** Not the oldest one, which is being delivered, or about to be. */
    private boolean packOne(Deque<Leaf> some) {
        for (Iterator<Leaf> newestFirst = some.descendingIterator(); newestFirst.hasNext();) {
            Leaf leaf = newestFirst.next();
            if (leaf.rows != null && newestFirst.hasNext()) {
                change(leaf, leaf::pack);
                return true;
            }
        }
        return false;
    }

    private boolean stripOne() {
        List<Leaf> newestFirst = new ArrayList<>();
        leaves.descendingIterator().forEachRemaining(newestFirst::add);
        incoming.descendingIterator().forEachRemaining(newestFirst::add);
        newestFirst.removeIf(leaf -> !leaf.isWhole());
        for (Leaf leaf : newestFirst.subList(0, Math.max(0, newestFirst.size() - ALWAYS_WHOLE))) {
            // To have the first page again takes a fresh walk, and where that is as long, its turn would never come.
            if (leaf.cursor != null) {
                change(leaf, leaf::strip);
                return true;
            }
        }
        return false;
    }

    private void change(Leaf leaf, Runnable how) {
        memory.use(-leaf.uses());
        how.run();
        memory.use(leaf.uses());
    }

    boolean isEmpty() {
        return leaves.isEmpty();
    }

    /** Rows that wait; those that turn out to be known when their turn comes count too. */
    int count() {
        return leaves.isEmpty() ? 0 : leaves.peekFirst().size() + behind;
    }
}
