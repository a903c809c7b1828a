package io.github.camelatlos.server;

import io.github.camelatlos.server.Project.Attribute;
import io.github.camelatlos.server.Project.Type;
import java.util.ArrayList;
import java.util.List;

/** The attributes that a new project starts with. Their size matters: about 3 KB of every incident is its project. */
final class StandardProject {

    private StandardProject() {
    }

    static Project named(String code, String name) {
        return new Project(RandomIds.uuid(), code, name, "", "#fb923c", true, attributes());
    }

    private static List<Attribute> attributes() {
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
