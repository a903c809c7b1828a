package io.github.camelatlos.examples.custody;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampToken;

/** An answer of a timestamp authority (RFC 3161), believed only after each thing that it says was looked at. */
record TimestampToken(Instant time) {

    /** What is wrong with a token, in words of ours. */
    static final class Wrong extends IOException {

        private static final long serialVersionUID = 1L;

        Wrong(String reason) {
            super(reason);
        }
    }

    /** @param authorities whom to believe */
    static TimestampToken checked(byte[] answer, String sha256, Collection<X509Certificate> authorities) throws Wrong {
        try {
            TimeStampToken token = new TimeStampResponse(answer).getTimeStampToken();
            if (token == null) {
                throw new Wrong("the authority refused");
            }
            if (!NISTObjectIdentifiers.id_sha256.equals(token.getTimeStampInfo().getMessageImprintAlgOID())
                    || !HexFormat.of().formatHex(token.getTimeStampInfo().getMessageImprintDigest()).equals(sha256)) {
                throw new Wrong("it is of another digest");
            }
            X509Certificate signer = signer(token);
            // Signature, the use of the certificate, and that it was valid at that time.
            token.validate(new JcaSimpleSignerInfoVerifierBuilder().build(signer));
            Instant time = token.getTimeStampInfo().getGenTime().toInstant();
            trust(token, signer, authorities, Date.from(time));
            return new TimestampToken(time);
        } catch (TSPException | OperatorCreationException | RuntimeException e) {
            throw new Wrong("its signature or certificate does not hold");
        } catch (GeneralSecurityException e) {
            throw new Wrong("its authority is not one of those that are believed");
        } catch (Wrong e) {
            throw e;
        } catch (IOException e) {
            throw new Wrong("it is no answer of an authority");
        }
    }

    private static X509Certificate signer(TimeStampToken token) throws Wrong, GeneralSecurityException, IOException {
        @SuppressWarnings("unchecked")
        Collection<X509CertificateHolder> found = token.getCertificates().getMatches(token.getSID());
        if (found.isEmpty()) {
            throw new Wrong("its certificate is not in it");
        }
        return certificate(found.iterator().next());
    }

    private static void trust(TimeStampToken token, X509Certificate signer, Collection<X509Certificate> authorities, Date at)
            throws GeneralSecurityException, IOException {
        X509CertSelector target = new X509CertSelector();
        target.setCertificate(signer);
        Set<TrustAnchor> anchors = authorities.stream().map(each -> new TrustAnchor(each, null)).collect(Collectors.toSet());
        PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, target);
        List<X509Certificate> all = new ArrayList<>();
        for (X509CertificateHolder each : token.getCertificates().getMatches(null)) {
            all.add(certificate(each));
        }
        parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(all)));
        parameters.setRevocationEnabled(false);
        parameters.setDate(at);
        CertPathBuilder.getInstance("PKIX").build(parameters);
    }

    private static X509Certificate certificate(X509CertificateHolder holder) throws GeneralSecurityException, IOException {
        return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(new java.io.ByteArrayInputStream(holder.getEncoded()));
    }
}
