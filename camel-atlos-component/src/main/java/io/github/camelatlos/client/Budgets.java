package io.github.camelatlos.client;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The budgets of a component, one for each token. */
public final class Budgets {

    private final Map<Object, Budget> budgets = new ConcurrentHashMap<>();

    Budget of(Token token) {
        return budgets.computeIfAbsent(token.identity(), any -> new Budget());
    }
}
