package io.github.camelatlos.server;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * An {@link AtlosServer} for tests. In a static field, or with {@code @ExtendWith}, one for the class and the classes nested in
 * it: rows stay, faults and paused writes are over after each test. In an instance field one for each test.
 * It is also handed to parameters of its type.
 */
public final class AtlosServerExtension
        implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback, ParameterResolver {

    private final UnaryOperator<AtlosServerBuilder> settings;
    private AtlosServer server;
    /** How many classes, each nested in the one before, it has been started for. */
    private int classes;

    public AtlosServerExtension() {
        this(builder -> builder);
    }

    public AtlosServerExtension(UnaryOperator<AtlosServerBuilder> settings) {
        this.settings = settings;
    }

    /** @throws IllegalStateException before the first test of an instance field, and if it could not be started */
    public AtlosServer server() {
        if (server == null) {
            throw new IllegalStateException("No Atlos server runs now. In an instance field one is started for each test, before "
                    + "@BeforeEach; for @BeforeAll and constructors make the field static");
        }
        return server;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (server == null) {
            server = start();
        }
        classes++;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (classes == 0) {
            server = start();
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (classes == 0) {
            end();
        } else if (server != null) {
            server.faults().clear();
            server.resumeWrites();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (classes > 0 && --classes == 0) {
            end();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == AtlosServer.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        try {
            return server();
        } catch (IllegalStateException e) {
            throw new ParameterResolutionException(e.getMessage(), e);
        }
    }

    private AtlosServer start() {
        AtlosServerBuilder builder = settings.apply(AtlosServer.builder());
        try {
            return builder.start();
        } catch (IllegalStateException e) {
            // Said here once more, since JUnit shows the first line only.
            throw new ExtensionConfigurationException(e.getMessage(), e);
        }
    }

    /** Also after a start that failed: what is told then is why, not that there is nothing to close. */
    private void end() {
        if (server != null) {
            server.close();
            server = null;
        }
    }
}
