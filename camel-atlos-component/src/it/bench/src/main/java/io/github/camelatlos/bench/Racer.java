package io.github.camelatlos.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import io.github.camelatlos.AtlosComponent;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** What runs in a process of its own, so that its memory and its time are its own: one task, and a line for each figure. */
public final class Racer {

    private static final int WARM_ROWS = 5_000;
    private static final int WARM_ROUNDS = 10;
    private static final int AT_A_TIME = 5;

    private Racer() {
    }

    public static void main(String[] args) throws Exception {
        String task = args[0];
        String url = args[1];
        switch (task) {
            case "backlog" -> backlog(url, args[2], Integer.parseInt(args[3]), Integer.parseInt(args[4]), Boolean.parseBoolean(args[5]));
            case "sweep" -> sweep(url, Integer.parseInt(args[2]), Integer.parseInt(args[3]));
            case "memory" -> memory(url, Integer.parseInt(args[2]));
            case "quiet" -> quiet(url, Integer.parseInt(args[2]));
            case "upload" -> upload(url, Path.of(args[2]), Integer.parseInt(args[3]));
            case "follow" -> follow(url, args[2], Integer.parseInt(args[3]), args[4]);
            case "projects" -> projects(url, Integer.parseInt(args[2]), Integer.parseInt(args[3]));
            default -> throw new IllegalArgumentException(task);
        }
        System.exit(0);
    }

    static void tell(String name, double value) {
        System.out.println("FIGURE " + name + " " + value);
    }

    /** After rounds of a shorter list, for the compiler. */
    private static void backlog(String url, String list, int rows, int rounds, boolean withHandWritten) throws Exception {
        race(url, list, StubAtlos.WARM, WARM_ROWS, WARM_ROUNDS, withHandWritten, (name, seconds) -> { });
        race(url, list, "T", rows, rounds, withHandWritten, Racer::tell);
        emptyRoute(rows);
    }

    private static void race(String url, String list, String token, int rows, int rounds, boolean withHandWritten, BiConsumer<String, Double> told) throws Exception {
        String path = list.equals("incidents") ? "incidents" : "source_material";
        try (Contender floor = new Floor(url, path, token);
             Contender hand = new HandWritten(url, path, token);
             Contender atlos = new Atlos(url, list, token)) {
            Map<String, Contender> inTurn = new LinkedHashMap<>();
            inTurn.put("floor", floor);
            if (withHandWritten) {
                inTurn.put("hand", hand);
            }
            inTurn.put("atlos", atlos);
            for (int round = 0; round < rounds; round++) {
                for (Map.Entry<String, Contender> each : inTurn.entrySet()) {
                    System.gc();
                    firstRequest(url);
                    each.getValue().read(rows);
                    long ended = System.nanoTime();
                    told.accept(each.getKey(), (ended - firstRequest(url)) / 1e9);
                    each.getValue().rest();
                }
            }
        }
    }

    private static long firstRequest(String url) throws IOException {
        try (InputStream answer = new URL(url + StubAtlos.FIRST).openStream()) {
            return Long.parseLong(new String(answer.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** What Camel itself takes for as many exchanges that do nothing. */
    private static void emptyRoute(int exchanges) throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:empty").routeId("empty").process(exchange -> { });
                }
            });
            context.start();
            Consumer consumer = context.getRoute("empty").getConsumer();
            for (int round = 0; round < 3; round++) {
                long started = System.nanoTime();
                for (int i = 0; i < exchanges; i++) {
                    Exchange exchange = consumer.createExchange(true);
                    exchange.getMessage().setBody("Nothing");
                    consumer.getProcessor().process(exchange);
                }
                tell("empty", (System.nanoTime() - started) / 1e9);
            }
        }
    }

    /** One sweep after the other, in turn with as many full parses; for each the time and the CPU that one took. */
    private static void sweep(String url, int rows, int rounds) throws Exception {
        try (Contender floor = new Floor(url, "source_material", "T");
             Atlos atlos = new Atlos(url, "source-material", "T")) {
            atlos.read(rows, "delay=1&sweepInterval=1");
            // Two rounds are for the compiler.
            for (int round = -2; round < rounds; round++) {
                double cpu = cpuMillis();
                long started = System.nanoTime();
                double sweeps = atlos.sweeps(rows / StubAtlos.PAGE, AT_A_TIME);
                double[] sweep = { (System.nanoTime() - started) / 1e9 / sweeps, (cpuMillis() - cpu) / sweeps };
                atlos.pause();
                cpu = cpuMillis();
                started = System.nanoTime();
                for (int i = 0; i < AT_A_TIME; i++) {
                    floor.read(rows);
                }
                double[] parse = { (System.nanoTime() - started) / 1e9 / AT_A_TIME, (cpuMillis() - cpu) / AT_A_TIME };
                atlos.resume();
                if (round >= 0) {
                    tell("sweep", sweep[0]);
                    tell("sweepCpu", sweep[1]);
                    tell("parse", parse[0]);
                    tell("parseCpu", parse[1]);
                }
            }
        }
    }

    /** After the rounds for the compiler, whose own memory is a part of the peak: what is left are the rows. */
    private static void memory(String url, int rows) throws Exception {
        try (Atlos warm = new Atlos(url, "incidents", StubAtlos.WARM)) {
            for (int round = 0; round < WARM_ROUNDS; round++) {
                warm.read(WARM_ROWS);
                warm.rest();
            }
        }
        try (Atlos atlos = new Atlos(url, "incidents", "T")) {
            long started = System.nanoTime();
            atlos.read(rows);
            tell("seconds", (System.nanoTime() - started) / 1e9);
        }
        tell("peakMB", status("VmHWM") / 1024.0);
    }

    private static long status(String name) throws Exception {
        return Files.readAllLines(Path.of("/proc/self/status")).stream().filter(line -> line.startsWith(name + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElse(0);
    }

    private static double cpuMillis() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() / 1e6;
    }

    private static void quiet(String url, int rows) throws Exception {
        try (Atlos atlos = new Atlos(url, "incidents", "T")) {
            atlos.read(rows, "delay=100");
            Thread.sleep(3_000);
            long pages = atlos.consumer().getPagesRead();
            long bytes = atlos.consumer().getBytesRead();
            double cpu = cpuMillis();
            Thread.sleep(10_000);
            double polls = atlos.consumer().getPagesRead() - pages;
            tell("kilobytes", (atlos.consumer().getBytesRead() - bytes) / polls / 1024);
            tell("cpuMillis", (cpuMillis() - cpu) / polls);
        }
    }

    /** Reads the list, and then, for each number that comes in, waits until as many changes have arrived. */
    private static void follow(String url, String list, int rows, String options) throws Exception {
        try (Atlos atlos = new Atlos(url, list, "T")) {
            atlos.read(rows, options);
            answer(atlos.sink());
        }
    }

    private static void answer(Sink sink) throws Exception {
        System.out.println("READY");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            sink.expect(Integer.parseInt(line));
            System.out.println("GO");
            long started = System.nanoTime();
            sink.await();
            tell("seconds", (System.nanoTime() - started) / 1e9);
            tell("threads", Thread.activeCount());
            tell("sockets", sockets());
        }
    }

    private static long sockets() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
            return files.filter(file -> {
                try {
                    return Files.readSymbolicLink(file).toString().startsWith("socket:");
                } catch (IOException closedMeanwhile) {
                    return false;
                }
            }).count();
        }
    }

    /** Many consumers in one context, each with a token of its own. */
    private static void projects(String url, int count, int rows) throws Exception {
        Sink sink = new Sink();
        try (CamelContext context = new DefaultCamelContext()) {
            context.getComponent("atlos", AtlosComponent.class).getConfiguration().setBaseUrl(url);
            sink.expect(count * rows);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    for (int i = 0; i < count; i++) {
                        from("atlos:incidents?initialDelay=0&delay=1000&token=T" + i + "&checkpointKey=k" + i).process(sink);
                    }
                }
            });
            context.start();
            sink.await();
            answer(sink);
        }
    }

    private static void upload(String url, Path file, int count) throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            context.start();
            ProducerTemplate template = context.createProducerTemplate();
            String uri = "atlos:source-material?operation=upload&token=T&baseUrl=" + url;
            template.start();
            // What runs in production has been running; curl has no such need.
            for (int i = 0; i < 20; i++) {
                template.requestBodyAndHeaders(uri, new byte[1 << 20], Map.of("CamelAtlosSourceMaterialId", UUID.randomUUID().toString(), "CamelFileName", "small.mp4"));
            }
            List<Thread> threads = new ArrayList<>();
            AtomicReference<Exception> failure = new AtomicReference<>();
            CountDownLatch start = new CountDownLatch(1);
            context.getEndpoint(uri);
            for (int i = 0; i < count; i++) {
                Thread thread = new Thread(() -> {
                    try {
                        start.await();
                        template.requestBodyAndHeaders(uri, file.toFile(), Map.of("CamelAtlosSourceMaterialId", UUID.randomUUID().toString(),
                                "CamelFileName", "video.mp4"));
                    } catch (Exception e) {
                        failure.set(e);
                    }
                });
                thread.start();
                threads.add(thread);
            }
            long started = System.nanoTime();
            start.countDown();
            for (Thread thread : threads) {
                thread.join();
            }
            if (failure.get() != null) {
                throw failure.get();
            }
            tell("seconds", (System.nanoTime() - started) / 1e9);
        }
        tell("peakMB", status("VmHWM") / 1024.0);
    }
}
