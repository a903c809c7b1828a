package io.github.camelatlos.examples.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import io.github.camelatlos.examples.ExampleRun;
import io.github.camelatlos.server.AtlosServer;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.bson.Document;
import org.bson.types.Decimal128;
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
    void metadataIsDataWhateverItLooksLikeAndReadsBackEqual() throws Exception {
        String slug = server.cases().addIncident("With odd metadata");
        String source = server.cases().addSourceMaterial(slug, "https://sources.example.org/odd");
        String text = """
                {"dates": {"$date": "yesterday"}, "longs": {"$numberLong": "many"}, "ids": {"$oid": "5356823b3794de37132bb7b1"}, "gone": {"$undefined": true},
                 "regex": {"$regex": "a", "$options": "x"}, "access_url": "https://example.org/mine", "long": 9007199254740993, "digits": 1234567890123456789012345,
                 "huge": 1e400, "exact": 0.1, "long fraction": 0.12345678901234567890, "list": [1, {"$numberInt": "x"}, null], "empty": {}}""";
        ObjectMapper exact = JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
        JsonNode metadata = exact.readTree(text);
        server.cases().setMetadata(source, "odd", metadata);
        String next = server.cases().addSourceMaterial(slug, "https://sources.example.org/next");
        try (ExampleRun run = run(); MongoClient client = client()) {
            MongoCollection<Document> sources = client.getDatabase("atlos").getCollection("source_material");
            await().atMost(SOON).until(() -> sources.countDocuments() == 2);
            Document mirrored = sources.find(new Document("_id", source)).first();
            Document odd = mirrored.get("metadata", Document.class).get("odd", Document.class);
            assertThat(odd.keySet()).hasSize(metadata.size());
            metadata.fields().forEachRemaining(field -> assertThat(plain(odd.get(field.getKey()))).as(field.getKey()).isEqualTo(plain(field.getValue())));
            assertThat(mirrored).as("everything has a type that holds it").doesNotContainKey("_json");
            assertThat(sources.countDocuments(new Document("_id", next))).isEqualTo(1);
            assertThat(run.failures()).isEmpty();
        }
    }

    @Test
    void aNumberThatNoTypeHoldsIsKeptAsTextAndTooDeepARecordAside() throws Exception {
        String slug = server.cases().addIncident("With odder metadata");
        String source = server.cases().addSourceMaterial(slug, "https://sources.example.org/odd");
        String digits = "1234567890".repeat(4);
        server.cases().setMetadata(source, "odd", new ObjectMapper().readTree("{\"forty\": " + digits + "}"));
        String deep = server.cases().addSourceMaterial(slug, "https://sources.example.org/deep");
        server.cases().setMetadata(deep, "deep", new ObjectMapper().readTree("[".repeat(120) + "]".repeat(120)));
        try (ExampleRun run = run(); MongoClient client = client()) {
            MongoCollection<Document> sources = client.getDatabase("atlos").getCollection("source_material");
            await().atMost(SOON).until(() -> sources.countDocuments() == 1 && Files.exists(folder.resolve("refused/" + deep + ".json")));
            Document mirrored = sources.find().first();
            assertThat(mirrored.get("metadata", Document.class).get("odd", Document.class)).containsEntry("forty", digits);
            assertThat(mirrored.getString("_json")).contains("\"forty\":" + digits);
        }
    }

    /** The same for both: numbers by their value. */
    private static Object plain(Object value) {
        if (value instanceof JsonNode json) {
            return json.isNumber() ? json.decimalValue().stripTrailingZeros()
                    : json.isObject() ? fields(json) : json.isArray() ? StreamSupport.stream(json.spliterator(), false).map(MirrorTest::plain).collect(Collectors.toList())
                            : json.isNull() ? null : json.isBoolean() ? (Object) json.booleanValue() : json.asText();
        } else if (value instanceof Decimal128 decimal) {
            return decimal.bigDecimalValue().stripTrailingZeros();
        } else if (value instanceof Number number) {
            return new BigDecimal(number.toString()).stripTrailingZeros();
        } else if (value instanceof Map<?, ?> map) {
            Map<Object, Object> plain = new HashMap<>();
            map.forEach((key, each) -> plain.put(key, plain(each)));
            return plain;
        }
        return value instanceof List<?> list ? list.stream().map(MirrorTest::plain).collect(Collectors.toList()) : value;
    }

    private static Map<Object, Object> fields(JsonNode json) {
        Map<Object, Object> fields = new HashMap<>();
        json.fields().forEachRemaining(field -> fields.put(field.getKey(), plain(field.getValue())));
        return fields;
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
