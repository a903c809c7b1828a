package io.github.camelatlos.producer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelatlos.AtlosConstants;
import io.github.camelatlos.AtlosOperation;
import io.github.camelatlos.AtlosProducerConfiguration;
import io.github.camelatlos.producer.Job.Result;
import io.github.camelatlos.client.AtlosClient;
import io.github.camelatlos.input.AttributeChange;
import io.github.camelatlos.input.Invalid;
import io.github.camelatlos.input.Names;
import io.github.camelatlos.input.NewIncident;
import io.github.camelatlos.input.PlainText;
import io.github.camelatlos.writes.AttributeUpdates;
import io.github.camelatlos.writes.Comments;
import io.github.camelatlos.writes.Incidents;
import io.github.camelatlos.writes.Lane;
import io.github.camelatlos.writes.Lookup;
import io.github.camelatlos.writes.ProjectAttributes;

/** What {@code atlos:incidents} can do. */
final class IncidentOperations implements Operations {

    private final Writing writing;
    private final AtlosProducerConfiguration options;
    private final Lane lane;
    private final Lookup lookup;
    private final Incidents incidents;
    private final Comments comments;
    private final AttributeUpdates attributes;

    IncidentOperations(Writing writing, AtlosClient client) {
        this.writing = writing;
        this.options = writing.options();
        this.lane = new Lane(client.settings().server());
        this.lookup = new Lookup(client);
        ProjectAttributes project = new ProjectAttributes(client, lookup);
        this.incidents = new Incidents(client, lookup, project);
        this.comments = new Comments(client, lookup);
        this.attributes = new AttributeUpdates(client, lookup, project);
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
        return new Job(in.operation(), lane.newIncident(incident.path("description").asText()),
                () -> new Result.Body(incidents.create(incident)));
    }

    private Job addComment(Inputs in) {
        String slug = slug(in);
        String message = in.text(AtlosConstants.MESSAGE, options.getMessage());
        String text = message != null ? PlainText.comment(in.operation(), AtlosConstants.MESSAGE, message)
                : PlainText.comment(in.operation(), Inputs.BODY, in.bodyText());
        return new Job(in.operation(), lane.incident(slug), () -> {
            comments.add(slug, text);
            return new Result.Nothing();
        });
    }

    private Job updateAttribute(Inputs in) {
        String slug = slug(in);
        AttributeChange change = AttributeChange.of(in.operation(), AtlosConstants.ATTRIBUTE,
                in.text(AtlosConstants.ATTRIBUTE, options.getAttribute()), in.bodyValue());
        String given = PlainText.explanation(in.operation(), AtlosConstants.MESSAGE, in.text(AtlosConstants.MESSAGE, options.getMessage()));
        String explanation = given == null || PlainText.isBlank(given) ? null : given;
        return new Job(in.operation(), lane.incident(slug), () -> {
            attributes.update(slug, change, explanation, options.isVerify());
            return new Result.Nothing();
        });
    }

    private Job get(Inputs in) {
        String slug = slug(in);
        return Job.read(in.operation(), () -> new Result.Body(lookup.incident(slug)));
    }

    private String slug(Inputs in) {
        return Names.slug(in.operation(), AtlosConstants.SLUG, in.text(AtlosConstants.SLUG, writing.slug()));
    }
}
