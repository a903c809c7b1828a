package io.github.camelatlos.producer;

import java.time.Duration;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelatlos.AtlosConstants;
import io.github.camelatlos.AtlosOperation;
import io.github.camelatlos.AtlosProducerConfiguration;
import io.github.camelatlos.client.AtlosClient;
import io.github.camelatlos.input.AttributeChange;
import io.github.camelatlos.input.Invalid;
import io.github.camelatlos.input.Names;
import io.github.camelatlos.input.NewIncident;
import io.github.camelatlos.input.PlainText;
import io.github.camelatlos.writes.AttributeWrite;
import io.github.camelatlos.writes.CommentWrite;
import io.github.camelatlos.writes.IncidentWrite;
import io.github.camelatlos.writes.Lookup;
import io.github.camelatlos.writes.ProjectAttributes;
import io.github.camelatlos.writes.Write;
import io.github.camelatlos.writes.Writer;

/** What {@code atlos:incidents} can do. */
final class IncidentOperations implements Operations {

    private final Writing writing;
    private final AtlosProducerConfiguration options;
    private final AtlosClient client;
    private final String server;
    private final Lookup lookup;
    private final ProjectAttributes project;

    IncidentOperations(Writing writing, AtlosClient client) {
        this.writing = writing;
        this.options = writing.options();
        this.client = client;
        this.server = client.settings().server();
        this.lookup = new Lookup(client);
        this.project = new ProjectAttributes(lookup);
    }

    @Override
    public Job job(AtlosOperation operation, Inputs in) {
        return switch (operation) {
            case create -> create(in);
            case addComment -> addComment(in);
            case updateAttribute -> updateAttribute(in);
            case get -> get(in);
            default -> throw new IllegalArgumentException(in.operation());
        };
    }

    private Job create(Inputs in) {
        ObjectNode given = in.bodyObject();
        if (given == null) {
            throw Invalid.input(in.operation(), Inputs.BODY, "there is no incident; give a Map or a JSON object with description and sensitive");
        }
        ObjectNode incident = NewIncident.of(in.operation(), given);
        return write(in, Lanes.newIncident(server, incident.path("description").asText()), true,
                new IncidentWrite(lookup, project, in.operation(), incident));
    }

    private Job addComment(Inputs in) {
        String slug = slug(in);
        String message = in.text(AtlosConstants.MESSAGE, options.getMessage());
        String text = message != null ? PlainText.comment(in.operation(), AtlosConstants.MESSAGE, message)
                : PlainText.comment(in.operation(), Inputs.BODY, in.bodyText());
        return write(in, Lanes.incident(server, slug), false, new CommentWrite(lookup, in.operation(), slug, text));
    }

    private Job updateAttribute(Inputs in) {
        String slug = slug(in);
        AttributeChange change = AttributeChange.of(in.operation(), AtlosConstants.ATTRIBUTE,
                in.text(AtlosConstants.ATTRIBUTE, options.getAttribute()), in.bodyValue());
        String given = PlainText.explanation(in.operation(), AtlosConstants.MESSAGE, in.text(AtlosConstants.MESSAGE, options.getMessage()));
        String explanation = given == null || PlainText.isBlank(given) ? null : given;
        return write(in, Lanes.incident(server, slug), false,
                new AttributeWrite(lookup, project, in.operation(), slug, change, explanation, options.isVerify()));
    }

    private Job get(Inputs in) {
        String slug = slug(in);
        return Job.read(in.operation(), () -> lookup.incident(slug));
    }

    private Job write(Inputs in, String record, boolean answers, Write<?> write) {
        return new Job(in.operation(), record, false, answers, new Writer<>(client, write, Duration.ZERO, in.who()));
    }

    private String slug(Inputs in) {
        return Names.slug(in.operation(), AtlosConstants.SLUG, in.text(AtlosConstants.SLUG, writing.slug()));
    }
}
