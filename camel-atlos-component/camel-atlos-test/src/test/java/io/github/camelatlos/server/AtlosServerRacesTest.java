package io.github.camelatlos.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.camelatlos.server.TestClient.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Parallel writes on one record, which the real server loses. */
class AtlosServerRacesTest {

    private interface Write {
        Reply send(int number) throws IOException;
    }

    @RegisterExtension
    final AtlosServerExtension atlos = new AtlosServerExtension(builder -> builder.races(true));

    @Test
    void losesParallelUploadsAndNamespaces(AtlosServer server) throws Exception {
        TestClient client = new TestClient(server);
        String slug = server.cases().addIncident("A bridge somewhere");
        String source = server.cases().addSourceMaterial(slug, null);
        assertTrue(parallel(8, i -> client.upload(source, i + ".txt", new byte[] {1})).stream().allMatch(status -> status == 200));
        assertTrue(server.cases().sourceMaterial(source).get("artifacts").size() < 8);
        assertTrue(parallel(8, i -> client.post("/source_material/metadata/" + source + "/n" + i, Json.parse("{\"metadata\":1}")))
                .stream().allMatch(status -> status == 200));
        assertTrue(server.cases().sourceMaterial(source).get("metadata").size() < 8);
    }

    @Test
    void losesOwnAttributesButNotBuiltInOnes(AtlosServer server) throws Exception {
        TestClient client = new TestClient(server);
        String slug = server.cases().addIncident("A bridge somewhere");
        List<Project.Attribute> own = server.cases().project().attributes();
        parallel(4, i -> client.post("/update/" + slug + "/" + own.get(i).id(), TestClient.json().set("value",
                own.get(i).options().isEmpty() ? Json.text("x") : Json.strings(own.get(i).options().subList(0, 1)))));
        long stored = IntStream.range(0, 4)
                .filter(i -> !server.cases().incident(slug).get("project_attributes").get(i).get("value").isNull()).count();
        assertTrue(stored < 4, () -> "stored " + stored);
        parallel(2, i -> client.post("/update/" + slug + (i == 0 ? "/more_info" : "/date"), TestClient.json().put("value", "2026-01-01")));
        assertEquals("2026-01-01", server.cases().incident(slug).get("attr_more_info").textValue());
        assertEquals("2026-01-01", server.cases().incident(slug).get("attr_date").textValue());
    }

    @Test
    void crashesOnParallelCreates(AtlosServer server) throws Exception {
        TestClient client = new TestClient(server);
        String slug = server.cases().addIncident("A bridge somewhere");
        List<Integer> statuses = parallel(16, i -> client.post("/source_material/new/" + slug + "?url=" + i));
        assertTrue(statuses.contains(500) && statuses.contains(200), statuses::toString);
        assertEquals(statuses.stream().filter(status -> status == 200).count(), server.cases().view().sourceMaterialCount());
    }

    private static List<Integer> parallel(int count, Write write) throws Exception {
        var threads = Executors.newFixedThreadPool(count);
        try {
            IntFunction<Callable<Integer>> call = i -> () -> write.send(i).status();
            return threads.invokeAll(IntStream.range(0, count).mapToObj(call).toList()).stream().map(done -> {
                try {
                    return done.get();
                } catch (Exception e) {
                    throw new UncheckedIOException(new IOException(e));
                }
            }).toList();
        } finally {
            threads.shutdown();
        }
    }
}
