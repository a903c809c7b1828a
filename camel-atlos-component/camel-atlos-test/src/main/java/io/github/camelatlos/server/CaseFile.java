package io.github.camelatlos.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * One project's rows, to set up: every change here is one that somebody else makes on the platform. Thread-safe.
 * By default it acts now and as a person; {@link #at} and {@link #commitLate} give the same file with another time,
 * {@link #as} with another author. {@link #view} shows what the API would show.
 */
public final class CaseFile {

    private final Ledger ledger;
    private final Archive archive;
    private final FileStore files;
    private final CaseView view;

    CaseFile(Ledger ledger, FileStore files, CaseView view) {
        this.ledger = ledger;
        this.archive = ledger.archive();
        this.files = files;
        this.view = view;
    }

    // ---- the same file, otherwise

    /** Everything done through it carries this timestamp. With one in the past: rows that are committed late. */
    public CaseFile at(Instant instant) {
        return new CaseFile(ledger.at(instant), files, view);
    }

    /** Rows appear now with a timestamp that long ago, as from a transaction that took its time. */
    public CaseFile commitLate(Duration ago) {
        return at(archive.now().minus(ago));
    }

    /** As this person or token. */
    public CaseFile as(Author other) {
        return new CaseFile(ledger.as(other), files, view);
    }

    public Project project() {
        return archive.project();
    }

    /** The time that what is done through it carries. */
    public Instant now() {
        return ledger.time().get();
    }

    /** From now on writes to the project are refused; reads go on. */
    public void archiveProject() {
        archive.change(Project::archived);
    }

    /** Another attribute of the project's own, even of a name that it has already; its id. */
    public String addAttribute(String name, Project.Type type, String... options) {
        Project.Attribute added = Project.Attribute.of(name, type, options);
        archive.change(now -> now.with(Stream.concat(now.attributes().stream(), Stream.of(added)).toList()));
        return added.id();
    }

    /** The project's owners give an attribute up: its values are no longer shown, and writes no longer find it. */
    public void retireAttribute(String name) {
        String id = project().attributeId(name);
        archive.change(now -> now.with(now.attributes().stream().map(a -> a.id().equals(id) ? a.retired() : a).toList()));
    }

    /** Somebody who can be assigned. */
    public Author.Person addPerson(Author.Person person) {
        archive.people().add(person.id());
        return person;
    }

    /** Called for every change, one after the other, inside the server's lock: keep it short. */
    public void onChange(Consumer<Change> listener) {
        archive.onChange(listener);
    }

    // ---- incidents

    public String addIncident(String description) {
        return addIncident(description, attributes -> { });
    }

    /** The attributes by name ("status", "tags", "date"…), the project's own by name or id; geolocation as "lat,lon". */
    public String addIncident(String description, Consumer<ObjectNode> attributes) {
        return ledger.insertIncident(filed(description, attributes)).slug();
    }

    /** One of the first years, whose slug is {@code ATL-…}. */
    public String addLegacyIncident(String description) {
        return ledger.insertIncident(filed(description, attributes -> { }), "ATL-").slug();
    }

    private Map<String, JsonNode> filed(String description, Consumer<ObjectNode> attributes) {
        ObjectNode given = Json.object().put("description", description).put("status", "To Do");
        given.set("sensitive", Json.strings(List.of("Not Sensitive")));
        attributes.accept(given);
        Map<String, JsonNode> filed = new TreeMap<>();
        given.properties().forEach(e -> {
            String key = AttributeKey.of(project(), e.getKey());
            filed.put(key, filedValue(key, e.getValue()));
        });
        return filed;
    }

    /** Many at once, all in one second. */
    public List<String> addIncidents(int count) {
        return addIncidents(count, Instant.ofEpochSecond(ledger.second()), Duration.ZERO);
    }

    /** Many at once, the first at this instant, each next one a step later. */
    public List<String> addIncidents(int count, Instant first, Duration step) {
        List<String> slugs = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            slugs.add(at(first.plus(step.multipliedBy(i))).addIncident("Incident number %05d".formatted(i)));
        }
        return slugs;
    }

    /** As a person does: a new value moves updated_at, and any edit adds an update. */
    public void edit(String slug, String attribute, Object value) {
        edit(slug, attribute, value, null);
    }

    /** With an explanation. */
    public void edit(String slug, String attribute, Object value, String explanation) {
        String key = AttributeKey.of(project(), attribute);
        JsonNode filed = filedValue(key, Json.of(value));
        archive.locked(shelf -> {
            ledger.writeAttribute(view.row(slug), key, filed, explanation);
            return null;
        });
    }

    /** Other content with a timestamp of your choosing (null: as it was) and no update. */
    public void editQuietly(String slug, String attribute, Object value, Instant updatedAt) {
        String key = AttributeKey.of(project(), attribute);
        JsonNode filed = filedValue(key, Json.of(value));
        change(slug, row -> row.with(key, filed).updatedAt(updatedAt == null ? row.updatedAt() : updatedAt.getEpochSecond()));
    }

    /** Another updated_at and nothing else. */
    public void touch(String slug) {
        change(slug, row -> row.updatedAt(ledger.second()));
    }

    /** The id of its entry in the updates. */
    public String comment(String slug, String text, String... attachments) {
        return archive.locked(shelf -> ledger.comment(view.row(slug), text, List.of(attachments)).id());
    }

    public void delete(String slug) {
        deleted(slug, true);
    }

    public void restore(String slug) {
        deleted(slug, false);
    }

    /** With everything of it: its old entries arrive in the other project. */
    public void move(String slug, CaseFile target) {
        List<Row> rows = archive.locked(shelf -> shelf.take(view.row(slug)));
        target.archive.receive(rows, target.ledger);
    }

    // ---- source material

    public String addSourceMaterial(String slug, String url) {
        return addSource(slug, url, false);
    }

    /** A URL that a person pastes: it is archived, and what is written to it meanwhile is erased when that ends. */
    public String pasteUrl(String slug, String url) {
        return addSource(slug, url, true);
    }

    private String addSource(String slug, String url, boolean direct) {
        return archive.locked(shelf -> {
            IncidentRow row = view.row(slug);
            return ledger.insertSource(row, ledger.nextScopedId(row), url, direct).id();
        });
    }

    /** A file as the platform itself would add it; the id of the artifact. */
    public String upload(String id, byte[] bytes, String extension, String title) {
        Artifact artifact = files.keep(bytes, "file." + extension, Json.text(title));
        changeSource(id, row -> row.artifacts(SourceRow.appended(row.artifacts(), artifact), ledger.second()));
        return artifact.id();
    }

    public void setMetadata(String id, String namespace, JsonNode value) {
        archive.locked(shelf -> {
            SourceRow row = view.source(id);
            TreeMap<String, JsonNode> all = new TreeMap<>(row.metadata());
            all.put(namespace, Json.sorted(value));
            return ledger.writeMetadata(row, all);
        });
    }

    /** pending, processing, complete or error; a pending one that gets another status keeps what was written to it. */
    public void setStatus(String id, String status) {
        changeSource(id, row -> row.status(status, ledger.second()));
    }

    /** visible, hidden or removed. */
    public void setVisibility(String id, String visibility) {
        changeSource(id, row -> row.visibility(visibility, ledger.second()));
    }

    /** As the administrator who repairs a record whose title is no text. */
    public void repair(String id) {
        changeSource(id, row -> row.artifacts(row.artifacts().stream().filter(a -> !a.poisoned()).toList(), row.updatedAt()));
    }

    /** Pending source material turns complete now, and archiving ends, whatever the time. */
    public void settle() {
        archive.settleAll();
    }

    // ---- what the API would show

    public JsonNode incident(String slug) {
        return view.incident(slug);
    }

    public JsonNode sourceMaterial(String id) {
        return view.sourceMaterial(id);
    }

    /** Of one incident, newest first. */
    public List<JsonNode> updates(String slug) {
        return view.updates(slug);
    }

    /** Counts, slugs, ids and stored bytes. */
    public CaseView view() {
        return view;
    }

    private void deleted(String slug, boolean deleted) {
        archive.locked(shelf -> {
            ledger.deleted(view.row(slug), deleted);
            return null;
        });
    }

    private void change(String slug, UnaryOperator<IncidentRow> how) {
        archive.locked(shelf -> {
            archive.save(how.apply(view.row(slug)));
            return null;
        });
    }

    private void changeSource(String id, UnaryOperator<SourceRow> how) {
        archive.locked(shelf -> ledger.saved(how.apply(view.source(id))));
    }

    private static JsonNode filedValue(String key, JsonNode value) {
        return key.equals("geolocation") && value.isTextual()
                ? Geolocation.parse(value.textValue()).orElseThrow(() -> new IllegalArgumentException("no place: " + value)).json()
                : value;
    }
}
