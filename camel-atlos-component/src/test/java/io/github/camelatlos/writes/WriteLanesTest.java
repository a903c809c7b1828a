package io.github.camelatlos.writes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.camelatlos.writes.WriteLanes.Permit;
import org.junit.jupiter.api.Test;

/** Promise 2: one writer at a time for each record, first come first served, and nothing kept of records that are done. */
class WriteLanesTest {

    private final WriteLanes lanes = new WriteLanes();

    @Test
    void whoCameFirstIsServedFirst() {
        List<Integer> served = new ArrayList<>();
        Permit first = lanes.acquire("a").join();
        List<CompletableFuture<Permit>> turns = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            int number = i;
            turns.add(lanes.acquire("a"));
            turns.get(i).thenAccept(permit -> served.add(number));
        }
        assertTrue(lanes.acquire("b").isDone());
        first.close();
        for (int i = 0; i < 5; i++) {
            turns.get(i).join().close();
        }
        assertEquals(List.of(0, 1, 2, 3, 4), served);
    }

    @Test
    void whoGaveUpIsPassedOver() {
        Permit first = lanes.acquire("a").join();
        CompletableFuture<Permit> second = lanes.acquire("a");
        CompletableFuture<Permit> third = lanes.acquire("a");
        second.cancel(false);
        assertFalse(third.isDone());
        first.close();
        first.close();
        assertTrue(third.isDone());
        assertTrue(lanes.acquire("a").cancel(false));
    }

    @Test
    void nothingIsKeptOfRecordsThatAreDone() {
        for (int i = 0; i < 100_000; i++) {
            lanes.acquire("record " + i).join().close();
        }
        assertEquals(0, lanes.size());
    }
}
