package io.github.camelatlos.writes;

import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelatlos.client.AtlosClient;
import io.github.camelatlos.input.AttributeChange;
import io.github.camelatlos.input.CustomAttributes;
import io.github.camelatlos.model.Incident;

/** Sets attributes. Measured: parallel updates of custom attributes undo each other, those of built-in ones do not. */
public final class AttributeUpdates {

    static final String OPERATION = "incidents updateAttribute";

    private final AtlosClient client;
    private final Lookup lookup;
    private final ProjectAttributes project;

    public AttributeUpdates(AtlosClient client, Lookup lookup, ProjectAttributes project) {
        this.client = client;
        this.lookup = lookup;
        this.project = project;
    }

    /**
     * @param explanation or null
     * @param verify      whether to read custom attributes back
     */
    public void update(String slug, AttributeChange change, String explanation, boolean verify) {
        boolean verified = verify && change.builtIn() == null;
        Optional<Incident> before = verified ? Optional.ofNullable(Lookup.needed(OPERATION, () -> lookup.incident(slug)))
                : Lookup.before(OPERATION, () -> lookup.withRetries(1).incident(slug));
        AttributeChange checked = change.builtIn() != null ? change
                : before.map(incident -> change.checkedBy(CustomAttributes.ofIncident(incident.json()))).orElseGet(() -> project.check(change::checkedBy));
        AttributeTarget target = new AttributeTarget(client, lookup, slug, checked, explanation, before.orElse(null));
        new Repeatable<ObjectNode>(client, OPERATION, verified, client.settings().maxRetries()).carryOut(target);
    }
}
