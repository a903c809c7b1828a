package io.github.camelatlos.model;

import java.util.Arrays;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelatlos.AtlosException;
import io.github.camelatlos.AtlosException.Kind;

/**
 * A record's JSON: the server's own bytes, parsed at the first look, so that a record at which nobody looks costs nothing, and one
 * that cannot be parsed fails where it is looked at, and not the page that it came with.
 */
final class RecordJson {

    private final String operation;
    private final String id;
    private final byte[] utf8;
    private final RepeatedProject.At project;
    private volatile ObjectNode tree;

    /**
     * @param operation what reads such records, for messages
     * @param id        as it was read with the page: a route that asks for no more costs no parsing
     * @param project   what of it is parsed together with other records, or null
     */
    RecordJson(String operation, String id, byte[] utf8, RepeatedProject.At project) {
        this.operation = operation;
        this.id = id;
        this.utf8 = utf8;
        this.project = project;
    }

    RecordJson(String operation, ObjectNode tree) {
        this.operation = operation;
        this.id = null;
        this.utf8 = null;
        this.project = null;
        this.tree = tree;
    }

    String id() {
        return id != null ? id : Json.text(tree(), "id");
    }

    /** Not to be changed, nor to be handed out. */
    ObjectNode tree() {
        ObjectNode known = tree;
        if (known == null) {
            try {
                known = project == null ? Json.object(utf8) : project.parse(utf8);
            } catch (RuntimeException e) {
                throw new AtlosException(Kind.UNEXPECTED_ANSWER, operation, operation + ": this record cannot be read: " + e.getMessage(), e.getCause());
            }
            tree = known;
        }
        return known;
    }

    byte[] toBytes() {
        return utf8 == null ? Json.bytes(tree) : utf8.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RecordJson that && (utf8 != null && Arrays.equals(utf8, that.utf8) || tree().equals(that.tree()));
    }

    @Override
    public int hashCode() {
        return tree().hashCode();
    }
}
