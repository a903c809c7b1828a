package io.github.camelatlos.server;

import java.util.Map;
import java.util.Optional;

/** A request that has found its route and its token. */
record Call(Token token, Archive archive, Map<String, String> path, Params params, Optional<UploadedFile> file) {

    Ledger ledger() {
        return new Ledger(archive, token.author(), archive::now);
    }

    /** Measured: an archived project refuses writes with the texts of a missing permission, and so does a security mode. */
    boolean may(Permission permission) {
        return token.may(permission) && archive.editable();
    }

    /** The incident that the path names, in any spelling; deleted ones too. */
    Optional<IncidentRow> incident() {
        return Optional.ofNullable(archive.locked(shelf -> shelf.incidentOfSlug(Slug.filed(path.get("slug")))));
    }

    /** Measured: an id that is no UUID is a crash, one of another project is refused like an unknown one. */
    SourceRow source() {
        String id = Uuid.parse(path.get("id"));
        return Optional.ofNullable(archive.locked(shelf -> shelf.source(id)))
                .orElseThrow(() -> new Refusal("media version not found or unauthorized"));
    }

    SourceRow sourceToEdit() {
        SourceRow row = source();
        boolean gone = archive.locked(shelf -> shelf.incident(row.incidentId()).deleted());
        if (!may(Permission.EDIT) || gone) {
            throw new Refusal("media version not found or unauthorized");
        }
        return row;
    }

    /** Measured: while one of its records holds a title that is no text, every write on the incident crashes. */
    void crashIfPoisoned(String incidentId) {
        archive.locked(shelf -> {
            if (shelf.sourcesOf(incidentId).stream().anyMatch(SourceRow::poisoned)) {
                throw new ServerCrash("a title that is no text");
            }
            return null;
        });
    }
}
