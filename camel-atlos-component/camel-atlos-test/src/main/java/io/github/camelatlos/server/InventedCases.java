package io.github.camelatlos.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Makes up cases: no place, person or event in them exists. They are about the work of documenting, tell of no one's
 * suffering in detail, and say of themselves that they are fictional.
 */
final class InventedCases {

    /** A town that isn't there, at a place where nobody lives or on open water. */
    private record Town(String name, double latitude, double longitude) {
    }

    private record Event(String text, String type, String impact, String equipment, List<String> tags) {
    }

    private static final List<Town> TOWNS = List.of(
            new Town("Port Amaré", 12.41, -51.22), new Town("Villanova de Sal", -24.83, -68.11), new Town("Ostrivka", 47.12, 58.31),
            new Town("Kerrin Bay", 60.92, -3.41), new Town("Nyambeti", -1.77, 39.02), new Town("Dar Salwa", 24.31, 11.92),
            new Town("Tel Amrun", 31.02, 38.77), new Town("Lindhavn", 64.11, 7.02), new Town("Saint-Orme", 46.31, -6.12),
            new Town("Qasr Belen", 28.92, 25.11), new Town("Mirzapol", 43.22, 61.04), new Town("Hòa Lam", 13.02, 111.37),
            new Town("Tanjung Seri", -3.91, 108.11), new Town("New Corrander", -27.31, 125.92), new Town("Isla Perdita", 17.02, -64.91),
            new Town("Chacoma", -15.41, -61.92), new Town("Belgrad-on-Sea", 42.31, 34.02), new Town("Abuya Falls", 6.12, 14.41),
            new Town("Kestrel Point", 54.02, -131.44), new Town("Suruc Dere", 38.11, 43.92), new Town("Pelagos", 36.02, 22.31),
            new Town("Zheltoye", 51.31, 82.12), new Town("Marrowfield", 39.92, -101.22), new Town("Tumbala", -8.92, 27.31));

    private static final List<Event> EVENTS = List.of(
            new Event("Roof of a primary school damaged, building empty at the time", "Weather/Hurricane",
                    "Structure/School or Childcare", null, List.of("education", "storm")),
            new Event("Clinic car park under water after three days of rain", "Weather/Flooding", "Structure/Healthcare", null,
                    List.of("health", "flood")),
            new Event("March of market traders, peaceful, several hundred people", "Civilian Activity/Protest or March", null, null,
                    List.of("assembly")),
            new Event("Use of tear gas at the end of a permitted assembly", "Policing/Use of Force", null,
                    "Non-Lethal Weapon/Tear Gas", List.of("assembly", "policing")),
            new Event("Crater beside a water tower, supply interrupted for a day", "Military Activity/Strike",
                    "Structure/Industrial", "Munition", List.of("water")),
            new Event("Damage to the façade of a library, shelves moved to safety", "Military Activity/Explosion",
                    "Structure/Cultural", "Launch System/Artillery", List.of("heritage")),
            new Event("Checkpoint set up on the bridge road", "Military Activity/Movement",
                    "Structure/Roads, Highways, or Transport", "Land Vehicle/Armored", List.of("movement")),
            new Event("Grain store burnt out, neighbours put out the fire", "Weather/Fire", "Structure/Food Infrastructure", null,
                    List.of("food", "fire")),
            new Event("Bus depot closed, windows broken on one side", "Civilian Activity/Riot", "Land Vehicle/Bus", null,
                    List.of("transport")),
            new Event("Drone seen over the harbour for two hours", "Military Activity/Equipment", null, "Aircraft/Drone",
                    List.of("aerial")),
            new Event("Journalists held for an hour and let go", "Policing/Detention", null, null, List.of("press")),
            new Event("Apartment block evacuated as a precaution", "Other", "Structure/Residential/Apartment", null,
                    List.of("housing")));

    private static final List<String> SOURCES = List.of("a resident's video", "two photographs", "a local broadcaster's report",
            "a satellite image", "a municipal notice", "an eyewitness account");
    private static final List<String> COMMENTS = List.of("The tower in the third frame matches the place given.",
            "Shadow length fits the early afternoon; I agree with the date.", "Can somebody who reads the language check the sign?",
            "Second source found, uploaded by another person an hour later.", "The account that posted it is new. Please be careful.",
            "Faces blurred in the copy we keep.", "Nothing further to find here; ready for review from my side.");
    private static final List<String> STATUSES = List.of("To Do", "To Do", "In Progress", "In Progress", "Help Needed",
            "Ready for Review", "Completed", "Completed", "Cancelled");

    private final Random random;
    private final Project project;
    private int number;

    InventedCases(Random random, Project project) {
        this.random = random;
        this.project = project;
    }

    Random random() {
        return random;
    }

    /** A new case in the file, found at this time. */
    String add(CaseFile cases, Instant at) {
        Town town = any(TOWNS);
        Event event = any(EVENTS);
        number++;
        String description = "%s, %s, per %s (fictional case %03d)".formatted(event.text(), town.name(), any(SOURCES), number);
        return cases.at(at).addIncident(description, attributes -> fill(attributes, town, event, at));
    }

    String comment() {
        return any(COMMENTS);
    }

    String status() {
        return any(STATUSES);
    }

    <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private void fill(ObjectNode attributes, Town town, Event event, Instant at) {
        attributes.put("status", status());
        attributes.put("more_info", "Made up for demonstration and tests.");
        attributes.put("geolocation", String.format(Locale.ROOT, "%.4f,%.4f", town.latitude() + random.nextGaussian() * 0.05,
                town.longitude() + random.nextGaussian() * 0.05));
        attributes.put("geolocation_resolution", any(List.of("Exact", "Vicinity", "Locality")));
        if (random.nextInt(10) > 0) {
            LocalDate day = LocalDate.ofInstant(at, ZoneOffset.UTC).minusDays(random.nextInt(20));
            attributes.put("date", day.toString());
        }
        var tags = attributes.putArray("tags").add("fictional");
        event.tags().forEach(tags::add);
        if (random.nextInt(6) == 0) {
            attributes.putArray("sensitive").add(any(List.of("Personal Information Visible", "Deceptive or Misleading")));
        }
        attributes.putArray(project.attributeId("Incident Type")).add(event.type());
        attributes.put(project.attributeId("Reported Near"), town.name());
        if (event.impact() != null) {
            attributes.putArray(project.attributeId("Impact")).add(event.impact());
        }
        if (event.equipment() != null) {
            attributes.putArray(project.attributeId("Equipment Used")).add(event.equipment());
        }
    }
}
