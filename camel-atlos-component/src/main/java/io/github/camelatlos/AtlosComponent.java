package io.github.camelatlos;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.camelatlos.client.Budgets;
import io.github.camelatlos.client.ConnectionPool;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.util.PropertiesHelper;

/** Creates {@code atlos:} endpoints, and holds what they share: connections and request budgets. */
@Component("atlos")
public class AtlosComponent extends DefaultComponent {

    @Metadata(description = "How to reach Atlos, for all endpoints that do not say otherwise.")
    private AtlosConfiguration configuration = new AtlosConfiguration();

    private final ConnectionPool connections = new ConnectionPool();
    private final Budgets budgets = new Budgets();
    private final Set<Object> checkpointsInUse = ConcurrentHashMap.newKeySet();

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        AtlosEndpoint endpoint = new AtlosEndpoint(withoutToken(uri), this, AtlosResource.of(remaining), configuration.copy());
        preferOwnToken(endpoint.getConfiguration(), parameters);
        endpoint.getConfiguration().getHttp().putAll(PropertiesHelper.extractProperties(parameters, "http."));
        PropertiesHelper.extractProperties(parameters, "filter.")
                .forEach((name, value) -> endpoint.getConsumerConfiguration().getFilter().put(name, String.valueOf(value)));
        setProperties(endpoint, parameters);
        return endpoint;
    }

    /** An endpoint's own token, of either kind, takes the place of the component's. */
    private static void preferOwnToken(AtlosConfiguration configuration, Map<String, Object> parameters) {
        if (parameters.containsKey("token")) {
            configuration.setTokenSupplier(null);
        }
        if (parameters.containsKey("tokenSupplier")) {
            configuration.setToken(null);
        }
    }

    /** Endpoint URIs are shown in logs, exceptions and JMX, and Camel does not count token among the secrets there. */
    private static String withoutToken(String uri) {
        return uri.replaceAll("([?&]token=)(RAW\\(.*?\\)(?=&|$)|RAW\\{.*?}(?=&|$)|[^&]*)", "$1xxxxxx");
    }

    public AtlosConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(AtlosConfiguration configuration) {
        this.configuration = configuration;
    }

    ConnectionPool connections() {
        return connections;
    }

    Budgets budgets() {
        return budgets;
    }

    Set<Object> checkpointsInUse() {
        return checkpointsInUse;
    }
}
