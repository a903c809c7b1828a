package io.github.camelatlos.bench;

import java.io.IOException;
import java.util.Collection;
import java.util.concurrent.TimeUnit;

import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** What one exchange costs: time, and bytes allocated. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class Overhead {

    private static final int RECORDS = 5_000;

    @Param("")
    String url;

    private Contender floor;
    private Contender atlos;
    private DefaultCamelContext context;
    private ProducerTemplate template;
    private CloseableHttpClient client;

    static void run(StubAtlos stub, Report report) throws RunnerException, IOException {
        stub.holds("T", RECORDS);
        Collection<RunResult> results = new Runner(new OptionsBuilder().include(Overhead.class.getName() + ".*").param("url", stub.url())
                .addProfiler(GCProfiler.class).build()).run();
        for (RunResult result : results) {
            String name = result.getParams().getBenchmark();
            report.add("one exchange, " + name.substring(name.lastIndexOf('.') + 1), Report.number(result.getPrimaryResult().getScore()) + " µs, "
                    + Report.number(result.getSecondaryResults().get("gc.alloc.rate.norm").getScore() / 1024) + " KB allocated", Double.NaN, "", true, Why.NONE);
        }
    }

    @Setup
    public void open() throws Exception {
        floor = new Floor(url, "incidents", "T");
        atlos = new Atlos(url, "incidents", "T");
        context = new DefaultCamelContext();
        context.start();
        template = context.createProducerTemplate();
        client = HttpClients.createDefault();
    }

    @TearDown
    public void close() throws Exception {
        floor.close();
        atlos.close();
        context.stop();
        client.close();
    }

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public void consumerAtlos() throws Exception {
        atlos.read(RECORDS);
    }

    @TearDown(Level.Invocation)
    public void rest() throws Exception {
        atlos.rest();
    }

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public void consumerFloor() throws Exception {
        floor.read(RECORDS);
    }

    @Benchmark
    public Object producerAtlos() {
        return template.requestBody("atlos:incidents?operation=addComment&verify=false&slug=AB12CD&token=T&baseUrl=" + url, "A comment");
    }

    @Benchmark
    public Object producerFloor() throws Exception {
        HttpPost post = new HttpPost(url + "/api/v2/add_comment/AB12CD");
        post.setHeader("Authorization", "Bearer T");
        post.setEntity(new StringEntity("{\"message\":\"A comment\"}", ContentType.APPLICATION_JSON));
        return client.execute(post, response -> EntityUtils.toString(response.getEntity()));
    }
}
