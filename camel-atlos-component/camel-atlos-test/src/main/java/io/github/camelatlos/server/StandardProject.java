package io.github.camelatlos.server;

import io.github.camelatlos.server.Project.Attribute;
import io.github.camelatlos.server.Project.Type;
import java.util.ArrayList;
import java.util.List;

/**
 * The four attributes that a new project starts with, and some of every type that its owners could add, one of them retired
 * since. Their size matters: about 3 KB of every incident is its project.
 */
final class StandardProject {

    private StandardProject() {
    }

    static Project named(String code, String name, List<Attribute> attributes) {
        return new Project(RandomIds.uuid(), code, name, "", "#fb923c", true, attributes);
    }

    static List<Attribute> attributes() {
        List<Attribute> all = new ArrayList<>(original());
        all.add(new Attribute(RandomIds.uuid(), "Verification", "How sure are we?", Type.SELECT,
                List.of("Unverified", "Likely", "Verified")));
        all.add(new Attribute(RandomIds.uuid(), "Reported On", "When was the incident first reported?", Type.DATE, List.of()));
        all.add(new Attribute(RandomIds.uuid(), "Source Language", "", Type.TEXT, List.of()));
        all.add(new Attribute(RandomIds.uuid(), "Kinds of Evidence", "", Type.MULTI_SELECT,
                List.of("Photo", "Video", "Document", "Testimony")));
        all.add(new Attribute(RandomIds.uuid(), "Old Reference", "Not used any more.", Type.TEXT, List.of()).retired());
        return all;
    }

    /** Measured: names are not unique within a project. */
    static Attribute twin() {
        return new Attribute(RandomIds.uuid(), "Verification", "Of the second review", Type.SELECT, List.of("Agreed", "Disputed"));
    }

    static List<Attribute> original() {
        return List.of(
                multi("Incident Type", "What kind of incident is this?",
                        tree("Military Activity", "Movement", "Equipment", "Equipment/Lost", "Execution", "Combat", "Encampment",
                                "Strike", "Explosion", "Detention", "Mass Grave", "Demolition"),
                        tree("Civilian Activity", "Protest or March", "Riot", "Violence"),
                        tree("Policing", "Use of Force", "Detention"),
                        tree("Weather", "Flooding", "Hurricane", "Fire"),
                        tree("Other")),
                new Attribute(RandomIds.uuid(), "Reported Near", "Where was the incident reported to be near?", Type.TEXT, List.of()),
                multi("Impact", "What is damaged, harmed, or lost in this incident?",
                        tree("Structure", "Residential", "Residential/House", "Residential/Apartment", "Healthcare", "Humanitarian",
                                "Food Infrastructure", "School or Childcare", "Park or Playground", "Cultural", "Religious",
                                "Industrial", "Administrative", "Commercial", "Roads, Highways, or Transport", "Transit Station",
                                "Airport", "Military"),
                        tree("Land Vehicle", "Car", "Truck", "Armored", "Train", "Bus"),
                        tree("Aircraft", "Fighter", "Bomber", "Helicopter", "Drone"),
                        tree("Sea Vehicle", "Boat", "Warship", "Aircraft Carrier"),
                        tree("Injury", "Civilian", "Combatant"),
                        tree("Death", "Civilian", "Combatant")),
                multi("Equipment Used", "What equipment is used in the incident: a weapon, infrastructure, or else?",
                        tree("Small Arm"),
                        tree("Munition", "Cluster", "Chemical", "Thermobaric", "Incendiary"),
                        tree("Non-Lethal Weapon", "Tear Gas", "Rubber Bullet"),
                        tree("Land Mine"),
                        tree("Launch System", "Artillery", "Self-Propelled", "Multiple Launch Rocket System"),
                        tree("Land Vehicle", "Car", "Armored"),
                        tree("Aircraft", "Fighter", "Bomber", "Helicopter", "Drone"),
                        tree("Sea Vehicle", "Small Boat", "Ship", "Aircraft Carrier")));
    }

    @SafeVarargs
    private static Attribute multi(String name, String description, List<String>... options) {
        List<String> all = new ArrayList<>();
        for (List<String> some : options) {
            all.addAll(some);
        }
        return new Attribute(RandomIds.uuid(), name, description, Type.MULTI_SELECT, all);
    }

    private static List<String> tree(String root, String... leaves) {
        List<String> all = new ArrayList<>(List.of(root));
        for (String leaf : leaves) {
            all.add(root + "/" + leaf);
        }
        return all;
    }
}
