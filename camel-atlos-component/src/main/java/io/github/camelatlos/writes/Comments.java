package io.github.camelatlos.writes;

import java.util.Optional;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelatlos.client.AtlosClient;
import io.github.camelatlos.client.Attempt;
import io.github.camelatlos.model.Update;

/** Adds comments. Measured: the answer says only yes, so a comment is known by its text in the incident's updates. */
public final class Comments {

    private static final String OPERATION = "incidents addComment";

    private final AtlosClient client;
    private final Lookup lookup;

    public Comments(AtlosClient client, Lookup lookup) {
        this.client = client;
        this.lookup = lookup;
    }

    public void add(String slug, String text) {
        Optional<History> before = Lookup.before(OPERATION, () -> History.now(lookup.withRetries(1), slug));
        Attempt<ObjectNode> attempt = client.addComment(slug, text);
        OnceOnly.outcome(client, OPERATION, attempt, before.map(history -> found(history, text)).orElse(null));
    }

    private Supplier<Optional<ObjectNode>> found(History before, String text) {
        Supplier<Optional<Update>> entry = before.since(lookup.withRetries(0), update -> isComment(update, text));
        return () -> entry.get().map(Update::json);
    }

    private static boolean isComment(Update update, String text) {
        return "comment".equals(update.getType()) && update.getExplanation() != null && update.getExplanation().strip().equals(text.strip());
    }
}
