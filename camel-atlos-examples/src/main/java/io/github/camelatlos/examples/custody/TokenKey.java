package io.github.camelatlos.examples.custody;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.util.Collections;

/** A key that never leaves its token (PKCS#11: a smart card, an HSM). Java's provider for those knows no Ed25519; ECDSA with P-256 takes its place. */
final class TokenKey {

    private TokenKey() {
    }

    /** @param configuration of Java's provider: name, library, slot */
    static PrivateKey of(Path configuration, char[] pin) throws IOException {
        try {
            KeyStore token = KeyStore.getInstance("PKCS11", installed(Security.getProvider("SunPKCS11").configure(configuration.toString())));
            token.load(null, pin);
            for (String alias : Collections.list(token.aliases())) {
                Key key = token.getKey(alias, null);
                if (key instanceof PrivateKey secret && secret.getAlgorithm().equals("EC")) {
                    return secret;
                }
            }
        } catch (GeneralSecurityException | ProviderException | IllegalArgumentException e) {
            throw new IOException("The token that " + configuration + " describes cannot be opened", e);
        }
        throw new IOException("The token that " + configuration + " describes holds no EC key with a certificate");
    }

    /** A signature finds its provider by the key, among those that are installed; and one of each name is. */
    private static Provider installed(Provider provider) {
        Security.addProvider(provider);
        return Security.getProvider(provider.getName());
    }
}
