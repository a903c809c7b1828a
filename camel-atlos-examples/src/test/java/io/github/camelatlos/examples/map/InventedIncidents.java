package io.github.camelatlos.examples.map;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelatlos.model.Incident;
import io.github.camelatlos.model.Json;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** Incidents as a server would send them: the fields that a map looks at. No place, person or event in them exists. */
public final class InventedIncidents {

    private static final List<String> STATUSES = List.of("To Do", "In Progress", "Help Needed", "Ready for Review", "Completed", "Cancelled");
    private static final double[][] CENTRES = {{36.2, 49.9}, {30.5, 50.4}, {37.1, 36.2}, {32.5, 15.5}, {-72.3, 18.6}, {178.4, -18.1}, {2.3, 48.8}, {96.1, 21.9}};

    private final Random random = new Random(7);
    private int made;

    /** Complete, harmless and in the middle of nowhere; what a test is about, it changes. */
    public Incident one(Consumer<ObjectNode> change) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        made++;
        json.put("id", "00000000-0000-4000-8000-%012d".formatted(made)).put("slug", "INV-%05d".formatted(made)).put("deleted", false)
                .put("inserted_at", "2026-03-01T10:00:00").put("updated_at", "2026-03-02T10:00:00")
                .put("attr_description", "Something was hit near the market").put("attr_status", "To Do").put("attr_date", "2026-02-28");
        place(json, 10, 20);
        json.putArray("attr_tags");
        json.putArray("attr_sensitive").add("Not Sensitive");
        json.putArray("attr_restrictions");
        json.putArray("project_attributes");
        json.putArray("source_material");
        json.putObject("project").put("name", "Invented project").put("code", "INV");
        change.accept(json);
        return new Incident(json);
    }

    /** Here and there, with a little of everything. */
    public Incident any() {
        return one(json -> {
            double[] centre = CENTRES[random.nextInt(CENTRES.length)];
            double spread = random.nextInt(3) == 0 ? 12 : 1.5;
            double longitude = centre[0] + (random.nextDouble() - 0.5) * spread;
            place(json, longitude > 180 ? longitude - 360 : longitude, centre[1] + (random.nextDouble() - 0.5) * spread);
            json.put("attr_status", STATUSES.get(random.nextInt(STATUSES.size())));
            json.put("attr_date", random.nextInt(25) == 0 ? null : LocalDate.of(2025, 1, 1).plusDays(random.nextInt(600)).toString());
            List.of("shelling", "school", "hospital", "power", "water").stream().filter(tag -> random.nextInt(5) == 0).forEach(json.withArray("attr_tags")::add);
            attribute(json, "Weapon", List.of("Artillery", "Air strike", "Drone").get(random.nextInt(3)));
        });
    }

    public static void place(ObjectNode json, double longitude, double latitude) {
        json.putObject("attr_geolocation").put("type", "Point").putArray("coordinates").add(longitude).add(latitude);
    }

    public static void attribute(ObjectNode json, String name, String value) {
        json.withArray("project_attributes").addObject().put("id", "a-" + name.hashCode()).put("name", name).put("value", value);
    }

    public static void source(ObjectNode json, String url, String visibility, Consumer<ObjectNode> metadata) {
        ObjectNode source = json.withArray("source_material").addObject().put("id", "s-" + url.hashCode()).put("source_url", url)
                .put("visibility", visibility).put("status", "complete");
        metadata.accept(source.putObject("metadata"));
        source.putArray("artifacts");
    }
}
