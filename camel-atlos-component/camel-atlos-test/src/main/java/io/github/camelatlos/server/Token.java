package io.github.camelatlos.server;

import java.util.Set;

/** A token of one project. */
record Token(String value, String id, String projectId, Set<Permission> permissions) {

    boolean may(Permission permission) {
        return permissions.contains(permission);
    }

    Author author() {
        return new Author.ByToken(id);
    }
}
