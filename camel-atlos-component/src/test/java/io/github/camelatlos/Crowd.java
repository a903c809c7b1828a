package io.github.camelatlos;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Many threads that begin at the same moment. */
final class Crowd {

    private Crowd() {
    }

    /** What each came to, in order. */
    static <T> List<T> all(List<Callable<T>> tasks) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
        CyclicBarrier start = new CyclicBarrier(tasks.size());
        try {
            List<Future<T>> running = new ArrayList<>();
            tasks.forEach(task -> running.add(threads.submit(() -> {
                start.await(10, TimeUnit.SECONDS);
                return task.call();
            })));
            List<T> results = new ArrayList<>();
            for (Future<T> one : running) {
                results.add(one.get(5, TimeUnit.MINUTES));
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
