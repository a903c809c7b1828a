package io.github.camelatlos.examples.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FetcherTest {

    private Web web;
    private final Fetcher fetcher = new Fetcher();

    @BeforeEach
    void start() throws IOException {
        web = new Web();
        fetcher.setAllowed(web.url(""));
        fetcher.setMaxSeconds(2);
        fetcher.setIdleSeconds(1);
    }

    @AfterEach
    void stop() {
        web.close();
    }

    @Test
    void givesWhatTheSiteSends() throws Exception {
        try (Download page = fetcher.fetch(web.url("/a.html"))) {
            assertThat(page.stream().readAllBytes()).isEqualTo(Web.page("/a.html"));
            assertThat(page.contentType()).startsWith("text/html");
        }
    }

    @Test
    void followsRedirectsAndSaysWhereItEnded() throws Exception {
        try (Download page = fetcher.fetch(web.url("/redirect/1?/redirect/2?/a.html"))) {
            assertThat(page.stream().readAllBytes()).isEqualTo(Web.page("/a.html"));
            assertThat(page.url()).isEqualTo(web.url("/a.html"));
        }
    }

    @ParameterizedTest
    @CsvSource({ "/hang, too slow", "/drip, too slow", "/endless, too large", "/loop, too many redirects",
        "/short, its answer broke off", "/redirect/x?http://localhost:1/, not an address on the open web",
        "/redirect/x?http://10.1.2.3/, not an address on the open web", "/redirect/x?file:///etc/passwd, not a web address" })
    void givesUpInTime(String path, String reason) {
        fetcher.setMaxBytes(100_000);
        Instant began = Instant.now();

        assertThatThrownBy(() -> read(web.url(path))).isInstanceOf(NotFetched.class).hasMessage(reason);

        assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(6));
    }

    @Test
    void anErrorIsNoPage() {
        web.answers("/gone", 404);

        assertThatThrownBy(() -> read(web.url("/gone"))).isInstanceOf(NotFetched.class).hasMessage("answered 404");
    }

    @ParameterizedTest
    @ValueSource(strings = { "http://127.0.0.1/", "http://localhost:8080/", "http://[::1]/", "http://10.1.2.3/", "http://192.168.1.1/",
        "http://172.16.0.9/", "http://169.254.169.254/latest", "http://100.64.0.1/", "http://[fd00::1]/", "http://0.0.0.0/", "http://0.1.2.3/",
        "http://2130706433/", "http://0x7f000001/", "http://127.1/", "http://[::ffff:127.0.0.1]/", "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/", "http://[fe80::1]/", "http://[ff02::1]/", "http://224.0.0.1/", "http://255.255.255.255/", "http://198.18.0.1/" })
    void refusesWhatIsNotOnTheOpenWeb(String url) {
        assertThatThrownBy(() -> read(url)).isInstanceOf(NotFetched.class);
        assertThat(web.hits()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "not a url", "file:///etc/passwd", "ftp://203.0.113.7/a", "exec:ls", "//example.org/a",
        "http://[::1" })
    void refusesWhatIsNoAddress(String url) {
        assertThatThrownBy(() -> read(url)).isInstanceOf(NotFetched.class).hasMessage("not a web address");
    }

    @Test
    void allowsAnOriginAndNoOtherPortOrNameOfIt() throws Exception {
        fetcher.setAllowed("http://127.0.0.1:4000");
        assertThatThrownBy(() -> read("http://127.0.0.1:40001/")).hasMessage("not an address on the open web");
        assertThatThrownBy(() -> read("http://127.0.0.1:4000@10.0.0.1/")).hasMessage("the address holds a password");
    }

    /** The name is looked up once, by the connection: there is no second answer to be lured by. */
    @Test
    void aNameThatLeadsInsideIsLookedUpOnceAndRefused() {
        AtomicInteger asked = new AtomicInteger();
        Fetcher careful = new Fetcher(new PublicWeb(new DnsResolver() {
            @Override
            public InetAddress[] resolve(String host) throws UnknownHostException {
                return new InetAddress[] { InetAddress.getByName(asked.getAndIncrement() == 0 ? "127.0.0.1" : "203.0.113.7") };
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        }));

        assertThatThrownBy(() -> careful.fetch("http://example.org:" + web.url("").replaceAll(".*:", "") + "/"))
                .hasMessage("not an address on the open web");
        assertThat(asked).hasValue(1);
        assertThat(web.hits()).isEmpty();
    }

    private void read(String url) throws IOException {
        try (Download page = fetcher.fetch(url)) {
            page.stream().readAllBytes();
        }
    }
}
