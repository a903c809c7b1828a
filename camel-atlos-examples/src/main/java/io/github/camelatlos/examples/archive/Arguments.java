package io.github.camelatlos.examples.archive;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.support.PropertyBindingSupport;
import org.apache.camel.util.StringHelper;

/**
 * What a command was called with: options ({@code --NAME=VALUE}), and the rest in its order.
 *
 * @param options {@code files}: a folder, or {@code aws2-s3:BUCKET?region=REGION}; {@code settings}: properties files of the routes, comma-separated
 */
public record Arguments(Map<String, String> options, List<String> rest) {

    private static final String S3 = "camel.component.aws2-s3.";

    public static Arguments of(String... all) {
        return new Arguments(Arrays.stream(all).filter(each -> each.startsWith("--"))
                .collect(Collectors.toMap(each -> each.substring(2).replaceFirst("=.*", ""), each -> each.replaceFirst("^[^=]*=?", ""))),
                Arrays.stream(all).filter(each -> !each.startsWith("--")).toList());
    }

    /** Null where there is none. */
    public String rest(int index) {
        return index < rest.size() ? rest.get(index) : null;
    }

    /** Where a bucket is and which keys it wants is in the same settings as for the routes. */
    public KeptFiles files(CamelContext camel, Path folder) throws Exception {
        String where = options.get("files");
        if (where == null) {
            return new KeptFolder(folder);
        }
        Properties settings = settings();
        camel.getPropertiesComponent().setInitialProperties(settings);
        if (where.startsWith("aws2-s3:")) {
            settings(camel, camel.getComponent("aws2-s3"), settings);
        }
        return KeptFiles.at(camel, where);
    }

    private Properties settings() throws IOException {
        Properties settings = new Properties();
        for (String each : options.containsKey("settings") ? options.get("settings").split(",") : new String[0]) {
            try (Reader in = Files.newBufferedReader(Path.of(each))) {
                settings.load(in);
            }
        }
        return settings;
    }

    /** As camel-main does it at the start of the routes. */
    private static void settings(CamelContext camel, Component component, Properties settings) {
        Map<String, Object> values = new HashMap<>();
        settings.stringPropertyNames().stream().filter(key -> key.startsWith(S3))
                .forEach(key -> values.put(StringHelper.dashToCamelCase(key.substring(S3.length())), settings.getProperty(key)));
        PropertyBindingSupport.build().withCamelContext(camel).withTarget(component).withConfigurer(component.getComponentPropertyConfigurer())
                .withProperties(values).withIgnoreCase(true).withMandatory(true).bind();
    }
}
