package io.github.camelatlos.examples.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What sites send that no standard foresees, and what is sent to them. */
class OddAnswersTest {

    @TempDir
    private Path folder;
    private RawWeb web;
    private final Fetcher fetcher = new Fetcher();

    @BeforeEach
    void start() throws IOException {
        web = new RawWeb();
        fetcher.setAllowed(web.url(""));
        fetcher.setMaxSeconds(5);
        fetcher.setIdleSeconds(2);
    }

    @AfterEach
    void stop() throws IOException {
        web.close();
    }

    @Test
    void anAddressGoesOutAsABrowserSendsIt() throws Exception {
        web.page("/%D0%B2%D0%B8%D0%B4%D0%B5%D0%BE%20%C3%A4|b%7B.html?%22%C3%A4%22|%", "text/html", "seen");

        assertThat(text("/видео ä|b{.html?\"ä\"|%#there")).isEqualTo("seen");
    }

    @Test
    void aRedirectInUtf8IsFollowedToThatPage() throws Exception {
        web.answers("/a", "302 Found\r\nLocation: /видео|.html", new byte[0]);
        web.page("/%D0%B2%D0%B8%D0%B4%D0%B5%D0%BE|.html", "text/html", "seen");

        assertThat(text("/a")).isEqualTo("seen");
    }

    @Test
    void nothingIsNoFile() {
        web.page("/nothing", "text/html", "");

        assertThatThrownBy(() -> text("/nothing")).isInstanceOf(NotFetched.class).hasMessage("an empty answer");
    }

    @Test
    void whatWasPackedUnaskedIsUnpackedAndSaidSo() throws Exception {
        web.answers("/gzip", "200 OK\r\nContent-Type: text/html\r\nContent-Encoding: GZIP", gzip("<p>seen</p>"));

        try (Download page = fetcher.fetch(web.url("/gzip"))) {
            assertThat(page.contentEncoding()).isEqualTo("gzip");
            assertThat(new String(page.stream().readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("<p>seen</p>");
        }
    }

    @Test
    void gzipThatIsNoneIsLeftAsItIs() throws Exception {
        web.answers("/lie", "200 OK\r\nContent-Encoding: gzip", "plain".getBytes());
        web.answers("/br", "200 OK\r\nContent-Encoding: br", "\u0001\u0002".getBytes());

        assertThat(text("/lie")).isEqualTo("plain");
        assertThat(text("/br")).isEqualTo("\u0001\u0002");
    }

    @Test
    void aFileThatUnpacksWithoutEndIsTooLarge() throws Exception {
        fetcher.setMaxBytes(100_000);
        web.answers("/bomb", "200 OK\r\nContent-Encoding: gzip", gzip("0".repeat(10_000_000)));
        byte[] cut = gzip("seen and seen again");
        web.answers("/cut", "200 OK\r\nContent-Encoding: gzip", java.util.Arrays.copyOf(cut, cut.length - 9));

        assertThatThrownBy(() -> text("/bomb")).isInstanceOf(NotFetched.class).hasMessage("too large");
        assertThatThrownBy(() -> text("/cut")).isInstanceOf(NotFetched.class);
    }

    @Test
    void headersThatNeverEndAreLeft() {
        web.answers("/headers", out -> endless(out, "X-A: b\r\n"));
        web.answers("/line", out -> endless(out, "abcdefgh"));

        assertThatThrownBy(() -> text("/headers")).isInstanceOf(NotFetched.class).hasMessage("its headers are too large");
        assertThatThrownBy(() -> text("/line")).isInstanceOf(NotFetched.class).hasMessage("its headers are too large");
    }

    @ParameterizedTest
    @ValueSource(strings = { "te\u0000xt/html", "no type", ";", "a/b/c", "text/\u00e4" })
    void aContentTypeThatIsNoneIsNotNoted(String type) throws Exception {
        web.page("/type", type, "seen");

        try (Download page = fetcher.fetch(web.url("/type"))) {
            assertThat(page.contentType()).isNull();
        }
    }

    @Test
    void aLongContentTypeIsNotedShort() throws Exception {
        web.page("/type", "text/html; x=" + "y".repeat(20_000), "seen");

        try (Download page = fetcher.fetch(web.url("/type"))) {
            assertThat(page.contentType()).isEqualTo("text/html");
        }
    }

    @Test
    void aRedirectThatIsNotFollowedLeavesNoConnection() {
        web.answers("/away", "302 Found\r\nLocation: ftp://h/", new byte[0]);

        assertThatThrownBy(() -> text("/away")).isInstanceOf(NotFetched.class).hasMessage("not a web address");
        await().until(() -> web.left().contains("/away"));
    }

    @Test
    void anAnswerShorterThanItSaysIsNoFile() {
        web.answers("/short", out -> out.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nseen".getBytes()));

        assertThatThrownBy(() -> text("/short")).isInstanceOf(NotFetched.class);
    }

    @Test
    void whatWentOverTheWireIsCopiedAsItWas() throws Exception {
        fetcher.setCopies(folder.toString());
        web.answers("/a", "302  Moved\r\nLocation:/b\r\nx-Odd:  \u00e4 ", "gone".getBytes());
        String answer = "HTTP/1.1 200 OK\r\ntransfer-ENCODING: chunked\r\n\r\n4\r\nseen\r\n0\r\n\r\n";
        web.answers("/b", out -> out.write(answer.getBytes()));

        try (Download page = fetcher.fetch(web.url("/a"))) {
            assertThat(new String(page.stream().readAllBytes())).isEqualTo("seen");
            assertThat(page.exchanges()).hasSize(2).allMatch(Exchange::isWhole);
            assertThat(copy(page, 0)).isEqualTo("HTTP/1.1 302  Moved\r\nLocation:/b\r\nx-Odd:  \u00e4 \r\nContent-Length: 4\r\n\r\ngone");
            assertThat(copy(page, 1)).isEqualTo(answer);
            assertThat(new String(page.exchanges().get(1).request())).startsWith("GET /b HTTP/1.1\r\n").endsWith("\r\n\r\n");
            assertThat(page.exchanges().get(1).address().isLoopbackAddress()).isTrue();
            fetcher.forget(page);
        }
        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void aFailureLeavesNoCopy() throws Exception {
        fetcher.setCopies(folder.toString());
        web.answers("/away", "302 Found\r\nLocation: ftp://h/", new byte[0]);

        assertThatThrownBy(() -> text("/away")).isInstanceOf(NotFetched.class);
        assertThatThrownBy(() -> text("/none")).isInstanceOf(NotFetched.class).hasMessage("answered 404");
        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    private static String copy(Download page, int number) throws IOException {
        try (InputStream in = page.exchanges().get(number).answer().open(null)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String text(String path) throws IOException {
        try (Download page = fetcher.fetch(web.url(path))) {
            return new String(page.stream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void endless(OutputStream out, String text) throws IOException {
        out.write("HTTP/1.1 200 OK\r\n".getBytes());
        while (true) {
            out.write(text.repeat(1000).getBytes());
        }
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
