package io.github.camelatlos.examples.backup;

import io.github.camelatlos.examples.archive.Arguments;
import io.github.camelatlos.model.AtlosRecord;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * {@code RestoreDrill FOLDER [JDBC-URL]}: opens a backup without Atlos, and prints what is in it and what is wrong; ends with 0 only if
 * nothing is. With ATLOS_TOKEN set, the counts are compared with the project's. Files in a bucket are read with {@code --files=aws2-s3:BUCKET?region=REGION},
 * and with {@code --settings=store-s3.properties} as the routes store them.
 */
public final class RestoreDrill {

    private RestoreDrill() {
    }

    public static void main(String[] args) throws Exception {
        if (Arguments.of(args).rest().isEmpty()) {
            System.err.println("RestoreDrill FOLDER [JDBC-URL] [--files=WHERE] [--settings=FILE.properties,...]");
            System.exit(2);
        }
        Drill.Outcome outcome = drill(args);
        String token = System.getenv("ATLOS_TOKEN");
        Map<String, Long> source = token == null ? Map.of() : counts(token, System.getenv().getOrDefault("ATLOS_URL", "https://platform.atlos.org"));
        System.out.print(text(outcome, source));
        System.exit(outcome.holds() ? 0 : 1);
    }

    static Drill.Outcome drill(String... args) throws Exception {
        Arguments arguments = Arguments.of(args);
        Path folder = Path.of(arguments.rest(0));
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.start();
            Drill drill = new Drill(folder, arguments.files(camel, folder.resolve("files")));
            return arguments.rest(1) != null ? drill.ofDatabase(arguments.rest(1)) : drill.ofFiles();
        }
    }

    /** For people. Atlos may have moved on since: what it has more is told, and is no failure of the backup. */
    static String text(Drill.Outcome outcome, Map<String, Long> source) {
        StringBuilder text = new StringBuilder();
        outcome.counts().forEach((what, count) -> text.append("%-18s %8d%s%n".formatted(what, count,
                source.containsKey(what) ? "   in Atlos now: " + source.get(what) : "")));
        outcome.problems().forEach(each -> text.append(each).append(System.lineSeparator()));
        return text.append(outcome.holds() ? "All of it can be read." : outcome.problems().size() + " problems.").append(System.lineSeparator()).toString();
    }

    static Map<String, Long> counts(String token, String url) throws Exception {
        Map<String, Long> counts = new TreeMap<>();
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.getPropertiesComponent().addInitialProperty("token", token);
            camel.getPropertiesComponent().addInitialProperty("url", url);
            camel.start();
            ProducerTemplate template = camel.createProducerTemplate();
            String options = "?operation=list&token=RAW({{token}})&baseUrl={{url}}";
            for (String kind : new String[] { "incidents", "source-material", "updates" }) {
                counts.put(kind, count(template.requestBody("atlos:" + kind + options, null, Iterator.class)));
            }
            // A list of its own.
            counts.merge("incidents", count(template.requestBody("atlos:incidents" + options + "&deleted=true", null, Iterator.class)), Long::sum);
            return counts;
        }
    }

    private static long count(Iterator<?> records) {
        long count = 0;
        while (records.hasNext() && records.next() instanceof AtlosRecord) {
            count++;
        }
        return count;
    }
}
