package io.github.camelatlos.examples.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With SoftHSM (Debian's softhsm2), a token that is made of software, in a process that knows where it is. */
class TokenKeyTest {

    private static final Path LIBRARY = Path.of("/usr/lib/softhsm/libsofthsm2.so");

    @TempDir
    private Path folder;

    @Test
    void aKeyInATokenSignsAndOpensslVerifies() throws Exception {
        assumeTrue(Files.exists(LIBRARY), "softhsm2 is not installed");
        Path manifest = Files.createDirectories(folder.resolve("archive/manifest"));
        Files.createDirectories(folder.resolve("tokens"));
        Files.writeString(folder.resolve("softhsm2.conf"), "directories.tokendir = " + folder.resolve("tokens") + "\nobjectstore.backend = file\n");
        Path configuration = Files.writeString(folder.resolve("pkcs11.cfg"), "name = archive\nlibrary = " + LIBRARY + "\nslotListIndex = 0\n");
        String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool") + " -alias archive -keystore NONE -storetype PKCS11 -addprovider SunPKCS11 -providerArg "
                + configuration + " -storepass 1234 ";
        run("softhsm2-util --init-token --free --label archive --pin 1234 --so-pin 1234");
        run(keytool + "-genkeypair -keyalg EC -groupname secp256r1 -dname CN=archive -validity 3650");
        run(keytool + "-exportcert -rfc | openssl x509 -pubkey -noout > " + manifest.resolve("signer.pub.pem"));

        run(Path.of(System.getProperty("java.home"), "bin", "java") + " -cp '" + System.getProperty("java.class.path") + "' " + TokenKeyTest.class.getName() + " "
                + manifest + " " + configuration + " 1234");

        Path day = manifest.resolve(LocalDate.now(ZoneOffset.UTC) + ".jsonl");
        assertThat(run("openssl pkeyutl -verify -pubin -inkey " + manifest.resolve("signer.pub.pem") + " -rawin -digest sha256 -in " + day + " -sigfile " + day + ".sig"))
                .contains("Signature Verified Successfully");
        Verifier verifier = new Verifier();
        verifier.setFolder(manifest.getParent().toString());
        assertThat(verifier.verify(null).findings()).isEmpty();
        Files.writeString(day, Files.readString(day).replace("one", "two"));
        assertThat(verifier.verify(null).findings()).extracting(Finding::problem).contains(Finding.Problem.SIGNATURE_WRONG);
    }

    /** {@code MANIFEST CONFIGURATION PIN}: a line today, signed tomorrow. */
    public static void main(String[] args) throws Exception {
        for (Clock clock : new Clock[] { Clock.systemUTC(), Clock.offset(Clock.systemUTC(), Duration.ofDays(1)) }) {
            Manifest manifest = new Manifest(clock);
            manifest.setFolder(args[0]);
            manifest.setKey("pkcs11:" + args[1]);
            manifest.setPin(args[2]);
            manifest.start();
            if (manifest.last() == null) {
                manifest.append(ManifestLine.nothing().put("kind", "note").put("text", "one"));
            }
            manifest.stop();
        }
        System.exit(0);
    }

    private String run(String command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", command).redirectErrorStream(true);
        builder.environment().put("SOFTHSM2_CONF", folder.resolve("softhsm2.conf").toString());
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(text).isZero();
        return text;
    }
}
