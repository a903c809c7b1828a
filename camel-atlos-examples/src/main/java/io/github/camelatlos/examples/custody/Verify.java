package io.github.camelatlos.examples.custody;

import io.github.camelatlos.examples.archive.Arguments;
import io.github.camelatlos.model.SourceMaterial;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * Prints what holds and what does not, and ends with 0 only if all of it does. With ATLOS_TOKEN set, Atlos is asked too. Files in a bucket are read with
 * {@code --files=aws2-s3:BUCKET?region=REGION}, and with {@code --settings=store-s3.properties} as the routes store them.
 */
public final class Verify {

    private static final String USAGE = "Verify FOLDER [REPORT.json] [KEY.pub.pem [AUTHORITIES.pem]] [--files=WHERE] [--settings=FILE.properties,...]";

    private Verify() {
    }

    public static void main(String[] args) throws Exception {
        if (Arguments.of(args).rest().isEmpty()) {
            System.err.println(USAGE);
            System.exit(2);
        }
        VerifyReport report = run(args, System.getenv("ATLOS_TOKEN"), System.getenv("ATLOS_URL"));
        System.out.print(report.table());
        System.exit(report.holds() ? 0 : 1);
    }

    static VerifyReport run(String[] args, String token, String url) throws Exception {
        Arguments arguments = Arguments.of(args);
        Path folder = Path.of(arguments.rest(0));
        Verifier verifier = new Verifier();
        verifier.setFolder(folder.toString());
        verifier.setKey(arguments.rest(2) == null ? "" : arguments.rest(2));
        verifier.setAuthorities(arguments.rest(3) == null ? "" : arguments.rest(3));
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.start();
            VerifyReport report = verifier.report(token == null ? null : records(camel, token, url), arguments.files(camel, folder.resolve("files")));
            if (arguments.rest(1) != null) {
                Files.writeString(Path.of(arguments.rest(1)), report.json());
            }
            return report;
        }
    }

    @SuppressWarnings("unchecked")
    private static Iterator<SourceMaterial> records(CamelContext camel, String token, String url) {
        camel.getPropertiesComponent().addInitialProperty("token", token);
        camel.getPropertiesComponent().addInitialProperty("url", url == null ? "https://platform.atlos.org" : url);
        return camel.createProducerTemplate().requestBody("atlos:source-material?operation=list&token=RAW({{token}})&baseUrl={{url}}", null, Iterator.class);
    }
}
