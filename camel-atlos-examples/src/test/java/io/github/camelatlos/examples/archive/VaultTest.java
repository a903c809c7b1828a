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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        Vault.Kept kept = vault.keep(bytes("hello"), "a.mp4", "text/plain");

        assertEquals(HELLO, kept.sha256());
        assertEquals(HELLO + ".txt", kept.path().getFileName().toString());
        assertEquals(5, kept.size());
        assertArrayEquals("hello".getBytes(StandardCharsets.UTF_8), Files.readAllBytes(kept.path()));
    }

    /** What it is; what the site says it is, if that is the same but closer; and last what it is called. */
    @ParameterizedTest
    @CsvSource(nullValues = "-", value = { "hello, john.doe, text/HTML; charset=utf-8, .html", "hello, -, -, .txt", "hello, example.com, text/plain, .txt",
        "<html><body>, index.php, text/html, .html", "<html><body>, photo.png, image/png, .html", "GIF89a, picture, image/gif, .gif",
        "GIF89a, photo.jpg, image/jpeg, .gif", "%PDF-1.7, report.doc, application/msword, .pdf", "##, clip.mp4, video/mp4, .mp4",
        "##, clip.mp4, -, .mp4", "##, x, no type at all, .bin", "PK, a.docx, application/octet-stream, .docx",
        "PK, a, application/zip, .zip", "ID3, -, audio/mpeg, .mp3" })
    void theExtensionSaysWhatTheFileIs(String content, String name, String type, String extension) throws Exception {
        String text = content.replace("#", "\1\2").replace("PK", "PK\3\4");
        assertEquals(extension, vault.keep(bytes(text), name, type).name().substring(64));
    }

    @Test
    void theSameBytesTwiceAreOneFile() throws Exception {
        vault.keep(bytes("hello"), "one.html", null);
        vault.keep(bytes("hello"), "two.html", null);

        assertEquals(1, files());
    }

    @Test
    void aNameCannotChooseTheFolder() throws Exception {
        Path kept = vault.keep(bytes("\1"), "..%2f..%2fx/../y", null).path();

        assertEquals(folder.resolve("archive"), kept.getParent());
    }

    @Test
    void whatBreaksOffOrIsTooLargeLeavesNothing() throws Exception {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }
        };
        assertThrows(IOException.class, () -> vault.keep(broken, "a", null));
        vault.setLimit(4);
        assertThrows(IOException.class, () -> vault.keep(bytes("hello"), "a", null));

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
