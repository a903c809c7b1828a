package io.github.camelatlos.springboot;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import io.github.camelatlos.AtlosConfiguration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** {@code camel.component.atlos.*}: the options of the component, as its catalog has them. */
@ConfigurationProperties(prefix = "camel.component.atlos")
public class AtlosComponentConfigurationProperties {

    /** Whether these properties configure the component at all. */
    private boolean enabled = true;

    /** The API token of the project, made on its Access page. */
    private String token;

    /**
     * A bean (#bean:name) of type Supplier that is asked for the token at every request, so that it can be rotated without a
     * restart. Not together with token.
     */
    private String tokenSupplier;

    /**
     * The address of the Atlos platform. Plain http is refused unless the host is this machine or allow-insecure is set. It is
     * https://platform.atlos.org where nothing is said.
     */
    private String baseUrl;

    /** Allows a base-url with plain http, over which the token can be read on the way. */
    private Boolean allowInsecure;

    /** Options of Camel's http component that shape the connection, such as http.proxyHost. An unknown one is refused. */
    // Text, since Camel turns text into its timeouts, but not a number that YAML has read as one.
    private Map<String, String> http = new LinkedHashMap<>();

    /** How many requests a minute all endpoints of this token may make together. 0 is no limit. */
    private Integer requestsPerMinute;

    /** How often a request is sent again after a fault that may pass. */
    private Integer maxRetries;

    /** How long to wait before a request is sent again; doubled each time. */
    private Duration retryDelay;

    /** The longest wait before a request is sent again. */
    private Duration maxRetryDelay;

    /** A bean (#bean:name) of type AtlosConfiguration: how to reach Atlos, for all endpoints that do not say otherwise. */
    private String configuration;

    /** Whether beans are looked up for options by their type. */
    private Boolean autowiredEnabled;

    /** Whether faults while polling go to Camel's routing error handler. */
    private Boolean bridgeErrorHandler;

    /** Whether producers start at their first message. */
    private Boolean lazyStartProducer;

    /** What has been set, by the names that the component knows; the configuration first, for the others refine it. */
    Map<String, Object> set() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("configuration", configuration);
        all.put("token", token);
        all.put("tokenSupplier", tokenSupplier);
        all.put("baseUrl", baseUrl);
        all.put("allowInsecure", allowInsecure);
        all.put("http", http.isEmpty() ? null : http);
        all.put("requestsPerMinute", requestsPerMinute);
        all.put("maxRetries", maxRetries);
        all.put("retryDelay", retryDelay);
        all.put("maxRetryDelay", maxRetryDelay);
        all.put("autowiredEnabled", autowiredEnabled);
        all.put("bridgeErrorHandler", bridgeErrorHandler);
        all.put("lazyStartProducer", lazyStartProducer);
        all.values().removeIf(Objects::isNull);
        return all;
    }

    public boolean isEnabled() {
        return enabled;
    }

    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    public String getToken() {
        return token;
    }

    public void setToken(String token) {
        this.token = token;
    }

    public String getTokenSupplier() {
        return tokenSupplier;
    }

    public void setTokenSupplier(String tokenSupplier) {
        this.tokenSupplier = tokenSupplier;
    }

    public String getBaseUrl() {
        return baseUrl;
    }

    public void setBaseUrl(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    public Boolean getAllowInsecure() {
        return allowInsecure;
    }

    public void setAllowInsecure(Boolean allowInsecure) {
        this.allowInsecure = allowInsecure;
    }

    public Map<String, String> getHttp() {
        return http;
    }

    public void setHttp(Map<String, String> http) {
        this.http = http;
    }

    public Integer getRequestsPerMinute() {
        return requestsPerMinute;
    }

    public void setRequestsPerMinute(Integer requestsPerMinute) {
        this.requestsPerMinute = requestsPerMinute;
    }

    public Integer getMaxRetries() {
        return maxRetries;
    }

    public void setMaxRetries(Integer maxRetries) {
        this.maxRetries = maxRetries;
    }

    public Duration getRetryDelay() {
        return retryDelay;
    }

    public void setRetryDelay(Duration retryDelay) {
        this.retryDelay = retryDelay;
    }

    public Duration getMaxRetryDelay() {
        return maxRetryDelay;
    }

    public void setMaxRetryDelay(Duration maxRetryDelay) {
        this.maxRetryDelay = maxRetryDelay;
    }

    public String getConfiguration() {
        return configuration;
    }

    public void setConfiguration(String configuration) {
        this.configuration = configuration;
    }

    public Boolean getAutowiredEnabled() {
        return autowiredEnabled;
    }

    public void setAutowiredEnabled(Boolean autowiredEnabled) {
        this.autowiredEnabled = autowiredEnabled;
    }

    public Boolean getBridgeErrorHandler() {
        return bridgeErrorHandler;
    }

    public void setBridgeErrorHandler(Boolean bridgeErrorHandler) {
        this.bridgeErrorHandler = bridgeErrorHandler;
    }

    public Boolean getLazyStartProducer() {
        return lazyStartProducer;
    }

    public void setLazyStartProducer(Boolean lazyStartProducer) {
        this.lazyStartProducer = lazyStartProducer;
    }
}
