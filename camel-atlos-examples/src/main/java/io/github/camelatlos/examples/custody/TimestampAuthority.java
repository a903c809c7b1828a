package io.github.camelatlos.examples.custody;

import io.github.camelatlos.examples.archive.SmallHttp;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TSPValidationException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;

/** Asks an authority to say that a digest was there: the digest is all that it gets. */
final class TimestampAuthority {

    private static final int MOST = 1 << 20;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String url;
    private final SmallHttp http = new SmallHttp(MOST, Duration.ofSeconds(30));
    private final Collection<X509Certificate> believed;

    TimestampAuthority(String url, Collection<X509Certificate> believed) {
        this.url = url;
        this.believed = believed;
    }

    String url() {
        return url;
    }

    /** The authority's answer, as {@code openssl ts} reads it; checked. */
    byte[] stamp(String sha256) throws IOException {
        TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
        generator.setCertReq(true);
        TimeStampRequest request = generator.generate(TSPAlgorithms.SHA256, HexFormat.of().parseHex(sha256), new BigInteger(64, RANDOM));
        byte[] answer = post(request.getEncoded());
        try {
            // That it is an answer to this very request.
            new TimeStampResponse(answer).validate(request);
        } catch (TSPValidationException e) {
            throw new TimestampToken.Wrong("it answers another request");
        } catch (TSPException e) {
            throw new TimestampToken.Wrong("it is no answer of an authority");
        }
        TimestampToken.checked(answer, sha256, believed);
        return answer;
    }

    Instant time(byte[] answer, String sha256) throws IOException {
        return TimestampToken.checked(answer, sha256, believed).time();
    }

    private byte[] post(byte[] request) throws IOException {
        SmallHttp.Answer answer = http.post(url, request, "application/timestamp-query", "application/timestamp-reply");
        if (answer.status() != 200) {
            throw new IOException("the authority answers " + answer.status());
        }
        return answer.body();
    }

    /** From a file of PEM certificates. */
    @SuppressWarnings("unchecked")
    static List<X509Certificate> certificates(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return List.copyOf((Collection<X509Certificate>) CertificateFactory.getInstance("X.509").generateCertificates(in));
        } catch (GeneralSecurityException e) {
            throw new IOException(file + " holds no PEM certificates", e);
        }
    }
}
