package io.github.camelatlos.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What was there when an exchange was recorded, as far as it matters. */
final class WireScenario {

    private final WireFile file;
    private final WireWorld world;
    private final CaseFile cases;
    private final WireClient client;

    WireScenario(WireFile file, WireWorld world, WireClient client) {
        this.file = file;
        this.world = world;
        this.cases = world.cases();
        this.client = client;
    }

    void prepare() throws IOException {
        switch (file.name().substring(0, 2)) {
            case "01" -> pages();
            case "02" -> order();
            case "03" -> filters();
            case "04" -> cursors();
            case "05" -> tokens();
            case "14" -> shapes();
            case "15" -> archived();
            default -> rest();
        }
    }

    private void pages() throws IOException {
        int count = file.is("01_101") ? 101 : file.is("01_250") || file.is("01_previous_from_page") ? 250
                : file.is("01_exactly_100") ? 100 : file.is("01_previous_from_one") ? 101 : file.is("01_one") ? 1 : 0;
        cases.addIncidents(count, cases.now().minusSeconds(count), Duration.ofSeconds(1));
        if (file.is("01_one") || file.name().contains("250_source") || file.name().contains("250_updates")) {
            cases.view().slugs().forEach(slug -> cases.as(byToken()).addSourceMaterial(slug, "https://example.com/0"));
            cases.settle();
        }
        String list = file.path().replaceAll(".*/api/v2/([a-z_]+).*", "$1");
        if (file.name().matches(".*page[2-9]") && !file.name().contains("previous")) {
            walkTo(list, Integer.parseInt(file.name().replaceAll(".*page", "")) - 1, "next");
        } else if (file.is("01_previous_from_page")) {
            walkTo(list, Integer.parseInt(file.name().replaceAll(".*page", "")), "previous");
        } else if (file.is("01_previous_from_one")) {
            walkTo(list, 2, "previous");
        }
    }

    private void order() {
        Instant start = cases.now().minusSeconds(100);
        CaseFile api = cases.as(byToken());
        List<String> recorded = List.of("25B84O", "3Y8DHN", "AB0OD1", "0SB4KE", "7G1G4P", "G7EXUP");
        for (int i = 0; i < recorded.size(); i++) {
            CaseFile then = api.at(start.plusSeconds(i));
            String slug = then.addIncident("Order incident " + i);
            world.slug(recorded.get(i), slug);
            then.addSourceMaterial(slug, "https://example.org/o" + i);
        }
        if (file.is("02_updates") || file.is("02_order")) {
            String slug = world.slug("25B84O");
            api.at(start.plusSeconds(19)).edit(slug, "status", "In Progress", "working on it");
            api.at(start.plusSeconds(20)).edit(slug, "Impact", List.of("Injury", "Death"));
        }
        if (file.is("02_order_source")) {
            cases.addSourceMaterial(world.slug("AB0OD1"), "https://example.org/second");
        }
        if (file.is("02_metadata_same")) {
            cases.setMetadata(world.source(file.path().split("/")[5]), "my-ns", Json.object().put("k", "v"));
        }
        cases.settle();
    }

    private void filters() throws IOException {
        if (file.is("03_cursor")) {
            manyOfTwoStatuses();
            return;
        }
        Instant start = cases.now().minusSeconds(100);
        add("25B84O", start, "Order incident 0", Map.of("status", "In Progress", "date", "2024-01-05", "tags", List.of("alpha", "beta")));
        add("3Y8DHN", start.plusSeconds(1), "Order incident 1",
                Map.of("status", "Cancelled", "date", "2024-03-05", "tags", List.of("beta")));
        add("AB0OD1", start.plusSeconds(2), "Order incident 2", Map.of("status", "Completed"));
        add("0SB4KE", start.plusSeconds(3), "Order incident 3", Map.of("tags", List.of("gamma delta")));
        add("7G1G4P", start.plusSeconds(4), "Order incident 4", Map.of());
        add("G7EXUP", start.plusSeconds(5), "Order incident 5", Map.of());
        String bridge = cases.at(start.plusSeconds(6)).addIncident("Bridge with geolocation", attributes -> {
            attributes.put("geolocation", "48.8584,2.2945");
            attributes.putArray("sensitive").add("Graphic Violence");
        });
        world.slug("1NT73F", bridge);
        if (file.is("03_updates")) {
            for (String edit : List.of("status", "tags", "date")) {
                cases.edit(world.slug("3Y8DHN"), edit, cases.incident(world.slug("3Y8DHN")).get("attr_" + edit));
            }
            cases.comment(world.slug("3Y8DHN"), "a comment");
        }
        if (file.is("03_query_by_slug_lower") || file.is("03_query_display")) {
            world.slug("DG1YJ2", cases.addIncident("concurrent description"));
        }
        if (file.is("03_updates_slug_other_project")) {
            world.slug("NYRX74", world.server().addProject("OTHR", "Another").addIncident("Somebody else's"));
        }
    }

    private void add(String recorded, Instant at, String description, Map<String, Object> attributes) {
        String slug = cases.at(at).addIncident(description, given -> attributes.forEach((name, value) -> given.set(name, Json.of(value))));
        cases.at(at).addSourceMaterial(slug, "https://example.org/o" + description.charAt(description.length() - 1));
        world.slug(recorded, slug);
    }

    private void manyOfTwoStatuses() throws IOException {
        Instant start = cases.now().minusSeconds(1000);
        for (int i = 0; i < 186; i++) {
            String status = i < 29 ? "Completed" : "To Do";
            cases.at(start.plusSeconds(i)).addIncident("Paging incident %04d".formatted(i), attributes -> attributes.put("status", status));
        }
        world.cursor(client.get("/api/v2/incidents?attr_status[]=To+Do", world.token()).json().get("next").textValue());
    }

    private void cursors() throws IOException {
        cases.addIncidents(250);
        String token = world.token();
        String sort = file.is("04_sort") ? "?sort=date_desc" : "";
        if (file.is("04_cursor_other_project")) {
            CaseFile other = world.server().addProject("OTHR", "Another");
            other.addIncidents(101);
            token = world.server().newToken(other, Permission.values());
        } else if (file.is("04_cursor_other_token")) {
            token = world.server().newToken(cases, Permission.values());
        }
        String cursor = client.get("/api/v2/incidents" + sort, token).json().get("next").textValue();
        world.cursor(file.is("04_cursor_truncated") ? cursor.substring(0, cursor.length() - 20) : cursor);
        if (file.is("04_cursor_expired")) {
            world.server().clock().advance(Duration.ofHours(24).plusSeconds(6));
        }
    }

    private void tokens() {
        if (file.name().matches("05_.*(incidents|source_material|updates)|05_token_trailing_space|05_lowercase_header_name")) {
            cases.addIncidents(7);
            cases.view().slugs().forEach(slug -> cases.addSourceMaterial(slug, "https://example.org/x"));
        }
        AtlosServer server = world.server();
        if (file.is("05_legacy") || file.is("05_no_project") || file.is("05_deactivated_old")) {
            // What these tokens have in common: this server knows none of them.
            world.token("unknown-token-0123456789012345678901234567=");
        } else if (file.name().matches(".*(inactive|deactivated_new_value).*")) {
            world.token(server.newToken(cases));
        } else if (file.name().endsWith("read_only") || file.is("05_readonly")) {
            world.token(server.newToken(cases, Permission.READ));
        } else if (file.name().endsWith("read_comment")) {
            world.token(server.newToken(cases, Permission.READ, Permission.COMMENT));
        } else if (file.name().endsWith("read_edit")) {
            world.token(server.newToken(cases, Permission.READ, Permission.EDIT));
        } else if (file.name().endsWith("other_project_token")) {
            world.token(server.newToken(server.addProject("OTHR", "Another"), Permission.values()));
        } else if (file.name().endsWith("archived_project")) {
            cases.archiveProject();
        }
    }

    private void shapes() {
        String recorded = file.path().replaceAll(".*(?:slug=|add_comment/|update/|source_material/new/)([0-9A-Z]{6}).*", "$1");
        if (file.is("14_incident_full") || file.is("14_source_material_full") || file.is("14_updates_full")) {
            everything(recorded);
        } else if (file.name().matches("14_(source|update)_on_deleted")) {
            cases.delete(world.slug(recorded));
        } else if (file.is("14_update_on_frozen") || file.is("14_comment_on_frozen")) {
            cases.edit(world.slug(recorded), "restrictions", List.of("Frozen"));
        } else if (file.is("14_updates_by_person")) {
            String slug = world.slug(recorded);
            cases.comment(slug, "This comment is hidden afterwards by a moderator");
            cases.comment(slug, "A person's comment with an attachment", "photo.jpg");
            cases.edit(slug, "geolocation", "1.0,2.0", "geolocated by shadow");
            List.of("shown", "hidden", "removed").forEach(name -> cases.addSourceMaterial(slug, "https://example.com/" + name));
        } else if (file.is("14_updates_deleted_then") || file.is("14_updates_of_deleted")) {
            String slug = world.slug(recorded);
            if (file.is("14_updates_of_deleted")) {
                cases.addSourceMaterial(slug, "https://example.com/x");
            }
            cases.delete(slug);
            if (file.is("14_updates_deleted_then")) {
                cases.restore(slug);
            }
        } else if (file.is("14_source_material_hidden") || file.is("14_source_material_removed") || file.is("14_upload_to_hidden")) {
            String id = file.path().replaceAll(".*/", "");
            cases.setVisibility(world.source(id), file.name().endsWith("removed") ? "removed" : "hidden");
        }
    }

    private void everything(String recorded) {
        CaseFile api = cases.as(byToken());
        String slug = api.addIncident("Full incident with everything", attributes -> {
            attributes.put("status", "In Progress").put("date", "2024-02-03").put("more_info", "More info text")
                    .put("geolocation", "50.4501,30.5234").put("Reported Near", "Kyiv");
            attributes.putArray("restrictions").add("Hidden");
            attributes.putArray("sensitive").add("Graphic Violence").add("Deceptive or Misleading");
            attributes.putArray("tags").add("tag one").add("tag two");
            attributes.putArray("Incident Type").add("Weather").add("Policing");
            attributes.putArray("Impact").add("Injury");
            attributes.putArray("Equipment Used").add("Small Arm");
        });
        String first = api.addSourceMaterial(slug, "https://example.com/x");
        String second = api.addSourceMaterial(slug, "http://example.com/y");
        for (String id : List.of(second, first)) {
            api.setStatus(id, "error");
        }
        if (!file.is("14_updates")) {
            api.upload(first, WireBodies.multipart(Json.NODES.arrayNode()), "txt", "Full artifact");
            api.setMetadata(first, "my-app", Json.object().put("case", "A-1").put("hash", "abc"));
        }
        if (file.is("14_source")) {
            world.id(file.path().replaceAll(".*/", ""), first);
        }
        world.slug(recorded, slug);
    }

    private void archived() {
        if (file.is("15_archived")) {
            cases.archiveProject();
        } else if (!file.is("15_request_id")) {
            cases.addIncidents(250);
        }
    }

    private void rest() throws IOException {
        String slug = world.slug("SOURCE");
        JsonNode geolocated = Json.text("5.0, 6.0");
        if (file.is("06_other_project")) {
            world.token(world.server().newToken(world.server().addProject("OTHR", "Another"), Permission.values()));
        } else if (file.is("06_incident_id")) {
            world.id(file.path().replaceAll(".*/", ""), cases.view().find(slug).id());
        } else if (file.is("08_readback")) {
            String id = world.source(file.path().replaceAll(".*/", ""));
            file.body().get("result").get("metadata").properties().forEach(e -> cases.setMetadata(id, e.getKey(), e.getValue()));
        } else if (file.is("09_poison")) {
            String poisoned = cases.addIncident("With a record that is broken");
            world.slug("AB0OD1", poisoned);
            client.post("/api/v2/source_material/upload/" + cases.addSourceMaterial(poisoned, null), world.token(),
                    "multipart/form-data; boundary=B", WireBodies.multipart(Json.parse("[\"file=@a.txt\",\"title[]=a\"]")));
        } else if (file.is("11_geolocation_string_on_set") || file.is("11_geolocation_resolution")) {
            cases.edit(world.slug("1NT73F"), "geolocation", geolocated);
        } else if (file.is("13_") || file.is("16_")) {
            cases.addIncidents(file.is("16_") ? 5000 : 3);
        } else if (file.is("11_date_clear")) {
            cases.edit(world.slug("25B84O"), "date", "2024-05-06");
        } else if (file.is("11_more_info_clear")) {
            cases.edit(world.slug("25B84O"), "more_info", "Something to clear");
        } else if (file.is("11_assignments")) {
            cases.addPerson(new Author.Person(file.request().at("/body/value/0").textValue(), "owner1"));
        } else if (file.is("11_custom_other_project")) {
            world.id(file.path().replaceAll(".*/", ""), RandomIds.uuid());
        }
    }

    private void walkTo(String list, int page, String which) throws IOException {
        String cursor = null;
        JsonNode body = null;
        for (int i = 0; i < page; i++) {
            body = client.get("/api/v2/" + list + (cursor == null ? "" : "?cursor=" + cursor), world.token()).json();
            cursor = body.get("next").textValue();
        }
        world.cursor(body.get(which).textValue());
    }

    private static Author byToken() {
        return new Author.ByToken(RandomIds.uuid());
    }
}
