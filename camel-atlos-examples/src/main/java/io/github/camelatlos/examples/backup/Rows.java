package io.github.camelatlos.examples.backup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelatlos.model.AtlosRecord;
import io.github.camelatlos.model.Incident;
import io.github.camelatlos.model.SourceMaterial;
import io.github.camelatlos.model.Update;
import java.util.List;
import java.util.Set;

/** A record as a row of a table, and as the JSON that is kept beside it. */
public final class Rows {

    /** Of Atlos itself: what people and tools write may be called the same. */
    private static final List<String> SIGNED = List.of("access_url", "attachment_urls");
    private static final Set<String> THEIRS = Set.of("metadata", "project", "project_attributes", "new_value", "old_value", "explanation");

    /** As Atlos sent it, but for the links that open a file to whoever reads them, for some hours. */
    public String raw(AtlosRecord record) {
        return withoutLinks(record.json()).toString();
    }

    private static JsonNode withoutLinks(JsonNode json) {
        if (json instanceof ObjectNode object) {
            object.remove(SIGNED);
            object.properties().stream().filter(each -> !THEIRS.contains(each.getKey()) && !each.getKey().startsWith("attr_"))
                    .forEach(each -> withoutLinks(each.getValue()));
        } else {
            json.forEach(Rows::withoutLinks);
        }
        return json;
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
