package io.github.camelatlos.examples.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import io.github.camelatlos.examples.ExampleRun;
import io.github.camelatlos.server.AtlosServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MirrorTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path folder;
    private final AtlosServer server = AtlosServer.builder().settleAfter(Duration.ZERO).start();
    private final EmbeddedMongo mongo = new EmbeddedMongo();

    @AfterEach
    void stop() {
        mongo.close();
        server.close();
    }

    @Test
    void everyRecordIsADocumentAndFollowsWhatHappensToIt() {
        String slug = server.cases().addIncident("To be mirrored");
        String source = server.cases().addSourceMaterial(slug, "https://sources.example.org/a");
        server.cases().upload(source, "bytes".getBytes(java.nio.charset.StandardCharsets.UTF_8), "txt", "A file");
        server.cases().setMetadata(source, "with.dots", JsonNodeFactory.instance.objectNode().put("$key", 1));
        String gone = server.cases().addIncident("To be deleted");
        try (ExampleRun run = run(); MongoClient client = client()) {
            MongoCollection<Document> incidents = client.getDatabase("atlos").getCollection("incidents");
            MongoCollection<Document> sources = client.getDatabase("atlos").getCollection("source_material");
            MongoCollection<Document> updates = client.getDatabase("atlos").getCollection("updates");
            await().atMost(SOON).until(() -> incidents.countDocuments() == 2 && sources.countDocuments() == 1 && updates.countDocuments() == 3);

            server.cases().edit(slug, "status", "Completed");
            server.cases().delete(gone);
            await().atMost(SOON).until(() -> incidents.countDocuments(new Document("attr_status", "Completed")) == 1
                    && incidents.countDocuments(new Document("deleted", true)) == 1 && updates.countDocuments() == 5);

            Document mirrored = sources.find().first();
            assertThat(mirrored.getString("_id")).isEqualTo(source);
            assertThat(mirrored.get("metadata", Document.class).get("with.dots", Document.class)).containsEntry("$key", 1);
            assertThat(mirrored.toJson()).contains("file_hash_sha256").doesNotContain("access_url");
            assertThat(incidents.countDocuments()).as("no second one").isEqualTo(2);
            assertThat(run.failures()).isEmpty();
        }
    }

    @Test
    void nothingIsSkippedWhileMongoIsAway() {
        mongo.stop();
        String slug = server.cases().addIncident("Made while there was no MongoDB");
        try (ExampleRun run = run()) {
            await().atMost(SOON).until(() -> !run.failures().isEmpty());
            mongo.restart();
            try (MongoClient client = client()) {
                await().atMost(SOON).until(() -> client.getDatabase("atlos").getCollection("incidents")
                        .countDocuments(new Document("slug", slug)) == 1);
            }
        }
    }

    private ExampleRun run() {
        return new ExampleRun(server, "mongodb-atlas", "mirror.yaml", Map.of("mirror.folder", folder.toString(), "mirror.uri",
                mongo.uri() + "/?serverSelectionTimeoutMS=500&connectTimeoutMS=500", "mirror.delay", "300", "mirror.sweep", "300"));
    }

    private MongoClient client() {
        return MongoClients.create(mongo.uri());
    }
}
