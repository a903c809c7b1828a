package io.github.camelatlos.examples.custody;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;

/** A timestamp authority of Bouncy Castle's parts, with a root of its own; honest, or lying in one way. */
public final class TestAuthority implements AutoCloseable {

    enum Lie {
        NONE, OTHER_DIGEST, OTHER_NONCE, EXPIRED_CERTIFICATE, OTHER_ROOT, EARLIER, GARBAGE, AWAY
    }

    private final HttpServer server;
    private final Path root;
    private final KeyPair keys;
    private final X509Certificate good;
    private final X509Certificate expired;
    private final X509Certificate stranger;
    private final AtomicInteger asked = new AtomicInteger();
    private volatile Lie lie = Lie.NONE;

    public TestAuthority(Path folder) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair ca = generator.generateKeyPair();
        KeyPair other = generator.generateKeyPair();
        keys = generator.generateKeyPair();
        X509Certificate caCertificate = certificate("CN=Test root", ca, "CN=Test root", ca, Duration.ofDays(3650), true);
        good = certificate("CN=Test authority", keys, "CN=Test root", ca, Duration.ofDays(365), false);
        expired = certificate("CN=Test authority", keys, "CN=Test root", ca, Duration.ofDays(-1), false);
        stranger = certificate("CN=Test authority", keys, "CN=Another root", other, Duration.ofDays(365), false);
        root = Files.createDirectories(folder).resolve("root.pem");
        Files.writeString(root, "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(caCertificate.getEncoded())
                + "\n-----END CERTIFICATE-----\n");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/tsa";
    }

    /** Whom to believe. */
    public Path certificate() {
        return root;
    }

    void lies(Lie how) {
        lie = how;
    }

    int asked() {
        return asked.get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            asked.incrementAndGet();
            byte[] answer = lie == Lie.GARBAGE ? "garbage".getBytes() : respond(exchange.getRequestBody().readAllBytes());
            exchange.sendResponseHeaders(lie == Lie.AWAY ? 503 : 200, answer.length);
            exchange.getResponseBody().write(answer);
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    private byte[] respond(byte[] asked) throws Exception {
        TimeStampRequest request = new TimeStampRequest(asked);
        if (lie == Lie.OTHER_DIGEST) {
            request = new TimeStampRequestGenerator().generate(TSPAlgorithms.SHA256, MessageDigest.getInstance("SHA-256").digest(new byte[1]), request.getNonce());
        }
        if (lie == Lie.OTHER_NONCE) {
            request = new TimeStampRequestGenerator().generate(TSPAlgorithms.SHA256, request.getMessageImprintDigest(), request.getNonce().add(BigInteger.ONE));
        }
        X509Certificate certificate = lie == Lie.EXPIRED_CERTIFICATE ? expired : lie == Lie.OTHER_ROOT ? stranger : good;
        TimeStampTokenGenerator generator = new TimeStampTokenGenerator(
                new JcaSimpleSignerInfoGeneratorBuilder().build("SHA256withRSA", keys.getPrivate(), certificate),
                new JcaDigestCalculatorProviderBuilder().build().get(new org.bouncycastle.asn1.x509.AlgorithmIdentifier(TSPAlgorithms.SHA256)),
                new ASN1ObjectIdentifier("1.2.3.4"));
        generator.addCertificates(new JcaCertStore(List.of(certificate)));
        Date time = Date.from(lie == Lie.EARLIER ? Instant.now().minus(Duration.ofDays(2)) : Instant.now());
        return new TimeStampResponseGenerator(generator, TSPAlgorithms.ALLOWED).generate(request, BigInteger.valueOf(this.asked.get()), time).getEncoded();
    }

    private static X509Certificate certificate(String subject, KeyPair key, String issuer, KeyPair signer, Duration life, boolean isRoot) throws Exception {
        Instant end = Instant.now().plus(life);
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(new X500Name(issuer), new BigInteger(64, new SecureRandom()),
                Date.from(Instant.now().minus(Duration.ofDays(30))), Date.from(end), new X500Name(subject), key.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(isRoot));
        if (!isRoot) {
            builder.addExtension(Extension.extendedKeyUsage, true, new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping));
        }
        return new JcaX509CertificateConverter().getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(signer.getPrivate())));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
