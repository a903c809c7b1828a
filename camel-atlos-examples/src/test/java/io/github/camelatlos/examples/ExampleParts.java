package io.github.camelatlos.examples;

import io.github.camelatlos.examples.alerts.MailAndChat;
import io.github.camelatlos.examples.archive.EmbeddedS3;
import io.github.camelatlos.examples.mongodb.EmbeddedMongo;
import io.github.camelatlos.examples.mongodb.GroupApiStub;
import io.github.camelatlos.examples.soar.CloudSoarStub;
import io.github.camelatlos.server.InventedAtlos;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What an example needs beside Atlos. Beside an invented Atlos it is started in this process, unless it is given; beside a real
 * one it has to be given, for what is kept there has to outlive the run.
 */
final class ExampleParts {

    private static final String SOAR_TOKEN = "header.payload.signature";

    private final String name;
    private final ExampleSettings settings;

    ExampleParts(String name, ExampleSettings settings) {
        this.name = name;
        this.settings = settings;
    }

    /** The route files of an example; of those that need a choice, the ones that run by themselves. */
    String files() {
        String given = settings.given("example.files");
        return given != null ? given : switch (name) {
            case "archive" -> "archive.yaml,store-folder.yaml";
            case "intake" -> "intake.yaml,row.yaml";
            case "cloud-soar" -> "hand-off.yaml,status.yaml,shared.yaml";
            // On a real project the events only of a group that is real too.
            case "mongodb-atlas" -> settings.isReal() && !settings.isGiven("mongodb-atlas.group") ? "mirror.yaml" : "mirror.yaml,events.yaml,alerts.yaml";
            case "airgap" -> "out.yaml";
            case "publish" -> "publish.yaml,to-folder.yaml";
            default -> name + ".yaml";
        };
    }

    /** Refuses a real project beside something that ends with the run. */
    void check(String files) {
        Map<String, String> missing = needed(files);
        missing.keySet().removeIf(settings::isGiven);
        if (settings.isReal() && !missing.isEmpty()) {
            throw new IllegalStateException("This is a real project, so nothing beside it is invented. Say "
                    + missing.values().stream().collect(Collectors.joining(", and ")));
        }
    }

    private Map<String, String> needed(String files) {
        Map<String, String> needed = new LinkedHashMap<>();
        switch (name) {
            case "archive" -> {
                if (files.contains("s3")) {
                    needed.put("archive.s3.bucket", "which bucket, with -Darchive.s3.bucket=NAME");
                }
            }
            case "backup" -> needed.put("backup.jdbc.url", "which PostgreSQL, with -Dbackup.jdbc.url=jdbc:postgresql://host/database");
            case "alerts" -> {
                if (!"false".equals(settings.given("alerts.mail"))) {
                    needed.put("alerts.mail.host", "which mail server, with -Dalerts.mail.host=HOST (or none, with -Dalerts.mail=false)");
                }
                if (!"false".equals(settings.given("alerts.chat"))) {
                    needed.put("alerts.chat.url", "which chat, with ALERTS_CHAT_URL in the environment (or none, with -Dalerts.chat=false)");
                }
            }
            case "cloud-soar" -> {
                needed.put("soar.url", "which Cloud SOAR, with SOAR_URL=https://host in the environment");
                needed.put("soar.token", "its token, with SOAR_TOKEN in the environment");
            }
            case "mongodb-atlas" -> {
                if (files.contains("mirror") && !settings.isGiven("mirror.uri")) {
                    needed.put("mongodb.uri", "which MongoDB, with MONGODB_URI=mongodb://host in the environment");
                }
                if (files.contains("events") || files.contains("alerts")) {
                    needed.put("mongodb-atlas.group", "which group, with MONGODB_ATLAS_GROUP in the environment");
                }
            }
            default -> {
            }
        }
        return needed;
    }

    /** What the route files have to be told. */
    Map<String, String> start(String files, Path output, InventedAtlos atlos) throws IOException {
        return switch (name) {
            case "archive" -> archive(files, atlos);
            case "backup" -> backup(atlos);
            case "alerts" -> settings.isReal() ? Map.of() : new MailAndChat().properties();
            case "intake" -> intake(output, atlos);
            case "cloud-soar" -> cloudSoar(atlos);
            case "mongodb-atlas" -> mongodb(files);
            case "publish" -> Map.of("publish.public", output.resolve("public").toString(), "publish.period", "5000",
                    "publish.rules", Path.of(System.getProperty("example.home", ".")).resolve("publish/publish.rules").toString());
            default -> Map.of();
        };
    }

    private static Map<String, String> archive(String files, InventedAtlos atlos) {
        Map<String, String> properties = new HashMap<>();
        if (atlos != null) {
            properties.putAll(Map.of("archive.allowed", atlos.sourcesUrl(), "archive.settle", "0"));
            properties.putAll(files.contains("s3") ? new EmbeddedS3().properties() : Map.of());
        }
        return properties;
    }

    private Map<String, String> backup(InventedAtlos atlos) throws IOException {
        Map<String, String> properties = new HashMap<>(settings.isGiven("backup.jdbc.url") ? Map.of() : postgres());
        if (atlos != null) {
            // Its files are on this computer, at another port.
            properties.put("backup.allowed", atlos.view().sourceMaterialIds().stream()
                    .map(id -> atlos.view().sourceMaterial(id).path("artifacts").path(0).path("access_url").asText()).filter(link -> !link.isEmpty()).findFirst()
                    .orElse("").replaceFirst("(https?://[^/]+).*", "$1"));
        }
        return properties;
    }

    private static Map<String, String> postgres() throws IOException {
        String url = EmbeddedPostgres.start().getJdbcUrl("postgres", "postgres");
        System.out.println("PostgreSQL: " + url);
        return Map.of("backup.jdbc.url", url, "backup.jdbc.user", "postgres");
    }

    private static Map<String, String> intake(Path output, InventedAtlos atlos) throws IOException {
        Path inbox = Files.createDirectories(output.resolve("inbox"));
        if (atlos != null) {
            Path cases = Path.of(System.getProperty("example.home", ".")).resolve("intake/cases.csv");
            Files.copy(cases, inbox.resolve("cases.csv"));
        }
        return atlos == null ? Map.of() : Map.of("intake.quiet", "1s");
    }

    private Map<String, String> cloudSoar(InventedAtlos atlos) throws IOException {
        Map<String, String> properties = new HashMap<>();
        if (atlos != null) {
            atlos.cases().addIncident("Invented: to be handed over", attributes -> attributes.putArray("tags").add("handoff"));
            properties.put("soar.poll", "2000");
        }
        if (!settings.isGiven("soar.url")) {
            CloudSoarStub soar = new CloudSoarStub(SOAR_TOKEN);
            properties.putAll(Map.of("soar.url", soar.url(), "soar.token", SOAR_TOKEN));
            System.out.println("A Cloud SOAR in memory: " + soar.url() + " with the token " + SOAR_TOKEN);
        }
        return properties;
    }

    private Map<String, String> mongodb(String files) throws IOException {
        Map<String, String> properties = new HashMap<>();
        if (!settings.isReal()) {
            properties.putAll(Map.of("mirror.sweep", "5s", "mongodb-atlas.period", "5000"));
        }
        if (files.contains("mirror") && !settings.isGiven("mongodb.uri") && !settings.isGiven("mirror.uri")) {
            EmbeddedMongo mongo = new EmbeddedMongo();
            properties.put("mirror.uri", mongo.uri());
            System.out.println("A MongoDB in memory: " + mongo.uri());
        }
        if ((files.contains("events") || files.contains("alerts")) && !settings.isGiven("mongodb-atlas.group")) {
            GroupApiStub api = new GroupApiStub("somebody", "an-invented-key", Duration.ofMinutes(1));
            api.addGroup("invented");
            api.add("invented", "events", "1", "INVENTED_LOGIN", Instant.now());
            api.add("invented", "alerts", "1", "INVENTED_ALERT", Instant.now());
            properties.putAll(Map.of("mongodb-atlas.url", api.url(), "mongodb-atlas.group", "invented", "mongodb-atlas.username", "somebody",
                    "mongodb-atlas.api-key", "an-invented-key", "mongodb-atlas.history", "true"));
        }
        return properties;
    }
}
