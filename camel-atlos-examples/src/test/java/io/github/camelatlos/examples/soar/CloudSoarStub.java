package io.github.camelatlos.examples.soar;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;

/** A Cloud SOAR in this process, as strict as its documentation about headers and tokens. What it does beyond is invented. */
public final class CloudSoarStub implements AutoCloseable {

    private record Answer(int status, String json) {
    }

    private static final String BASE = "/api/csoar/v3";
    private static final String JSON = "application/json";

    private final ObjectMapper mapper = new ObjectMapper();
    private final List<ObjectNode> incidents = new ArrayList<>();
    private final Deque<Boolean> crashes = new ArrayDeque<>();
    private final List<String> refusals = new ArrayList<>();
    private final HttpServer server;
    private String token;
    private String ids;
    private boolean pages;

    public CloudSoarStub(String token) throws IOException {
        this.token = token;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** As an administrator revokes one and makes another. */
    public synchronized void setToken(String other) {
        token = other;
    }

    /** The next POST answers 500, before or after it was carried out. */
    public synchronized void crashNextPost(boolean afterwards) {
        crashes.add(afterwards);
    }

    public synchronized int crashesLeft() {
        return crashes.size();
    }

    public synchronized List<ObjectNode> incidents() {
        return incidents.stream().map(ObjectNode::deepCopy).toList();
    }

    /** From now on ids are texts that begin like this. */
    public synchronized void setIds(String beginning) {
        ids = beginning;
    }

    /** From now on the list is answered as page 1 of 50, and what is asked for is on another. */
    public synchronized void answerInPages() {
        pages = true;
    }

    /** What was refused, and why. */
    public synchronized List<String> refusals() {
        return List.copyOf(refusals);
    }

    /** As an analyst does. */
    public synchronized void setStatus(String id, String status) {
        find(id).put("status", status);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = checked(exchange, mapper.readTree(exchange.getRequestBody()));
            exchange.getResponseHeaders().set("Content-Type", JSON);
            byte[] body = answer.json().getBytes(java.nio.charset.StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } catch (JsonProcessingException noJson) {
            exchange.sendResponseHeaders(400, -1);
        }
    }

    private synchronized Answer checked(HttpExchange exchange, JsonNode body) throws IOException {
        String path = exchange.getRequestURI().getPath();
        boolean sends = exchange.getRequestMethod().equals("POST") || exchange.getRequestMethod().equals("PUT") && !body.isMissingNode();
        if (!Objects.equals("Bearer " + token, header(exchange, "Authorization"))) {
            return refuse(401, "token");
        } else if (!JSON.equals(header(exchange, "Accept"))) {
            return refuse(406, "Accept " + header(exchange, "Accept"));
        } else if (sends && !JSON.equals(header(exchange, "Content-Type"))) {
            return refuse(415, "Content-Type " + header(exchange, "Content-Type"));
        } else if (!path.startsWith(BASE + "/incidents")) {
            return refuse(404, "path");
        }
        String id = path.substring((BASE + "/incidents").length()).replaceFirst("^/", "");
        return switch (exchange.getRequestMethod()) {
            case "POST" -> post(body);
            case "GET" -> id.isEmpty() ? new Answer(200, list()) : one(find(id));
            case "PUT" -> one(find(id) == null ? null : find(id).setAll((ObjectNode) body));
            default -> refuse(405, "method");
        };
    }

    private Answer post(JsonNode body) throws IOException {
        if (!body.isObject()) {
            return refuse(400, "body");
        }
        Boolean crash = crashes.poll();
        if (crash != null && !crash) {
            return new Answer(500, "");
        }
        ObjectNode incident = body.deepCopy();
        incident.put("id", incidents.size() + 1).put("status", "Open");
        if (ids != null) {
            incident.put("id", ids + (incidents.size() + 1));
        }
        incidents.add(incident);
        return crash != null ? new Answer(500, "") : new Answer(201, mapper.writeValueAsString(incident));
    }

    private String list() throws IOException {
        return pages ? "{\"page\": 1, \"pages\": 50, \"incidents\": [{\"id\": 900, \"name\": \"Another\"}]}" : mapper.writeValueAsString(incidents);
    }

    private Answer one(JsonNode incident) throws IOException {
        return incident == null ? refuse(404, "id") : new Answer(200, mapper.writeValueAsString(incident));
    }

    private ObjectNode find(String id) {
        return incidents.stream().filter(incident -> incident.path("id").asText().equals(id)).findFirst().orElse(null);
    }

    private Answer refuse(int status, String why) {
        refusals.add(why);
        return new Answer(status, "{\"error\": \"" + why + "\"}");
    }

    private static String header(HttpExchange exchange, String name) {
        return exchange.getRequestHeaders().getFirst(name);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
