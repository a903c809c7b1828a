package io.github.camelatlos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.camelatlos.server.AtlosServer;
import io.github.camelatlos.server.Author;
import io.github.camelatlos.server.CaseFile;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every kind of change on every kind of consumer, while all of them are running: what is expected and what is seen, printed as one
 * table. A number says how many exchanges there were of that kind.
 */
class LiveChangesTest {

    private static final Duration QUIET = Duration.ofMillis(1500);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** The consumers by their short names; ANA and SLUG stand for a person and an incident. */
    private static final Map<String, String> CONSUMERS = new LinkedHashMap<>();

    static {
        CONSUMERS.put("all", "incidents");
        CONSUMERS.put("status", "incidents?status=Completed");
        CONSUMERS.put("tags", "incidents?tags=watch");
        CONSUMERS.put("untagged", "incidents?tags=RAW([Unset])");
        CONSUMERS.put("query", "incidents?query=bridge");
        CONSUMERS.put("place", "incidents?geolocation=48.85,2.29&geolocationRadius=100");
        CONSUMERS.put("deleted", "incidents?deleted=true");
        CONSUMERS.put("pages", "incidents?splitResults=false");
        CONSUMERS.put("edited", "incidents?filter.has_been_edited_by_id=ANA");
        CONSUMERS.put("source", "source-material");
        CONSUMERS.put("slugs", "source-material?resolveSlug=true");
        CONSUMERS.put("updates", "updates");
        CONSUMERS.put("people", "updates?madeBy=people");
        CONSUMERS.put("tokens", "updates?madeBy=tokens");
        CONSUMERS.put("of one", "updates?slug=SLUG");
    }

    private static final List<String> INCIDENTS = List.of("all", "status", "tags", "query", "place", "deleted", "pages", "edited");
    private static final List<String> BY_PEOPLE = List.of("updates", "people", "of one");
    private static final List<String> SOURCES = List.of("source", "slugs");

    private record Row(String change, Map<String, String> expected, Map<String, String> seen) {
    }

    private final Map<String, Collection<String>> arrived = new ConcurrentHashMap<>();
    private final Map<String, Row> rows = new LinkedHashMap<>();
    private final Author.Person ana = new Author.Person("7f3f0a52-7a0e-4b5e-9d53-0a3c5f6f7d11", "ana");
    private AtlosServer server;
    private CaseFile cases;
    private CamelContext context;
    private String slug;
    private String source;

    @BeforeEach
    void start() throws Exception {
        server = AtlosServer.builder().settleAfter(Duration.ZERO).archiveFor(Duration.ofSeconds(3)).start();
        server.cases().addPerson(ana);
        cases = server.cases().as(ana);
        CaseFile before = cases.at(cases.now().minus(1, ChronoUnit.HOURS));
        slug = before.addIncident("The old bridge", attributes -> attributes.put("geolocation", "48.85,2.29").putArray("tags").add("watch"));
        source = before.addSourceMaterial(slug, "https://example.org/a");
        before.edit(slug, "more_info", "Edited twice, so that one filter lists it twice");
        context = new DefaultCamelContext();
        AtlosConfiguration settings = context.getComponent("atlos", AtlosComponent.class).getConfiguration();
        settings.setBaseUrl(server.baseUrl());
        settings.setToken(server.token());
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                CONSUMERS.forEach((name, uri) -> from("atlos:" + uri.replace("ANA", ana.id()).replace("SLUG", slug)
                        + (uri.contains("?") ? "&" : "?") + "startFrom=now&delay=200&initialDelay=0&checkpointKey=" + name.replace(' ', '-')
                        + (uri.startsWith("source") ? "&sweepInterval=400" : "")).routeId(name).process(exchange -> arrived(name, exchange)));
            }
        });
        context.start();
        Awaitility.await().atMost(PATIENCE).until(() -> server.requests("GET").size() > 4 * CONSUMERS.size());
    }

    @AfterEach
    void stop() {
        context.stop();
        server.close();
    }

    private void arrived(String consumer, Exchange exchange) {
        Object change = exchange.getMessage().getHeader(AtlosConstants.CHANGE);
        Collection<String> seen = arrived.computeIfAbsent(consumer, any -> new ConcurrentLinkedQueue<>());
        if (change instanceof List<?> changes) {
            changes.forEach(one -> seen.add(one.toString()));
        } else {
            seen.add(String.valueOf(change));
        }
    }

    @Test
    void everyChangeReachesWhomItConcerns() {
        row("a new incident", () -> cases.addIncident("A new bridge"),
                expect("created", List.of("all", "untagged", "query", "deleted", "pages", "edited", "updates", "people")));
        row("an attribute set", () -> cases.edit(slug, "status", "Completed"), modified());
        row("the same value again", () -> cases.edit(slug, "status", "Completed"), expect("created", BY_PEOPLE));
        row("a custom attribute set", () -> cases.edit(slug, "Verification", "Likely"), modified());
        row("a comment by a person", () -> cases.comment(slug, "Seen"), expect("created", BY_PEOPLE));
        row("a comment by a token", () -> cases.as(new Author.ByToken(source)).comment(slug, "Seen"),
                expect("created", List.of("updates", "tokens", "of one")));
        row("new source material", () -> cases.addSourceMaterial(slug, "https://example.org/b"),
                and(expect("created", SOURCES), expect("created", BY_PEOPLE)));
        row("a URL is pasted, and archived", () -> cases.pasteUrl(slug, "https://example.org/c"),
                and(expect("created, modified", SOURCES), expect("created", BY_PEOPLE)));
        row("a file uploaded", () -> cases.upload(source, new byte[] {1}, "txt", "A file"), expect("modified", SOURCES));
        row("metadata set", () -> metadata(1), expect("modified", SOURCES));
        row("the same metadata again", () -> metadata(1), Map.of());
        row("metadata erased", () -> cases.setMetadata(source, "ns", JsonNodeFactory.instance.nullNode()), expect("modified", SOURCES));
        row("source material hidden", () -> cases.setVisibility(source, "hidden"), expect("modified", SOURCES));
        row("two edits in one second", this::twoEditsInOneSecond, and(expect("2 modified", INCIDENTS), expect("2 created", BY_PEOPLE)));
        row("deleted", () -> cases.delete(slug), and(expect("deleted", List.of("deleted")), expect("created", BY_PEOPLE)));
        row("restored", () -> cases.restore(slug), modified());
        row("committed five seconds late", () -> cases.commitLate(Duration.ofSeconds(5)).addIncident("A late bridge"),
                expect("created", List.of("all", "untagged", "query", "deleted", "pages", "edited", "updates", "people")));
        row("an old incident moved here", this::moveHere, and(expect("modified", List.of("all", "untagged", "query", "deleted", "pages", "edited")),
                expect("created", List.of("updates", "people"))));
        row("moved away", () -> cases.move(slug, server.addProject("OTH", "Another")), Map.of());
        System.out.println(table());
        rows.values().forEach(row -> assertThat(row.seen()).as(row.change()).isEqualTo(row.expected()));
    }

    private void metadata(int value) {
        cases.setMetadata(source, "ns", JsonNodeFactory.instance.objectNode().put("a", value));
    }

    /** The second one after the first has arrived: nothing but the content tells them apart. */
    private void twoEditsInOneSecond() {
        Instant second = cases.now().truncatedTo(ChronoUnit.SECONDS);
        cases.at(second).edit(slug, "more_info", "The first");
        Awaitility.await().atMost(PATIENCE).until(() -> List.of("all", "status", "tags", "query", "place", "deleted", "pages", "edited").stream()
                .allMatch(arrived::containsKey));
        cases.at(second).edit(slug, "more_info", "The second");
    }

    private void moveHere() {
        CaseFile other = server.addProject("ELS", "Elsewhere");
        String moved = other.at(cases.now().minus(1, ChronoUnit.DAYS)).addIncident("A bridge elsewhere");
        other.move(moved, cases);
    }

    private static Map<String, String> modified() {
        return and(expect("modified", INCIDENTS), expect("created", BY_PEOPLE));
    }

    private static Map<String, String> expect(String what, Collection<String> consumers) {
        return consumers.stream().collect(Collectors.toMap(name -> name, any -> what));
    }

    private static Map<String, String> and(Map<String, String> some, Map<String, String> others) {
        Map<String, String> both = new TreeMap<>(some);
        both.putAll(others);
        return both;
    }

    /** Makes the change, and waits until what is seen has been what is expected for a while, or never will. */
    private void row(String change, Runnable action, Map<String, String> expected) {
        arrived.clear();
        action.run();
        Map<String, String> wanted = new TreeMap<>(expected);
        try {
            Awaitility.await().during(QUIET).atMost(PATIENCE).until(() -> seen().equals(wanted));
        } catch (ConditionTimeoutException e) {
            // The table says so.
        }
        rows.put(change, new Row(change, wanted, seen()));
    }

    private Map<String, String> seen() {
        Map<String, String> seen = new TreeMap<>();
        arrived.forEach((consumer, changes) -> seen.put(consumer, changes.stream()
                .collect(Collectors.groupingBy(one -> one, TreeMap::new, Collectors.counting())).entrySet().stream()
                .map(e -> (e.getValue() == 1 ? "" : e.getValue() + " ") + e.getKey()).collect(Collectors.joining(", "))));
        return seen;
    }

    private String table() {
        StringBuilder table = new StringBuilder("\n| change | ").append(String.join(" | ", CONSUMERS.keySet())).append(" |\n|")
                .append("---|".repeat(CONSUMERS.size() + 1)).append('\n');
        for (Row row : rows.values()) {
            table.append("| ").append(row.change());
            for (String consumer : CONSUMERS.keySet()) {
                String expected = row.expected().getOrDefault(consumer, "");
                String seen = row.seen().getOrDefault(consumer, "");
                table.append(" | ").append(expected.equals(seen) ? seen : "expected '" + expected + "', seen '" + seen + "'");
            }
            table.append(" |\n");
        }
        return table.toString();
    }
}
