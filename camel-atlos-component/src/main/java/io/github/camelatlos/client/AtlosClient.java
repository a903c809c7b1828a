package io.github.camelatlos.client;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelatlos.AtlosException.Kind;
import io.github.camelatlos.AtlosException;
import io.github.camelatlos.model.Incident;
import io.github.camelatlos.model.Json;
import io.github.camelatlos.model.SourceMaterial;
import org.apache.camel.CamelContext;

/** The API's routes, typed. Reads are repeated through passing faults; a write tells how it ended. */
public final class AtlosClient implements Closeable {

    /** The rest of an answer is read, or left, by whoever holds the connection. */
    private static final ObjectReader LEAVING_OPEN = Json.MAPPER.reader().without(JsonParser.Feature.AUTO_CLOSE_SOURCE);

    private final Transport transport;
    private final Retries retries;
    private final RetryLog retryLog;
    private final Traffic traffic;
    private final StopSignal signal;

    /** @param name what its lines of the log begin with */
    public AtlosClient(String name, CamelContext context, ClientSettings settings, ConnectionPool pool, Budgets budgets) {
        this.retryLog = new RetryLog(name, Instant::now);
        this.traffic = new Traffic();
        this.signal = new StopSignal();
        this.transport = new Transport(context, settings, pool, budgets, traffic, signal);
        this.retries = new Retries(transport, retryLog, settings.maxRetries());
    }

    private AtlosClient(AtlosClient other, int maxRetries) {
        this.retryLog = other.retryLog;
        this.traffic = other.traffic;
        this.signal = other.signal;
        this.transport = other.transport;
        this.retries = new Retries(transport, retryLog, Math.min(maxRetries, other.settings().maxRetries()));
    }

    /** The same client with less patience, for a look that may as well fail; closed with this one. */
    public AtlosClient withRetries(int atMost) {
        return new AtlosClient(this, atMost);
    }

    public ClientSettings settings() {
        return transport.settings();
    }

    /** How many uploads may be under way at once, so that reads always find a connection: four fifths of them. */
    public int uploadPlaces() {
        return Math.max(1, transport.connections() * 4 / 5);
    }

    /** Cuts off what is under way and what waits, also in the views on this client, with {@link StopSignal.Stopped}. */
    public void stop() {
        signal.raise();
    }

    /** Takes {@link #stop()} back. */
    public void resume() {
        signal.lower();
    }

    public boolean isStopped() {
        return signal.isRaised();
    }

    /** @throws StopSignal.Stopped if this client was told to stop */
    public void checkNotStopped() {
        signal.check();
    }

    /**
     * Waits that long.
     *
     * @throws StopSignal.Stopped if this client is told to stop before
     */
    public void pause(Duration duration) {
        signal.sleep(duration);
    }

    /** One page of a list; the first one without a cursor. */
    public Page page(Listing listing, String cursor, RowVisitor visitor) {
        Call call = listing.page(cursor);
        traffic.page();
        return retries.read(call, new PageReader(call, visitor));
    }

    /** The pages of a list from this cursor on; from the first one without a cursor. */
    public PageStream pages(Listing listing, String cursor) {
        return new PageStream(transport, retries, listing, cursor, true);
    }

    /** The same, with no request before somebody asks for its page. */
    public PageStream pagesAsAsked(Listing listing) {
        return new PageStream(transport, retries, listing, null, false);
    }

    /** @throws AtlosException of kind NOT_FOUND_OR_NOT_PERMITTED if there is none that this token may see */
    public SourceMaterial sourceMaterial(String id) {
        Call call = Call.get("source-material get", List.of("source_material", id), List.of());
        return new SourceMaterial(result(call, retries.read(call, object(call))));
    }

    /** The same as a row of the list. */
    public Row sourceMaterialRow(String id) {
        SourceMaterial material = sourceMaterial(id);
        return new Row(new RowHead(material.getId(), null, material.getInsertedAt(), material.getUpdatedAt()), material.toBytes());
    }

    /**
     * The project's attributes as a newer server tells them, or null where the server has no such route.
     */
    public JsonNode project() {
        Call call = Call.get("project get", List.of("project"), List.of());
        try {
            return result(call, retries.read(call, object(call)));
        } catch (AtlosException e) {
            if (e.getKind() == Kind.NOT_FOUND) {
                return null;
            }
            throw e;
        }
    }

    public Attempt<Incident> createIncident(ObjectNode incident) {
        Call call = Call.post("incidents create", List.of("incidents", "new"), Body.JsonBody.of(incident));
        return retries.write(call, result(call, Incident::new));
    }

    public Attempt<ObjectNode> addComment(String slug, String message) {
        ObjectNode body = Json.MAPPER.createObjectNode().put("message", message);
        Call call = Call.post("incidents addComment", List.of("add_comment", slug), Body.JsonBody.of(body));
        return retries.write(call, success(call));
    }

    /** @param message an explanation, or null */
    public Attempt<ObjectNode> updateAttribute(String slug, String attribute, JsonNode value, String message) {
        ObjectNode body = Json.MAPPER.createObjectNode().set("value", value);
        if (message != null) {
            body.put("message", message);
        }
        Call call = Call.post("incidents updateAttribute", List.of("update", slug, attribute), Body.JsonBody.of(body));
        return retries.write(call, success(call));
    }

    /** @param url null for source material without one */
    public Attempt<SourceMaterial> createSourceMaterial(String slug, String url, boolean archive) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        if (url != null) {
            body.put("url", url);
        }
        if (archive) {
            // Measured: only the text "true" turns archiving on; a JSON true is taken as no.
            body.put("archive", "true");
        }
        Call call = Call.post("source-material create", List.of("source_material", "new", slug), Body.JsonBody.of(body));
        return retries.write(call, result(call, SourceMaterial::new));
    }

    /** @param metadata null erases the namespace */
    public Attempt<SourceMaterial> setMetadata(String id, String namespace, JsonNode metadata) {
        ObjectNode body = Json.MAPPER.createObjectNode().set("metadata", metadata);
        Call call = Call.post("source-material setMetadata", List.of("source_material", "metadata", id, namespace),
                Body.JsonBody.of(body));
        return retries.write(call, result(call, SourceMaterial::new));
    }

    public Attempt<SourceMaterial> upload(String id, Upload upload) {
        Call call = Call.post("source-material upload", List.of("source_material", "upload", id),
                new Body.Multipart(upload.source(), upload.length(), upload.fileName(), upload.title()));
        return retries.write(call, result(call, SourceMaterial::new));
    }

    public Traffic traffic() {
        return traffic;
    }

    private static <T> Transport.Reader<T> result(Call call, Function<ObjectNode, T> type) {
        Transport.Reader<ObjectNode> answer = success(call);
        return (head, refusals) -> type.apply(result(call, answer.read(head, refusals)));
    }

    private static ObjectNode result(Call call, ObjectNode answer) {
        if (answer.get("result") instanceof ObjectNode result) {
            return result;
        }
        throw unexpected(call, "the answer holds no result");
    }

    private static Transport.Reader<ObjectNode> success(Call call) {
        Transport.Reader<ObjectNode> answer = object(call);
        return (head, refusals) -> {
            ObjectNode object = answer.read(head, refusals);
            if (object.path("success").asBoolean(true)) {
                return object;
            }
            throw unexpected(call, "the answer says neither success nor why not");
        };
    }

    private static Transport.Reader<ObjectNode> object(Call call) {
        return (answer, refusals) -> {
            if (json(call, answer) instanceof ObjectNode object) {
                if (object.hasNonNull("error")) {
                    throw refusals.of(call, answer.status(), object.get("error"));
                }
                return object;
            }
            throw unexpected(call, "the answer is no JSON object");
        };
    }

    /** Also where Jackson says it with something else than its own exceptions: a number that no type holds, a stack that ends. */
    private static JsonNode json(Call call, Answer answer) throws IOException {
        try {
            return LEAVING_OPEN.readTree(answer.body());
        } catch (RuntimeException | StackOverflowError e) {
            throw unexpected(call, "the answer cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    private static AtlosException unexpected(Call call, String what) {
        return new AtlosException(Kind.UNEXPECTED_ANSWER, call.operation(), 200, null, Map.of(), call + ": " + what, null);
    }

    @Override
    public void close() {
        transport.close();
    }
}
