package io.github.camelatlos.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** New source material, its metadata and its files. */
final class SourceWrites {

    private final RaceWindow window;
    private final Rendering rendering;
    private final FileStore files;
    private final boolean newer;

    SourceWrites(RaceWindow window, Rendering rendering, FileStore files, boolean newer) {
        this.window = window;
        this.rendering = rendering;
        this.files = files;
        this.newer = newer;
    }

    /** Measured: the URL is neither checked nor compared with those already there, and may be left out. */
    Answer create(Call call) {
        IncidentRow incident = call.incident().filter(row -> !row.deleted() && call.may(Permission.EDIT))
                .orElseThrow(() -> new Refusal("incident not found or unauthorized"));
        call.crashIfPoisoned(incident.id());
        JsonNode url = call.params().get("url").orElse(NullNode.instance);
        boolean archive = archive(call.params().get("archive").orElse(NullNode.instance));
        boolean missing = url.isNull() || AttributeCasts.blank(url);
        if ((!url.isNull() && !url.isTextual()) || (archive && missing)) {
            throw new ServerCrash("no usable url");
        }
        SourceRow row = window.readThenWrite(call.archive(), () -> call.ledger().nextScopedId(incident), seen -> {
            if (call.ledger().nextScopedId(incident) != seen) {
                throw new ServerCrash("the number was taken meanwhile");
            }
            return call.ledger().insertSource(incident, seen, missing ? null : url.textValue(), archive);
        });
        return shown(row.status("pending", row.updatedAt()));
    }

    /** Measured: only the text "true" turns archiving on. A newer server takes the boolean as well (read). */
    private boolean archive(JsonNode value) {
        return value.isTextual() && value.textValue().equals("true") || newer && value.isBoolean() && value.booleanValue();
    }

    /** Measured: the whole namespace is replaced; nothing given, or null, erases it. */
    Answer setMetadata(Call call) {
        SourceRow row = call.sourceToEdit();
        call.crashIfPoisoned(row.incidentId());
        JsonNode value = Json.sorted(call.params().get("metadata").orElse(NullNode.instance));
        SourceRow saved = window.readThenWrite(call.archive(), () -> current(call, row).metadata(), seen -> {
            SortedMap<String, JsonNode> all = new TreeMap<>(seen);
            all.put(call.path().get("namespace"), value);
            return call.ledger().writeMetadata(current(call, row), all);
        });
        return shown(saved);
    }

    Answer upload(Call call) {
        SourceRow row = call.sourceToEdit();
        UploadedFile file = call.file().orElseThrow(() -> new Refusal("valid file not provided"));
        call.crashIfPoisoned(row.incidentId());
        Artifact artifact = files.keep(file, call.params().get("title").orElse(NullNode.instance));
        SourceRow saved = window.readThenWrite(call.archive(), () -> current(call, row).artifacts(), seen -> {
            List<Artifact> all = SourceRow.appended(seen, artifact);
            return call.ledger().saved(current(call, row).artifacts(all, call.ledger().second()));
        });
        return shown(saved);
    }

    Answer read(Call call) {
        return Answer.result(rendering.source(call.source()));
    }

    private Answer shown(SourceRow row) {
        return Answer.result(rendering.sourceEvenPoisoned(row));
    }

    private static SourceRow current(Call call, SourceRow row) {
        return call.archive().locked(shelf -> shelf.source(row.id()));
    }
}
