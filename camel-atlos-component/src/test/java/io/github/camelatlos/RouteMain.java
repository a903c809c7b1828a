package io.github.camelatlos;

import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.camelatlos.model.AtlosRecord;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.file.cluster.FileLockClusterService;
import org.apache.camel.impl.DefaultCamelContext;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Routes in a process of their own, to be killed: {@code baseUrl token [uri file]…}. Each record becomes a line of the file, on the disk before the
 * exchange completes: when it came, when the routes started, its index in the poll, whether it is the last one, what happened to it, and its JSON. With {@code -Dproof.database=} a JDBC URL there is a bean {@code #database}, with {@code -Dproof.locks=} a folder the
 * routes can be {@code master:}.
 */
public final class RouteMain {

    private RouteMain() {
    }

    public static void main(String[] args) throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        AtlosComponent atlos = context.getComponent("atlos", AtlosComponent.class);
        atlos.getConfiguration().setBaseUrl(args[0]);
        atlos.getConfiguration().setToken(args[1]);
        atlos.getConfiguration().setRetryDelay(20);
        if (System.getProperty("proof.database") != null) {
            PGSimpleDataSource database = new PGSimpleDataSource();
            database.setUrl(System.getProperty("proof.database"));
            context.getRegistry().bind("database", new JdbcStateRepository(database));
        }
        if (System.getProperty("proof.locks") != null) {
            FileLockClusterService locks = new FileLockClusterService();
            locks.setRoot(System.getProperty("proof.locks"));
            locks.setAcquireLockDelay(100, TimeUnit.MILLISECONDS);
            locks.setAcquireLockInterval(300, TimeUnit.MILLISECONDS);
            context.addService(locks);
        }
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() throws Exception {
                for (int i = 2; i < args.length; i += 2) {
                    from(args[i]).process(new LineWriter(args[i + 1]));
                }
            }
        });
        context.start();
        new CountDownLatch(1).await();
    }

    private static final class LineWriter implements Processor {
        private final FileOutputStream out;

        LineWriter(String file) throws IOException {
            out = new FileOutputStream(file, true);
        }

        @Override
        public void process(Exchange exchange) throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            Oracle.Place place = Oracle.Place.of(exchange);
            String head = place.at() + " " + place.started() + " " + place.index() + " " + place.last() + " "
                    + exchange.getMessage().getHeader(AtlosConstants.CHANGE) + " ";
            line.write(head.getBytes(StandardCharsets.US_ASCII));
            line.write(exchange.getMessage().getBody(AtlosRecord.class).toBytes());
            line.write('\n');
            line.writeTo(out);
            out.getFD().sync();
        }
    }
}
