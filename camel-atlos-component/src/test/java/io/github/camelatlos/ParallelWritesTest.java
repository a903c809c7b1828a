package io.github.camelatlos;

import static io.github.camelatlos.AtlosConstants.ATTRIBUTE;
import static io.github.camelatlos.AtlosConstants.FILE_NAME;
import static io.github.camelatlos.AtlosConstants.NAMESPACE;
import static io.github.camelatlos.AtlosConstants.SLUG;
import static io.github.camelatlos.AtlosConstants.SOURCE_MATERIAL_ID;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelatlos.server.AtlosServer;
import io.github.camelatlos.server.CaseFile;
import io.github.camelatlos.server.Project;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Promise 2: on a server that loses parallel writes, two Camel contexts of one JVM lose none and write none twice. */
class ParallelWritesTest {

    private AtlosServer server;
    private CaseFile cases;
    private Connector one;
    private Connector two;

    @BeforeEach
    void start() {
        server = AtlosServer.builder().races(true).start();
        cases = server.cases();
        one = Connector.to(server);
        AtlosConfiguration otherSpelling = Connector.settings(server);
        otherSpelling.setBaseUrl(server.baseUrl().replace("127.0.0.1", "localhost") + "/");
        two = Connector.with(otherSpelling);
    }

    @AfterEach
    void stop() {
        one.close();
        two.close();
        server.close();
    }

    @Test
    void filesOf16ThreadsToOneRecordAreAllStoredOnce() throws Exception {
        filesOf16Threads(4);
    }

    @Tag("long")
    @Test
    void sixteenFilesOf16ThreadsToOneRecordAreAllStoredOnce() throws Exception {
        filesOf16Threads(16);
    }

    private void filesOf16Threads(int files) throws Exception {
        String id = cases.addSourceMaterial(cases.addIncident("Raced for"), "https://example.org/a");
        parallel(16, i -> () -> {
            for (int file = 0; file < files; file++) {
                via(i).ok("atlos:source-material?operation=upload", ("file " + i + " " + file).getBytes(),
                        Map.of(SOURCE_MATERIAL_ID, i % 2 == 0 ? id : id.toUpperCase(), FILE_NAME, "a.txt"), Object.class);
            }
            return null;
        });
        Set<String> digests = new HashSet<>();
        cases.sourceMaterial(id).path("artifacts").forEach(artifact -> digests.add(artifact.path("file_hash_sha256").asText()));
        assertEquals(16 * files, digests.size());
        assertEquals(16 * files, cases.sourceMaterial(id).path("artifacts").size());
        assertEquals(16 * files, server.requests("POST").size());
    }

    @Test
    void sixteenNamespacesOfOneRecordAreAllStored() throws Exception {
        String id = cases.addSourceMaterial(cases.addIncident("Raced for"), "https://example.org/a");
        parallel(16, i -> () -> via(i).ok("atlos:source-material?operation=setMetadata", Map.of("n", i),
                Map.of(SOURCE_MATERIAL_ID, id, NAMESPACE, "ns" + i), Object.class));
        assertEquals(16, cases.sourceMaterial(id).path("metadata").size());
        assertEquals(16, server.requests("POST").size());
    }

    @Test
    void customAttributesOfOneIncidentAreAllStored() throws Exception {
        String slug = cases.addIncident("Raced for");
        List<Project.Attribute> attributes = cases.project().attributes().stream()
                .filter(a -> a.enabled() && (a.type() == Project.Type.MULTI_SELECT || a.type() == Project.Type.TEXT)).toList();
        parallel(attributes.size() * 2, i -> () -> {
            Project.Attribute attribute = attributes.get(i % attributes.size());
            Object value = attribute.options().isEmpty() ? "a place" : attribute.options().subList(0, 2);
            return via(i / attributes.size()).ok("atlos:incidents?operation=updateAttribute", value,
                    Map.of(SLUG, spelling(slug, i), ATTRIBUTE, attribute.id()), Object.class);
        });
        for (JsonNode attribute : cases.incident(slug).path("project_attributes")) {
            boolean written = attributes.stream().anyMatch(a -> a.id().equals(attribute.path("id").asText()));
            assertTrue(!written || attribute.path("value").size() == 2 || attribute.path("value").asText().equals("a place"),
                    attribute.toString());
        }
        assertEquals(attributes.size() * 2, server.requests("POST").size());
    }

    @Test
    void sixteenNewSourceMaterialsOfOneIncidentAreAllStoredOnce() throws Exception {
        String slug = cases.addIncident("Raced for");
        parallel(16, i -> () -> via(i).ok("atlos:source-material?operation=create", "https://example.org/" + i, Map.of(SLUG, spelling(slug, i)),
                Object.class));
        Set<String> urls = new HashSet<>();
        cases.incident(slug).path("source_material").forEach(material -> urls.add(material.path("source_url").asText()));
        assertEquals(16, urls.size());
        assertEquals(16, cases.view().sourceMaterialIds(slug).size());
        assertEquals(16, server.requests("POST").size());
    }

    @Test
    void differentRecordsStayParallel() throws Exception {
        List<String> slugs = cases.addIncidents(8);
        server.pauseWrites();
        List<Callable<Object>> tasks = new ArrayList<>();
        slugs.forEach(slug -> tasks.add(() -> one.ok("atlos:incidents?operation=addComment", "x", Map.of(SLUG, slug), Object.class)));
        tasks.add(() -> {
            org.awaitility.Awaitility.await().until(() -> server.requests("POST").size() == 8);
            server.resumeWrites();
            return null;
        });
        Crowd.all(tasks);
        assertEquals(8 * 2, cases.view().updateCount());
    }

    @Test
    void uploadsLeaveReadsAndOtherWritesAFifthOfTheConnections() throws Exception {
        List<String> slugs = cases.addIncidents(30);
        List<String> ids = slugs.stream().map(slug -> cases.addSourceMaterial(slug, "https://example.org/a")).toList();
        server.pauseWrites();
        List<Callable<Object>> tasks = new ArrayList<>();
        ids.forEach(id -> tasks.add(() -> one.ok("atlos:source-material?operation=upload", id.getBytes(), Map.of(SOURCE_MATERIAL_ID, id, FILE_NAME, "a.txt"),
                Object.class)));
        tasks.add(() -> {
            org.awaitility.Awaitility.await().until(() -> server.requests("POST").size() == 16);
            long begun = System.nanoTime();
            for (int i = 0; i < 10; i++) {
                one.ok("atlos:incidents?operation=get", null, Map.of(SLUG, slugs.get(i)), Object.class);
            }
            assertTrue(System.nanoTime() - begun < 10_000_000_000L);
            assertEquals(16, server.requests("POST").size());
            server.resumeWrites();
            return null;
        });
        Crowd.all(tasks);
        ids.forEach(id -> assertEquals(1, cases.sourceMaterial(id).path("artifacts").size()));
    }

    @Test
    void moreThanThereAreThreadsForWaitForOne() throws Exception {
        List<String> slugs = cases.addIncidents(60);
        parallel(60, i -> () -> one.ok("atlos:incidents?operation=addComment", "x", Map.of(SLUG, slugs.get(i)), Object.class));
        parallel(60, i -> () -> one.ok("atlos:incidents?operation=get", null, Map.of(SLUG, slugs.get(i)), Object.class));
        assertEquals(60, server.requests("POST").size());
    }

    private Connector via(int i) {
        return i % 2 == 0 ? one : two;
    }

    private static String spelling(String slug, int i) {
        return i % 3 == 0 ? slug : i % 3 == 1 ? slug.toLowerCase() : "CIV-" + slug;
    }

    private static void parallel(int count, IntFunction<Callable<Object>> task) throws Exception {
        List<Callable<Object>> tasks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            tasks.add(task.apply(i));
        }
        Crowd.all(tasks);
    }
}
