package io.github.camelatlos.writes;

import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelatlos.client.Attempt;
import io.github.camelatlos.model.Update;

/** Adds a comment. Measured: the answer says only yes, so a comment is known by its text in the incident's updates. */
public final class CommentWrite implements Write<ObjectNode> {

    private final Lookup lookup;
    private final String operation;
    private final String text;
    private String slug;
    private Optional<Newest> entries = Optional.empty();

    public CommentWrite(Lookup lookup, String operation, String slug, String text) {
        this.lookup = lookup;
        this.operation = operation;
        this.slug = slug;
        this.text = text;
    }

    @Override
    public Terms terms() {
        return new Terms(operation, Repeat.NEVER, false);
    }

    @Override
    public Before<ObjectNode> before() {
        entries = lookup.entriesOf(operation, slug);
        if (entries.isEmpty()) {
            // Perhaps only not under this spelling.
            Lookup.before(operation, () -> lookup.withRetries(1).incident(slug)).map(incident -> Lookup.filed(incident, slug))
                    .filter(filed -> !filed.equals(slug)).ifPresent(filed -> {
                        slug = filed;
                        entries = lookup.entriesOf(operation, slug);
                    });
        }
        return Before.ready();
    }

    @Override
    public Attempt<ObjectNode> send() {
        return lookup.client().addComment(slug, text);
    }

    @Override
    public Look<ObjectNode> look(boolean answered) {
        return entries.isEmpty() ? Look.unreadable(null)
                : Look.found(entries.get().since(lookup.withRetries(0)).stream().map(Update::new).filter(this::isOurs).findFirst(), entry -> null);
    }

    /** A person's comment of the same text has no token. */
    private boolean isOurs(Update update) {
        return "comment".equals(update.getType()) && update.getApiTokenId() != null && update.getExplanation() != null
                && update.getExplanation().strip().equals(text.strip());
    }
}
