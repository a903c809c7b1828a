package io.github.camelatlos.examples;

import io.github.camelatlos.server.InventedAtlos;
import io.github.camelatlos.examples.mongodb.EmbeddedMongo;
import io.github.camelatlos.examples.mongodb.GroupApiStub;
import io.github.camelatlos.examples.soar.CloudSoarStub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** What some of the examples need beside Atlos, unless the environment says that there is a real one. */
final class ExampleParts {

    private static final String TOKEN = "header.payload.signature";

    private ExampleParts() {
    }

    /** The route files of an example; of those that need a choice, the ones that run by themselves. */
    static String files(String name) {
        return switch (name) {
            case "intake" -> "intake.yaml,row.yaml";
            case "cloud-soar" -> "hand-off.yaml,status.yaml,shared.yaml";
            case "mongodb-atlas" -> "mirror.yaml,events.yaml,alerts.yaml";
            case "airgap" -> "out.yaml";
            default -> name + ".yaml";
        };
    }

    static Map<String, String> of(String name, Path output, InventedAtlos atlos) throws IOException {
        return switch (name) {
            case "intake" -> intake(output, atlos);
            case "cloud-soar" -> cloudSoar(output, atlos);
            case "mongodb-atlas" -> mongodb(output);
            default -> Map.of();
        };
    }

    private static Map<String, String> intake(Path output, InventedAtlos atlos) throws IOException {
        Path inbox = Files.createDirectories(output.resolve("inbox"));
        if (atlos != null) {
            Files.copy(Path.of(System.getProperty("example.home", ".")).resolve("intake/cases.csv"), inbox.resolve("cases.csv"));
        }
        return Map.of();
    }

    private static Map<String, String> cloudSoar(Path output, InventedAtlos atlos) throws IOException {
        Map<String, String> properties = new HashMap<>(Map.of("soar.folder", output.toString()));
        if (atlos != null) {
            atlos.cases().addIncident("Invented: to be handed over", attributes -> attributes.putArray("tags").add("handoff"));
            properties.putAll(Map.of("atlos.url", atlos.url(), "soar.delay", "1000", "soar.poll", "2000"));
        }
        if (System.getenv("SOAR_URL") == null) {
            CloudSoarStub soar = new CloudSoarStub(TOKEN);
            properties.putAll(Map.of("soar.url", soar.url(), "soar.token", TOKEN));
            System.out.println("A Cloud SOAR in memory: " + soar.url() + " with the token " + TOKEN);
        }
        return properties;
    }

    private static Map<String, String> mongodb(Path output) throws IOException {
        Map<String, String> properties = new HashMap<>(Map.of("mirror.folder", output.toString()));
        if (System.getenv("MONGODB_URI") == null) {
            EmbeddedMongo mongo = new EmbeddedMongo();
            properties.putAll(Map.of("mirror.uri", mongo.uri(), "mirror.delay", "1000", "mirror.sweep", "5s"));
            System.out.println("A MongoDB in memory: " + mongo.uri());
        }
        if (System.getenv("MONGODB_ATLAS_GROUP") == null) {
            GroupApiStub api = new GroupApiStub("somebody", "an-invented-key", Duration.ofMinutes(1));
            api.addGroup("invented");
            api.add("invented", "events", "1", "INVENTED_LOGIN", Instant.now());
            api.add("invented", "alerts", "1", "INVENTED_ALERT", Instant.now());
            properties.putAll(Map.of("mongodb-atlas.url", api.url(), "mongodb-atlas.group", "invented", "mongodb-atlas.username", "somebody",
                    "mongodb-atlas.api-key", "an-invented-key", "mongodb-atlas.period", "5000", "mongodb-atlas.history", "true"));
        }
        return properties;
    }
}
