package io.github.camelatlos.examples.custody;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;

/** Ed25519, in the PEM files that {@code openssl genpkey -algorithm ed25519} writes; or ECDSA with P-256, of a token. */
final class SigningKey {

    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(PosixFilePermission.GROUP_READ, PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE);

    private SigningKey() {
    }

    /** A key that others can read proves nothing, and is refused. */
    static PrivateKey secret(Path file) throws IOException {
        if (Files.getFileStore(file).supportsFileAttributeView("posix") && Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
            throw new IOException("The key " + file + " can be read by others: chmod 600 " + file);
        }
        try {
            return KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(pem(file, "PRIVATE KEY")));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // Without the cause, which may quote the key.
            throw new IOException(file + " is no Ed25519 key: openssl genpkey -algorithm ed25519 -out " + file);
        }
    }

    static PublicKey shown(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new IOException("There is no " + file + ": openssl pkey -in KEY -pubout -out " + file);
        }
        try {
            X509EncodedKeySpec key = new X509EncodedKeySpec(pem(file, "PUBLIC KEY"));
            try {
                return KeyFactory.getInstance("Ed25519").generatePublic(key);
            } catch (GeneralSecurityException e) {
                return KeyFactory.getInstance("EC").generatePublic(key);
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(file + " is no public key of Ed25519 or EC: openssl pkey -in KEY -pubout -out " + file, e);
        }
    }

    static byte[] sign(PrivateKey key, byte[] bytes) {
        try {
            Signature signature = Signature.getInstance(algorithm(key));
            signature.initSign(key);
            signature.update(bytes);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The key does not sign", e);
        }
    }

    static boolean holds(PublicKey key, byte[] bytes, byte[] signed) {
        try {
            Signature signature = Signature.getInstance(algorithm(key));
            signature.initVerify(key);
            signature.update(bytes);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static String algorithm(Key key) {
        return key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "Ed25519";
    }

    private static byte[] pem(Path file, String kind) throws IOException {
        String text = Files.readString(file).replaceAll("\\s", "");
        String begin = "-----BEGIN" + kind.replace(" ", "") + "-----";
        int end = text.indexOf("-----END");
        if (!text.startsWith(begin) || end < begin.length()) {
            throw new IllegalArgumentException(kind);
        }
        return Base64.getDecoder().decode(text.substring(begin.length(), end));
    }
}
