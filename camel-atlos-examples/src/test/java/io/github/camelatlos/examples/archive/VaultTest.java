package io.github.camelatlos.examples.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultTest {

    private static final String HELLO = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

    @TempDir
    private Path folder;
    private final Vault vault = new Vault();

    @BeforeEach
    void folder() {
        vault.setFolder(folder.resolve("archive").toString());
    }

    @Test
    void keepsTheBytesUnderTheirHash() throws Exception {
        Vault.Kept kept = vault.keep(bytes("hello"), "https://example.org/a/Video.MP4?x=1.jpg", null);

        assertEquals(HELLO, kept.sha256());
        assertEquals(HELLO + ".mp4", kept.path().getFileName().toString());
        assertEquals(5, kept.size());
        assertArrayEquals("hello".getBytes(StandardCharsets.UTF_8), Files.readAllBytes(kept.path()));
    }

    @Test
    void withoutAnExtensionTheTypeTellsOne() throws Exception {
        assertEquals(HELLO + ".html", vault.keep(bytes("hello"), "https://example.org/", "text/HTML; charset=utf-8").name());
    }

    @Test
    void theSameBytesTwiceAreOneFile() throws Exception {
        vault.keep(bytes("hello"), "https://example.org/one.html", null);
        vault.keep(bytes("hello"), "https://example.org/two.html", null);

        assertEquals(1, files());
    }

    @Test
    void anAddressCannotChooseTheFolder() throws Exception {
        Path kept = vault.keep(bytes("hello"), "https://example.org/%2e%2e/a.b/..%2f..%2fx", null).path();

        assertEquals(folder.resolve("archive").resolve(HELLO + ".bin"), kept);
    }

    @Test
    void whatBreaksOffOrIsTooLargeLeavesNothing() throws Exception {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }
        };
        assertThrows(IOException.class, () -> vault.keep(broken, "https://example.org/a", null));
        vault.setLimit(4);
        assertThrows(IOException.class, () -> vault.keep(bytes("hello"), "https://example.org/a", null));

        assertEquals(0, files());
    }

    private long files() throws IOException {
        try (Stream<Path> all = Files.list(folder.resolve("archive"))) {
            return all.count();
        }
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
