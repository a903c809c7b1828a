package io.github.camelatlos.examples.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelatlos.examples.Told;
import io.github.camelatlos.examples.archive.RawWeb;
import io.github.camelatlos.examples.custody.Finding.Problem;
import io.github.camelatlos.examples.custody.TestAuthority.Lie;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StampsTest {

    @TempDir
    private Path folder;
    private RawWeb web;
    private ArchiveFolder archive;
    private TestAuthority authority;
    private final Stamps stamps = new Stamps();

    @BeforeEach
    void start() throws Exception {
        web = new RawWeb();
        web.page("/a", "text/plain", "one");
        web.page("/b", "text/plain", "two");
        archive = new ArchiveFolder(folder, web, true);
        authority = new TestAuthority(folder.resolve("tsa"));
        Files.copy(authority.certificate(), archive.path("manifest/authorities.pem"));
        stamps.setCustody(archive.custody());
        stamps.setUrl(authority.url());
        archive.keep("/a");
    }

    @AfterEach
    void stop() throws IOException {
        archive.close();
        authority.close();
        web.close();
    }

    @Test
    void eachDigestGetsATokenThatOpensslVerifies() throws Exception {
        assertThat(archive.verify().findings()).extracting(Finding::problem).containsExactly(Problem.NOT_STAMPED);

        assertThat(stamps.stamp()).singleElement().satisfies(each -> assertThat(each.sourceMaterial()).isEqualTo("id-of-a"));

        assertThat(archive.verify().findings()).isEmpty();
        Path file = archive.file("files", ".txt");
        Path token = archive.file("manifest/tokens", ".tsr");
        assertThat(ArchiveFolder.openssl("ts", "-verify", "-data", file.toString(), "-in", token.toString(), "-CAfile", authority.certificate().toString()))
                .contains("Verification: OK");
        assertThat(stamps.stamp()).isEmpty();
        assertThat(authority.asked()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({ "OTHER_DIGEST, it answers another request", "OTHER_NONCE, it answers another request", "EXPIRED_CERTIFICATE, its signature or certificate does not hold",
        "OTHER_ROOT, its authority is not one of those that are believed", "GARBAGE, it is no answer of an authority", "AWAY, the authority cannot be reached" })
    void anAuthorityThatLiesOrIsAwayIsNamedClaimsNothingAndIsMadeUpForLater(Lie lie, String reason) throws Exception {
        archive.keep("/b");
        authority.lies(lie);

        try (Told log = new Told("archive")) {
            assertThat(stamps.stamp()).isEmpty();
            assertThat(log.lines()).containsExactly("2 digests are not stamped yet: " + reason);
        }
        assertThat(archive.verify().findings()).extracting(Finding::problem).containsExactly(Problem.NOT_STAMPED, Problem.NOT_STAMPED);

        authority.lies(Lie.NONE);
        assertThat(stamps.stamp()).hasSize(2);
        assertThat(archive.verify().findings()).isEmpty();
    }

    @Test
    void aTokenOlderThanItsFileIsNamed() throws Exception {
        authority.lies(Lie.EARLIER);
        stamps.stamp();

        assertThat(archive.verify().findings()).extracting(Finding::problem).containsExactly(Problem.TOKEN_INVALID);
    }

    @Test
    void aTokenThatWasChangedOrExchangedOrTakenAwayIsNamed() throws Exception {
        archive.keep("/b");
        stamps.stamp();
        Path token = archive.file("manifest/tokens", ".tsr");
        byte[] whole = Files.readAllBytes(token);
        for (int at = 0; at < whole.length; at += 97) {
            byte[] flipped = whole.clone();
            flipped[at] ^= 4;
            Files.write(token, flipped);
            assertThat(archive.verify().findings()).as("byte %d", at).extracting(Finding::where).contains("manifest/tokens/" + token.getFileName());
        }
        Files.delete(token);
        assertThat(archive.verify().findings()).extracting(Finding::problem).containsExactly(Problem.MISSING);
        Files.copy(archive.file("manifest/tokens", ".tsr"), token);
        assertThat(archive.verify().findings()).extracting(Finding::problem, Finding::detail)
                .containsExactly(org.assertj.core.api.Assertions.tuple(Problem.TOKEN_INVALID, "it is of another digest"));
    }

    @Test
    void nobodyIsBelievedWithoutBeingNamed() throws Exception {
        Files.delete(archive.path("manifest/authorities.pem"));
        assertThatThrownBy(stamps::stamp).isInstanceOf(IOException.class).hasMessageContaining("authorities.pem");
        assertThat(authority.asked()).isZero();
    }
}
