package io.github.camelatlos.examples.mongodb;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;

/** The events, or the alerts, of one group that have not been seen yet. */
public final class GroupEvents extends ServiceSupport implements CamelContextAware {

    /** One of them, and a way to say that the flow is done with it. */
    public record Unseen(Map<String, Object> event, FileIdempotentRepository seen) {

        public Map<String, Object> getDone() {
            seen.add(key(event));
            return event;
        }

        @Override
        public String toString() {
            return "Unseen[" + event.get("id") + "]";
        }
    }

    private static final int TOO_MANY = 429;
    private static final int REMEMBERED = 100_000;
    /** Among what was seen: that there was a first look. */
    private static final String BEGUN = "begun";

    private final ObjectMapper mapper = new ObjectMapper();
    private CamelContext camelContext;
    private URI url;
    private String group;
    private String resource;
    private String apiVersion = "v1.0";
    private String username = "";
    private String apiKey = "";
    private String clientId = "";
    private String clientSecret = "";
    private File seenFile;
    private boolean history;
    private int requestsPerMinute = 100;
    private FileIdempotentRepository seen;
    private GroupApi api;
    private GroupBudgets budgets;

    /** All that are new, oldest first. */
    public List<Unseen> unseen() throws Exception {
        List<Map<String, Object>> found = walk();
        if (!seen.contains(BEGUN)) {
            if (!history) {
                found.forEach(event -> seen.add(key(event)));
                found.clear();
            }
            seen.add(BEGUN);
        }
        found.sort(Comparator.comparing(GroupEvents::time));
        return found.stream().map(event -> new Unseen(event, seen)).toList();
    }

    private List<Map<String, Object>> walk() throws Exception {
        // By key: what is new while the pages are turned pushes the last one of a page onto the next.
        Map<String, Map<String, Object>> found = new LinkedHashMap<>();
        Set<URI> visited = new HashSet<>();
        URI page = api.first(group, resource);
        while (page != null && visited.add(page)) {
            JsonNode answer = ask(page);
            List<Map<String, Object>> here = mapper.convertValue(answer.path("results"), new TypeReference<>() { });
            List<Map<String, Object>> fresh = here.stream().filter(event -> !seen.contains(key(event))).toList();
            fresh.forEach(event -> found.putIfAbsent(key(event), event));
            // Behind a page of known ones there is nothing new, provided that the newest come first; the API does not promise it.
            page = fresh.isEmpty() && isNewestFirst(here) ? null : next(answer);
        }
        return new ArrayList<>(found.values());
    }

    private JsonNode ask(URI page) throws Exception {
        while (true) {
            budgets.await(group, api.requests(), requestsPerMinute, this::isRunAllowed);
            try {
                return api.get(page);
            } catch (GroupApiException e) {
                if (e.getStatus() != TOO_MANY) {
                    throw e;
                }
                // Somebody else works on the same group, or the clocks differ.
                budgets.exhausted(group, requestsPerMinute);
            }
        }
    }

    private static URI next(JsonNode answer) {
        for (JsonNode link : answer.path("links")) {
            if (link.path("rel").asText().equals("next")) {
                return URI.create(link.path("href").asText());
            }
        }
        return null;
    }

    private static boolean isNewestFirst(List<Map<String, Object>> events) {
        for (int i = 1; i < events.size(); i++) {
            if (time(events.get(i)).isEmpty() || time(events.get(i - 1)).compareTo(time(events.get(i))) < 0) {
                return false;
            }
        }
        return true;
    }

    /** An alert that changes keeps its id. */
    private static String key(Map<String, Object> event) {
        return event.get("id") + " " + event.getOrDefault("updated", "");
    }

    /** ISO-8601 in UTC, so its order is the text's; or the date of a BSON timestamp. */
    private static String time(Map<String, Object> event) {
        Object created = event.get("created");
        return String.valueOf(created instanceof Map<?, ?> timestamp ? timestamp.get("date") : created == null ? "" : created);
    }

    @Override
    protected void doStart() {
        seen = (FileIdempotentRepository) FileIdempotentRepository.fileIdempotentRepository(seenFile, REMEMBERED);
        seen.start();
        api = new GroupApi(url, apiVersion, access());
        budgets = GroupBudgets.of(camelContext);
    }

    private GroupAccess access() {
        boolean account = !clientId.isEmpty() && !clientSecret.isEmpty();
        boolean digest = !username.isEmpty() && !apiKey.isEmpty();
        if (account == digest) {
            throw new IllegalArgumentException("Give either username and apiKey, or clientId and clientSecret of a service account");
        }
        return account ? new GroupAccess.ServiceAccount(clientId, clientSecret) : new GroupAccess.Digest(username, apiKey);
    }

    @Override
    protected void doStop() throws IOException {
        if (api != null) {
            api.close();
            seen.stop();
        }
    }

    public void setUrl(String text) {
        url = URI.create(text.endsWith("/") ? text : text + "/");
    }

    public void setGroup(String group) {
        this.group = group;
    }

    public void setResource(String resource) {
        this.resource = resource;
    }

    public void setUsername(String username) {
        this.username = username;
    }

    public void setApiKey(String apiKey) {
        this.apiKey = apiKey;
    }

    public void setApiVersion(String version) {
        apiVersion = version;
    }

    public void setClientId(String id) {
        clientId = id;
    }

    public void setClientSecret(String secret) {
        clientSecret = secret;
    }

    public void setSeenFile(String path) {
        seenFile = new File(path);
    }

    public void setHistory(boolean history) {
        this.history = history;
    }

    public void setRequestsPerMinute(int requests) {
        requestsPerMinute = requests;
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.camelContext = camelContext;
    }
}
