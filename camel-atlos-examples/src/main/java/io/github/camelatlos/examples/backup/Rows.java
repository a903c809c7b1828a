package io.github.camelatlos.examples.backup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelatlos.model.AtlosRecord;
import io.github.camelatlos.model.Incident;
import io.github.camelatlos.model.SourceMaterial;
import io.github.camelatlos.model.Update;
import java.util.List;

/** A record as a row of a table, and as the JSON that is kept beside it. */
public final class Rows {

    private static final List<String> SIGNED = List.of("access_url", "attachment_urls");

    /** As Atlos sent it, but for the links that open a file to whoever reads them, for some hours. */
    public String raw(AtlosRecord record) {
        ObjectNode json = record.json();
        SIGNED.forEach(key -> json.findParents(key).forEach(parent -> ((ObjectNode) parent).remove(key)));
        return json.toString();
    }

    public IncidentRow incident(Incident incident) {
        return new IncidentRow(incident);
    }

    public SourceRow source(SourceMaterial material) {
        return new SourceRow(material);
    }

    public UpdateRow update(Update update) {
        return new UpdateRow(update);
    }
}
