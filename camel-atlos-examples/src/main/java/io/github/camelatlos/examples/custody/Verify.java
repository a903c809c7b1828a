package io.github.camelatlos.examples.custody;

import io.github.camelatlos.model.SourceMaterial;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * {@code Verify FOLDER [REPORT.json] [KEY.pub.pem [AUTHORITIES.pem]]}: prints what holds and what does not, and ends with 0 only if all of it does. With
 * ATLOS_TOKEN set, Atlos is asked too.
 */
public final class Verify {

    private Verify() {
    }

    public static void main(String[] args) throws Exception {
        if (args.length == 0) {
            System.err.println("Verify FOLDER [REPORT.json] [KEY.pub.pem [AUTHORITIES.pem]]");
            System.exit(2);
        }
        VerifyReport report = run(args, System.getenv("ATLOS_TOKEN"), System.getenv("ATLOS_URL"));
        System.out.print(report.table());
        System.exit(report.holds() ? 0 : 1);
    }

    static VerifyReport run(String[] args, String token, String url) throws Exception {
        Verifier verifier = new Verifier();
        verifier.setFolder(args[0]);
        verifier.setKey(args.length > 2 ? args[2] : "");
        verifier.setAuthorities(args.length > 3 ? args[3] : "");
        VerifyReport report = token == null ? verifier.verify(null) : withAtlos(verifier, token, url);
        if (args.length > 1) {
            Files.writeString(Path.of(args[1]), report.json());
        }
        return report;
    }

    @SuppressWarnings("unchecked")
    private static VerifyReport withAtlos(Verifier verifier, String token, String url) throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.getPropertiesComponent().addInitialProperty("token", token);
            camel.getPropertiesComponent().addInitialProperty("url", url == null ? "https://platform.atlos.org" : url);
            camel.start();
            return verifier.verify(camel.createProducerTemplate()
                    .requestBody("atlos:source-material?operation=list&token=RAW({{token}})&baseUrl={{url}}", null, Iterator.class));
        }
    }
}
