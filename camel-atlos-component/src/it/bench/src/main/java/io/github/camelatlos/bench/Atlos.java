package io.github.camelatlos.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.github.camelatlos.consumer.AtlosConsumer;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** The component, with a checkpoint in a file and every promise kept: oldest first, one exchange after the other, nothing lost. */
final class Atlos implements Contender {

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Sink sink = new Sink();
    private final String uri;
    private final Path folder;
    private int runs;
    private String routeId;

    /** @param resource with options, if any */
    Atlos(String url, String resource, String token) throws Exception {
        folder = Files.createTempDirectory("bench");
        uri = "atlos:" + resource + (resource.contains("?") ? "&" : "?") + "baseUrl=" + url + "&token=" + token + "&initialDelay=0";
        context.start();
    }

    @Override
    public void read(int records) throws Exception {
        read(records, "delay=600000");
    }

    @Override
    public void rest() throws Exception {
        if (routeId != null) {
            context.getRouteController().stopRoute(routeId);
            context.removeRoute(routeId);
            routeId = null;
        }
    }

    /** Goes on polling. */
    void read(int records, String options) throws Exception {
        sink.expect(records);
        routeId = "poll" + runs++;
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri + "&checkpointFile=" + folder.resolve(routeId) + "&" + options).routeId(routeId).process(sink);
            }
        });
        sink.await();
    }

    /** Waits until it has read a list of so many pages so many times; returns how many times it really was. */
    double sweeps(int pages, int atLeast) throws InterruptedException {
        long before = consumer().getPagesRead();
        while (consumer().getPagesRead() - before < (long) pages * atLeast) {
            Thread.sleep(1);
        }
        return (consumer().getPagesRead() - before) / (double) pages;
    }

    void pause() throws Exception {
        context.getRouteController().suspendRoute(routeId);
    }

    void resume() throws Exception {
        context.getRouteController().resumeRoute(routeId);
    }

    Sink sink() {
        return sink;
    }

    AtlosConsumer consumer() {
        return (AtlosConsumer) context.getRoute(routeId).getConsumer();
    }

    @Override
    public void close() throws IOException {
        context.stop();
        Folders.delete(folder);
    }
}
