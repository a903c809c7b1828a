package io.github.camelatlos;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;

import io.github.camelatlos.changes.PageMemory;
import io.github.camelatlos.client.Budgets;
import io.github.camelatlos.client.ConnectionPool;
import io.github.camelatlos.consumer.Reading;
import io.github.camelatlos.metrics.ConsumerMeters;
import org.apache.camel.Endpoint;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.util.PropertiesHelper;
import org.apache.camel.util.URISupport;

/** Creates {@code atlos:} endpoints, and holds what they share: connections and request budgets. */
@Component("atlos")
public class AtlosComponent extends DefaultComponent {

    @Metadata(description = "How to reach Atlos, for all endpoints that do not say otherwise.")
    private AtlosConfiguration configuration = new AtlosConfiguration();

    private final EndpointIdentity identity = new EndpointIdentity();
    private final ConnectionPool connections = new ConnectionPool();
    private final Budgets budgets = new Budgets();
    private final Reading.Shared readingShared = new Reading.Shared(ConcurrentHashMap.newKeySet(), new PageMemory(), this::timer);
    private ScheduledExecutorService timer;

    @Override
    protected void doInit() throws Exception {
        CamelVersion.check(getCamelContext().getVersion());
        super.doInit();
        ConsumerMeters.watch(getCamelContext());
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        refuseSupplierInPlain(parameters);
        AtlosEndpoint endpoint = new AtlosEndpoint(identity.uri(uri, parameters), this, AtlosResource.of(remaining), configuration.copy());
        endpoint.setSingleton(!isToldApartByObjects(uri, parameters));
        AtlosConfiguration own = endpoint.getConfiguration();
        own.setToken(null);
        own.setTokenSupplier(null);
        own.getHttp().putAll(PropertiesHelper.extractProperties(parameters, "http."));
        PropertiesHelper.extractProperties(parameters, "filter.")
                .forEach((name, value) -> endpoint.getConsumerConfiguration().getFilter().put(name, String.valueOf(value)));
        setProperties(endpoint, parameters);
        // An endpoint's own token, of either kind and however the option is spelt, takes the place of the component's.
        if (own.getToken() == null && own.getTokenSupplier() == null) {
            own.setToken(configuration.getToken());
            own.setTokenSupplier(configuration.getTokenSupplier());
        }
        return endpoint;
    }

    /** Camel would show the value that it cannot convert, and it may be a token in the wrong place. */
    private static void refuseSupplierInPlain(Map<String, Object> parameters) {
        parameters.forEach((name, value) -> {
            boolean supplier = name.replace("-", "").toLowerCase(Locale.ROOT).endsWith("tokensupplier");
            if (supplier && value instanceof String text && !text.startsWith("#")) {
                throw new IllegalArgumentException("tokenSupplier is the name of a bean, such as #myTokens; for the token itself there is "
                        + "the option token");
            }
        });
    }

    /**
     * Camel looks an endpoint up by its URI alone, and would give that of one token to who asks with another, where tokens are
     * handed over as objects beside the URI.
     */
    private static boolean isToldApartByObjects(String uri, Map<String, Object> parameters) {
        String query = Objects.toString(URISupport.extractQuery(uri), "").toLowerCase(Locale.ROOT);
        return parameters.keySet().stream().map(name -> name.toLowerCase(Locale.ROOT))
                .anyMatch(name -> name.contains("token") && !query.contains(name + "="));
    }

    /** Without the values: one of them may be a token, under a name misspelt. */
    @Override
    protected void validateParameters(String uri, Map<String, Object> parameters, String optionPrefix) {
        if (!parameters.isEmpty()) {
            throw new ResolveEndpointFailedException(uri, "There are " + parameters.size() + " parameters that couldn't be set on the endpoint. "
                    + "Check the uri if the parameters are spelt correctly and that they are properties of the endpoint. "
                    + "Unknown parameters=" + new TreeSet<>(parameters.keySet()));
        }
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

    Reading.Shared readingShared() {
        return readingShared;
    }

    private synchronized ScheduledExecutorService timer() {
        if (timer == null) {
            timer = getCamelContext().getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "AtlosCheckpoint");
        }
        return timer;
    }

    @Override
    protected synchronized void doStop() throws Exception {
        super.doStop();
        if (timer != null) {
            getCamelContext().getExecutorServiceManager().shutdownNow(timer);
            timer = null;
        }
    }
}
