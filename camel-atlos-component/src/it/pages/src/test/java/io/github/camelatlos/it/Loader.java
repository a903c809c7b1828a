package io.github.camelatlos.it;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** Routes that a page shows, in YAML, XML or Java (the inside of a configure method), taken into a context as they stand. */
record Loader(CamelContext camel, Path folder) {

    void add(String text, String language) throws Exception {
        if (!language.equals("java")) {
            PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString("shown." + language, text));
            return;
        }
        new Compiler(folder).compile("Shown", """
                public class Shown extends org.apache.camel.builder.RouteBuilder {
                    @Override
                    public void configure() {
                %s
                    }
                }
                """.formatted(text));
        try (URLClassLoader loader = new URLClassLoader(new URL[] { folder.toUri().toURL() }, getClass().getClassLoader())) {
            camel.addRoutes((RoutesBuilder) loader.loadClass("Shown").getConstructor().newInstance());
        }
    }
}
