package io.github.camelatlos.it;

import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.karaf.core.OsgiDefaultCamelContext;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Starts a route that comments on every incident it sees. */
public class RouteActivator implements BundleActivator {

    private CamelContext camel;

    @Override
    public void start(BundleContext bundle) throws Exception {
        camel = new OsgiDefaultCamelContext(bundle);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                String server = "baseUrl=" + System.getProperty("atlos.url") + "&token=RAW(" + System.getProperty("atlos.token") + ")";
                from("atlos:incidents?initialDelay=0&delay=200&" + server)
                        .setBody(constant("Seen by Karaf"))
                        .to("atlos:incidents?operation=addComment&" + server);
            }
        });
        camel.start();
    }

    @Override
    public void stop(BundleContext bundle) {
        camel.stop();
    }
}
