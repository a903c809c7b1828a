package io.github.camelatlos.examples.mongodb;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Administration API in this process, as its documentation has it: v1.0 and v2, Digest and service accounts, pages, errors, and the limit by the minute. */
public final class GroupApiStub implements AutoCloseable {

    private static final Pattern PATH = Pattern.compile("/api/atlas/(v1\\.0|v2)/groups/([^/]+)/(events|alerts)");

    private final ObjectMapper mapper = new ObjectMapper();
    private final Map<String, List<ObjectNode>> lists = new ConcurrentHashMap<>();
    private final Map<String, Integer> requests = new ConcurrentHashMap<>();
    private final List<Integer> answers = new ArrayList<>();
    private final HttpServer server;
    private final DigestCheck digest;
    private final long minute;
    private final Clock clock;
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();
    private String foreignNext;
    private Runnable afterFirstPage = () -> { };
    private int issued;

    public GroupApiStub(String username, String apiKey, Duration minute) throws IOException {
        this(username, apiKey, minute, Clock.systemUTC());
    }

    /** @param clock whose minutes count */
    GroupApiStub(String username, String apiKey, Duration minute, Clock clock) throws IOException {
        this.clock = clock;
        digest = new DigestCheck(username, apiKey, Duration.ofSeconds(2));
        this.minute = minute.toMillis();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** A group that the user is a member of; without this it does not exist. */
    public void addGroup(String group) {
        lists.put(group + "/events", new ArrayList<>());
        lists.put(group + "/alerts", new ArrayList<>());
    }

    /** A group that the user is no member of. */
    public void addForeignGroup(String group) {
        lists.put(group, new ArrayList<>());
    }

    /** Newest first, as an invented user did it. */
    public synchronized void add(String group, String resource, String id, String what, Instant when) {
        ObjectNode event = mapper.createObjectNode();
        event.put("eventTypeName", what).put("created", when.truncatedTo(ChronoUnit.SECONDS).toString()).put("username", "somebody@example.org")
                .put("id", id).put("status", "OPEN").put("aFieldOfTomorrow", true);
        event.putObject("opTime").put("date", when.truncatedTo(ChronoUnit.SECONDS).toString()).put("increment", 1);
        lists.get(group + "/" + resource).add(0, event);
    }

    /** Happens while somebody turns the pages. */
    public synchronized void addAfterFirstPage(String group, String resource, String id, String what, Instant when) {
        afterFirstPage = () -> add(group, resource, id, what, when);
    }

    /** How many tokens service accounts got so far. */
    synchronized int tokens() {
        return issued;
    }

    void revokeTokens() {
        tokens.clear();
    }

    /** As somebody else does who works on the same group. */
    public void useUp(String group) {
        requests.put(minuteOf(group), 100);
    }

    /** From now on the next page is said to be on another server. */
    public synchronized void sendElsewhere(String href) {
        foreignNext = href;
    }

    /** The status of every answer so far. */
    public synchronized List<Integer> answers() {
        return List.copyOf(answers);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            boolean asksForToken = exchange.getRequestURI().getPath().equals("/api/oauth/token");
            ObjectNode body = asksForToken ? token(exchange, sent) : checked(exchange);
            int status = body.path("error").asInt(200);
            synchronized (this) {
                if (!asksForToken) {
                    answers.add(status);
                }
            }
            byte[] bytes = mapper.writeValueAsBytes(body);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    /** A token for an hour, for the id and the secret of the one service account. */
    private synchronized ObjectNode token(HttpExchange exchange, String body) {
        String basic = "Basic " + Base64.getEncoder().encodeToString("an-account:the-secret".getBytes(StandardCharsets.UTF_8));
        if (!exchange.getRequestMethod().equals("POST") || !body.equals("grant_type=client_credentials")
                || !basic.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            return error(401, "Unauthorized");
        }
        issued++;
        tokens.add("token-" + issued);
        return mapper.createObjectNode().put("access_token", "token-" + issued).put("expires_in", 3600).put("token_type", "Bearer");
    }

    private boolean isAuthentic(HttpExchange exchange) {
        String header = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        return header.startsWith("Bearer ") ? tokens.contains(header.substring("Bearer ".length())) : digest.isAuthentic(exchange);
    }

    /** v2 wants a day in the media type; v1.0 plain JSON. */
    private static boolean isAcceptable(HttpExchange exchange, String version) {
        String accept = String.valueOf(exchange.getRequestHeaders().getFirst("Accept"));
        return version.equals("v2") ? accept.matches("application/vnd\\.atlas\\.\\d{4}-\\d{2}-\\d{2}\\+json") : accept.equals("application/json");
    }

    private synchronized ObjectNode checked(HttpExchange exchange) throws IOException {
        Matcher path = PATH.matcher(exchange.getRequestURI().getPath());
        boolean known = path.matches();
        String group = known ? path.group(2) : "";
        if (known && requests.merge(minuteOf(group), 1, Integer::sum) > 100) {
            return error(429, "Too Many Requests");
        } else if (!isAuthentic(exchange)) {
            exchange.getResponseHeaders().set("WWW-Authenticate", digest.challenge());
            return error(401, "Unauthorized");
        } else if (known && !isAcceptable(exchange, path.group(1))) {
            return error(406, "Not Acceptable");
        } else if (!known) {
            return error(404, "Not Found");
        } else if (!exchange.getRequestMethod().equals("GET")) {
            return error(405, "Method Not Allowed");
        } else if (lists.containsKey(group)) {
            return error(401, "Unauthorized");
        }
        List<ObjectNode> list = lists.get(group + "/" + path.group(3));
        return list == null ? error(404, "Not Found") : page(exchange, list);
    }

    private String minuteOf(String group) {
        return group + " " + clock.millis() / minute;
    }

    private ObjectNode page(HttpExchange exchange, List<ObjectNode> list) {
        Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
        int number = Integer.parseInt(query.getOrDefault("pageNum", "1"));
        int size = Integer.parseInt(query.getOrDefault("itemsPerPage", "100"));
        if (number < 1 || size < 1 || size > 100) {
            return error(400, "Bad Request");
        }
        int from = Math.min(list.size(), (number - 1) * size);
        int to = Math.min(list.size(), from + size);
        ObjectNode page = mapper.createObjectNode();
        ArrayNode links = page.putArray("links");
        String base = url() + exchange.getRequestURI().getPath() + "?itemsPerPage=" + size + "&pageNum=";
        links.addObject().put("rel", "self").put("href", base + number);
        if (number > 1) {
            links.addObject().put("rel", "previous").put("href", base + (number - 1));
        }
        if (to < list.size()) {
            links.addObject().put("rel", "next").put("href", foreignNext != null ? foreignNext : base + (number + 1));
        }
        page.putArray("results").addAll(list.subList(from, to));
        page.put("totalCount", list.size());
        Runnable now = afterFirstPage;
        afterFirstPage = () -> { };
        now.run();
        return "true".equals(query.get("envelope")) ? page.put("status", 200) : page;
    }

    private ObjectNode error(int status, String reason) {
        return mapper.createObjectNode().put("error", status).put("reason", reason).put("detail", "Said by a stub.");
    }

    private static Map<String, String> query(String text) {
        Map<String, String> query = new HashMap<>();
        for (String pair : text == null ? new String[0] : text.split("&")) {
            query.put(pair.split("=", 2)[0], pair.split("=", 2)[1]);
        }
        return query;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
