package io.github.camelatlos.examples.publish;

import static io.github.camelatlos.examples.map.InventedIncidents.source;

import io.github.camelatlos.examples.map.InventedIncidents;
import io.github.camelatlos.model.Incident;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Sets of invented incidents, made as the route makes them. */
final class Sets {

    private final Path folder;
    private final InventedIncidents invented = new InventedIncidents();
    private final List<Incident> incidents = new ArrayList<>();

    Sets(Path folder) {
        this.folder = folder;
    }

    PublishedSet of(int count, String... rules) throws Exception {
        for (int i = 0; i < count; i++) {
            Incident any = invented.any();
            var json = any.json();
            source(json, "https://posts.example.org/" + i, "visible", metadata -> { });
            incidents.add(new Incident(json));
        }
        return make(rules);
    }

    private PublishedSet make(String... rules) throws Exception {
        Path file = folder.resolve("publish.rules");
        Files.write(file, Stream.concat(Stream.of("title = An invented project", "delay.days = 0",
                "statuses = To Do,In Progress,Help Needed,Ready for Review,Completed,Cancelled"), Stream.of(rules)).toList());
        Publisher publisher = new Publisher();
        publisher.setRules(file.toString());
        publisher.setFolder(folder.toString());
        publisher.setAtlos("https://platform.atlos.org/");
        return publisher.prepare(incidents.iterator());
    }
}
