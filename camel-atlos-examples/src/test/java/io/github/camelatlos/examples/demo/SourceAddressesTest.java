package io.github.camelatlos.examples.demo;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceAddressesTest {

    private final SourceAddresses addresses = new SourceAddresses();

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = { "", "not a url", "file:///etc/passwd", "ftp://203.0.113.7/a", "http:///a", "exec:ls", "http://127.0.0.1/",
        "http://localhost:8080/", "http://[::1]/", "http://10.1.2.3/", "http://192.168.1.1/", "http://169.254.169.254/latest",
        "http://100.64.0.1/", "http://[fd00::1]/", "http://0.0.0.0/", "https://user:secret@203.0.113.7/" })
    void refuses(String url) {
        assertFalse(addresses.mayFetch(url));
    }

    @Test
    void fetchesFromTheOpenWeb() {
        assertTrue(addresses.mayFetch("https://203.0.113.7/video.mp4"));
    }

    @Test
    void fetchesFromItsOwnSiteAndNoOtherPortOfThisComputer() {
        addresses.setOwn("http://127.0.0.1:4000");

        assertTrue(addresses.mayFetch("http://127.0.0.1:4000/sources/1.html"));
        assertFalse(addresses.mayFetch("http://127.0.0.1:40001/sources/1.html"));
        assertFalse(addresses.mayFetch("http://127.0.0.1:4000@10.0.0.1/"));
    }
}
