package io.github.camelatlos.producer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.camelatlos.producer.Lanes.Permit;
import org.junit.jupiter.api.Test;

/** Promise 2: one writer at a time for each record, first come first served, and nothing kept of records that are done. */
class LanesTest {

    private final Lanes lanes = new Lanes();

    @Test
    void whoCameFirstIsServedFirst() {
        List<Integer> served = new ArrayList<>();
        Permit first = lanes.acquire("a", 1).join();
        List<CompletableFuture<Permit>> turns = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            int number = i;
            turns.add(lanes.acquire("a", 1));
            turns.get(i).thenAccept(permit -> served.add(number));
        }
        assertTrue(lanes.acquire("b", 1).isDone());
        first.close();
        for (int i = 0; i < 5; i++) {
            turns.get(i).join().close();
        }
        assertEquals(List.of(0, 1, 2, 3, 4), served);
    }

    @Test
    void whoGaveUpIsPassedOver() {
        Permit first = lanes.acquire("a", 1).join();
        CompletableFuture<Permit> second = lanes.acquire("a", 1);
        CompletableFuture<Permit> third = lanes.acquire("a", 1);
        second.cancel(false);
        assertFalse(third.isDone());
        first.close();
        first.close();
        assertTrue(third.isDone());
        assertTrue(lanes.acquire("a", 1).cancel(false));
    }

    @Test
    void aLaneHasTheSharedPlacesAndNoMore() {
        List<Permit> taken = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            taken.add(lanes.acquire("uploads", 4).join());
        }
        CompletableFuture<Permit> fifth = lanes.acquire("uploads", 4);
        CompletableFuture<Permit> ofFewer = lanes.acquire("uploads", 2);
        assertFalse(fifth.isDone());
        taken.remove(0).close();
        assertTrue(fifth.isDone());
        // Someone who counts fewer connections waits until as many are free, and nobody overtakes.
        taken.remove(0).close();
        CompletableFuture<Permit> last = lanes.acquire("uploads", 4);
        assertFalse(ofFewer.isDone());
        assertFalse(last.isDone());
        taken.forEach(Permit::close);
        assertTrue(ofFewer.isDone());
        fifth.join().close();
        assertTrue(last.isDone());
        ofFewer.join().close();
        last.join().close();
        assertEquals(0, lanes.size());
    }

    @Test
    void nothingIsKeptOfRecordsThatAreDone() {
        for (int i = 0; i < 100_000; i++) {
            lanes.acquire("record " + i, 1).join().close();
        }
        assertEquals(0, lanes.size());
    }
}
