package io.github.camelatlos.server;

import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The tokens given out. */
final class Tokens {

    private final Map<String, Token> byValue = new ConcurrentHashMap<>();

    Token issue(String projectId, Set<Permission> permissions) {
        return issue(RandomIds.uuid(), projectId, permissions);
    }

    /** A new value for the same token: what its updates are filed under stays. */
    Token rotate(Token old) {
        Token fresh = issue(old.id(), old.projectId(), old.permissions());
        byValue.remove(old.value());
        return fresh;
    }

    boolean revoke(String value) {
        return byValue.remove(value) != null;
    }

    /** Measured: the scheme is exactly "Bearer " with one space. */
    Optional<Token> ofHeader(String authorization) {
        String scheme = "Bearer ";
        return authorization == null || !authorization.startsWith(scheme)
                ? Optional.empty()
                : Optional.ofNullable(byValue.get(authorization.substring(scheme.length())));
    }

    private Token issue(String id, String projectId, Set<Permission> permissions) {
        Set<Permission> copy = EnumSet.noneOf(Permission.class);
        copy.addAll(permissions);
        Token token = new Token(RandomIds.token(), id, projectId, copy);
        byValue.put(token.value(), token);
        return token;
    }
}
