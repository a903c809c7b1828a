package io.github.camelatlos;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** How to reach Atlos: the options that the component and its endpoints share. */
@UriParams
public class AtlosConfiguration implements Cloneable {

    @UriParam(label = "security", secret = true,
              description = "The API token of the project, made on its Access page.")
    private String token;

    @UriParam(label = "security,advanced",
              description = "A bean that is asked for the token at every request, so that it can be rotated without a restart. "
                      + "Not together with token.")
    private Supplier<String> tokenSupplier;

    @UriParam(defaultValue = "https://platform.atlos.org",
              description = "The address of the Atlos platform. Plain http is refused unless the host is this machine or allowInsecure is set.")
    private String baseUrl = "https://platform.atlos.org";

    @UriParam(label = "security", defaultValue = "false",
              description = "Allows a baseUrl with plain http, over which the token can be read on the way.")
    private boolean allowInsecure;

    @UriParam(label = "advanced", prefix = "http.", multiValue = true,
              description = "Options of Camel's http component that shape the connection, such as http.proxyHost, http.sslContextParameters "
                      + "or http.responseTimeout. An unknown one is refused.")
    private Map<String, Object> http = new HashMap<>();

    @UriParam(label = "advanced", defaultValue = "0",
              description = "How many requests a minute all endpoints of this token may make together. 0 is no limit.")
    private int requestsPerMinute;

    @UriParam(label = "advanced", defaultValue = "5",
              description = "How often a request is sent again after a fault that may pass. A write is only sent again when it is certain "
                      + "that it was not carried out.")
    private int maxRetries = 5;

    @UriParam(label = "advanced", defaultValue = "1s", javaType = "java.time.Duration",
              description = "How long to wait before a request is sent again; doubled each time, with jitter. A Retry-After of the server wins.")
    private long retryDelay = 1000;

    @UriParam(label = "advanced", defaultValue = "1m", javaType = "java.time.Duration",
              description = "The longest wait before a request is sent again. A Retry-After beyond it fails at once as RATE_LIMITED.")
    private long maxRetryDelay = 60_000;

    public AtlosConfiguration copy() {
        try {
            AtlosConfiguration copy = (AtlosConfiguration) clone();
            copy.http = new HashMap<>(http);
            return copy;
        } catch (CloneNotSupportedException e) {
            throw new RuntimeCamelException(e);
        }
    }

    public String getToken() {
        return token;
    }

    public void setToken(String token) {
        this.token = token;
    }

    public Supplier<String> getTokenSupplier() {
        return tokenSupplier;
    }

    public void setTokenSupplier(Supplier<String> tokenSupplier) {
        this.tokenSupplier = tokenSupplier;
    }

    public String getBaseUrl() {
        return baseUrl;
    }

    public void setBaseUrl(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    public boolean isAllowInsecure() {
        return allowInsecure;
    }

    public void setAllowInsecure(boolean allowInsecure) {
        this.allowInsecure = allowInsecure;
    }

    public Map<String, Object> getHttp() {
        return http;
    }

    public void setHttp(Map<String, Object> http) {
        this.http = http;
    }

    public int getRequestsPerMinute() {
        return requestsPerMinute;
    }

    public void setRequestsPerMinute(int requestsPerMinute) {
        this.requestsPerMinute = requestsPerMinute;
    }

    public int getMaxRetries() {
        return maxRetries;
    }

    public void setMaxRetries(int maxRetries) {
        this.maxRetries = maxRetries;
    }

    public long getRetryDelay() {
        return retryDelay;
    }

    public void setRetryDelay(long retryDelay) {
        this.retryDelay = retryDelay;
    }

    public long getMaxRetryDelay() {
        return maxRetryDelay;
    }

    public void setMaxRetryDelay(long maxRetryDelay) {
        this.maxRetryDelay = maxRetryDelay;
    }
}
