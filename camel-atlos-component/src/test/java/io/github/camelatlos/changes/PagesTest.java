package io.github.camelatlos.changes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import io.github.camelatlos.client.Row;
import io.github.camelatlos.client.RowHead;
import org.junit.jupiter.api.Test;

/** What stays of a backlog when there is less memory than it takes. */
class PagesTest {

    private static final int PAGES = 20;
    /** With what is reckoned for each row's head. */
    private static final int PAGE = 3 * (1_000 + 300);
    private static final Instant T = Instant.parse("2026-01-01T12:00:00Z");

    private final Random random = new Random(1);

    private List<Row> page(int number, boolean packable) {
        return IntStream.range(0, 3).mapToObj(i -> {
            byte[] utf8 = new byte[1_000];
            if (packable) {
                Arrays.fill(utf8, (byte) 'x');
            } else {
                random.nextBytes(utf8);
            }
            return new Row(new RowHead(number + "-" + i, null, T, T), utf8);
        }).toList();
    }

    @Test
    void nothingIsReadAgainWhereItFitsPacked() {
        PageMemory memory = new PageMemory(30_000);
        Pages pages = new Pages(memory);
        for (int i = 0; i < PAGES; i++) {
            pages.add("cursor" + i, page(i, true));
        }
        assertThat(memory.isOver()).isFalse();
        pages.adopt(true);
        for (int i = 0; i < PAGES; i++) {
            assertThat(pages.first()).as("page %d", i).isNotNull();
            assertThat(pages.first().rows()).hasSize(3).allMatch(row -> row.utf8()[999] == 'x');
            pages.removeFirst();
        }
        assertThat(memory.used()).isZero();
    }

    @Test
    void whereOthersTakeTheMemoryAllButTheOldestFourGo() {
        for (boolean adopted : List.of(true, false)) {
            PageMemory memory = new PageMemory(100_000);
            Pages pages = new Pages(memory);
            for (int i = 0; i < PAGES; i++) {
                pages.add("cursor" + i, page(i, false));
            }
            assertThat(memory.used()).isEqualTo(PAGES * PAGE);
            if (adopted) {
                pages.adopt(true);
            }
            memory.use(100_000);
            pages.add("last", page(PAGES, false));
            assertThat(memory.used() - 100_000).as("adopted: %s", adopted).isLessThanOrEqualTo(4 * PAGE + 1_000);
            pages.discard();
            pages.clear();
            assertThat(memory.used()).isEqualTo(100_000);
        }
    }
}
