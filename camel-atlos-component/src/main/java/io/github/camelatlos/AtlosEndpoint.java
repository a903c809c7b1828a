package io.github.camelatlos;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

import io.github.camelatlos.client.AtlosClient;
import io.github.camelatlos.client.ClientSettings;
import io.github.camelatlos.client.Token;
import io.github.camelatlos.consumer.AtlosConsumer;
import io.github.camelatlos.consumer.Reading;
import io.github.camelatlos.input.AtlosFilters;
import io.github.camelatlos.producer.AtlosProducer;
import io.github.camelatlos.producer.Writing;
import org.apache.camel.AsyncEndpoint;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.ScheduledPollEndpoint;

/**
 * Read incidents, source material and updates from Atlos, the platform for evidence of human-rights abuses, and write to them.
 */
@UriEndpoint(firstVersion = "1.0.0", scheme = "atlos", title = "Atlos", syntax = "atlos:resource",
             category = { Category.API, Category.CLOUD }, headersClass = AtlosConstants.class)
public class AtlosEndpoint extends ScheduledPollEndpoint implements AsyncEndpoint, EndpointServiceLocation {

    private static final long DEFAULT_DELAY = 60_000;

    @UriPath(enums = "incidents,source-material,updates", description = "The list to read from or to write to.")
    @Metadata(required = true)
    private final AtlosResource resource;

    @UriParam
    private final AtlosConfiguration configuration;

    @UriParam
    private final AtlosConsumerConfiguration consumerConfiguration = new AtlosConsumerConfiguration();

    @UriParam
    private final AtlosProducerConfiguration producerConfiguration = new AtlosProducerConfiguration();

    @UriParam(description = "Consumer: only the updates of this incident (updates only). Producer (addComment, updateAttribute, get, and "
            + "create on source material): the incident, where the header CamelAtlosSlug is missing.")
    private String slug;

    @UriParam(label = "consumer,scheduler", defaultValue = "60000", javaType = "java.time.Duration",
              description = "How long to wait before the next poll: milliseconds, or a time such as 60s or 5m.")
    private long delay = DEFAULT_DELAY;

    private boolean singleton = true;

    public AtlosEndpoint(String uri, AtlosComponent component, AtlosResource resource, AtlosConfiguration configuration) {
        super(uri, component);
        this.resource = resource;
        this.configuration = configuration;
        super.setDelay(DEFAULT_DELAY);
    }

    /** A token is a project: what goes to one must not go to another, however the endpoints were made. */
    @Override
    public boolean equals(Object other) {
        return super.equals(other) && other instanceof AtlosEndpoint that
                && Objects.equals(configuration.getToken(), that.configuration.getToken())
                && Objects.equals(configuration.getTokenSupplier(), that.configuration.getTokenSupplier());
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }

    @Override
    public boolean isSingleton() {
        return singleton;
    }

    void setSingleton(boolean singleton) {
        this.singleton = singleton;
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        AtlosConsumer consumer = new AtlosConsumer(this, processor, new Reading(this, resource, consumerConfiguration, slug, baseUrl(),
                this::openClient, ((AtlosComponent) getComponent()).readingShared()));
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public Producer createProducer() throws Exception {
        return new AtlosProducer(this, new Writing(resource, slug, producerConfiguration, () -> openClient("atlos:" + resource),
                () -> new AtlosFilters(resource, consumerConfiguration, slug).listing()));
    }

    /** A client with this endpoint's settings; close it when done. */
    private AtlosClient openClient(String name) {
        AtlosComponent component = (AtlosComponent) getComponent();
        return new AtlosClient(name, getCamelContext(), settings(), component.connections(), component.budgets());
    }

    private ClientSettings settings() {
        if (configuration.getToken() != null && configuration.getTokenSupplier() != null) {
            throw new IllegalArgumentException("Both token and tokenSupplier are set; set one of them");
        }
        Token token = configuration.getTokenSupplier() == null
                ? Token.fixed(configuration.getToken()) : Token.from(configuration.getTokenSupplier());
        return new ClientSettings(baseUrl(), token,
                atLeastZero("requestsPerMinute", configuration.getRequestsPerMinute()),
                atLeastZero("maxRetries", configuration.getMaxRetries()), Duration.ofMillis(configuration.getRetryDelay()),
                Duration.ofMillis(configuration.getMaxRetryDelay()), configuration.isAllowInsecure(),
                configuration.getHttp());
    }

    /** As it is used. */
    private URI baseUrl() {
        return ClientSettings.baseUrl(configuration.getBaseUrl(), configuration.isAllowInsecure());
    }

    private static int atLeastZero(String option, int value) {
        if (value < 0) {
            throw new IllegalArgumentException(option + " is " + value + "; it must be 0 or more");
        }
        return value;
    }

    @Override
    public String getServiceUrl() {
        return configuration.getBaseUrl();
    }

    @Override
    public String getServiceProtocol() {
        return baseUrl().getScheme();
    }

    @Override
    public Map<String, String> getServiceMetadata() {
        return Map.of("resource", resource.uriName());
    }

    public AtlosResource getResource() {
        return resource;
    }

    public AtlosConfiguration getConfiguration() {
        return configuration;
    }

    public AtlosConsumerConfiguration getConsumerConfiguration() {
        return consumerConfiguration;
    }

    public AtlosProducerConfiguration getProducerConfiguration() {
        return producerConfiguration;
    }

    public String getSlug() {
        return slug;
    }

    public void setSlug(String slug) {
        this.slug = slug;
    }

    @Override
    public long getDelay() {
        return delay;
    }

    @Override
    public void setDelay(long delay) {
        super.setDelay(delay);
        this.delay = delay;
    }
}
