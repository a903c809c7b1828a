package io.github.camelatlos.server;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * An {@link AtlosServer} for tests. In a static field one for the class, in an instance field one for each test.
 * It is also handed to parameters of its type.
 */
public final class AtlosServerExtension
        implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback, ParameterResolver {

    private final UnaryOperator<AtlosServerBuilder> settings;
    private AtlosServer server;
    private boolean perClass;

    public AtlosServerExtension() {
        this(builder -> builder);
    }

    public AtlosServerExtension(UnaryOperator<AtlosServerBuilder> settings) {
        this.settings = settings;
    }

    public AtlosServer server() {
        return server;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        perClass = true;
        server = settings.apply(AtlosServer.builder()).start();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (!perClass) {
            server = settings.apply(AtlosServer.builder()).start();
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (perClass) {
            server.faults().clear();
        } else {
            server.close();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        server.close();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == AtlosServer.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return server;
    }
}
