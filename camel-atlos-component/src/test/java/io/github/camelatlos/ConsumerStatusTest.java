package io.github.camelatlos;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;

import javax.management.ObjectName;

import org.apache.camel.CamelContext;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** How a consumer stands can be seen in JMX, in the dev console and in the health check. */
class ConsumerStatusTest extends ConsumerTestSupport {

    @Override
    CamelContext newContext() {
        CamelContext fresh = super.newContext();
        fresh.setDevConsole(true);
        return fresh;
    }

    @Test
    void jmxAndTheDevConsoleShowCheckpointLagAndTraffic() throws Exception {
        server.cases().addIncidents(30);
        poll("incidents?startFrom=beginning" + checkpoint());
        awaitDelivered(30);
        Awaitility.await().until(() -> consumer().getLagSeconds() == 0);
        ObjectName name = ManagementFactory.getPlatformMBeanServer()
                .queryNames(new ObjectName("org.apache.camel:context=" + context.getManagementName() + ",type=consumers,*"), null).iterator().next();
        assertThat(attribute(name, "Checkpoint").toString()).startsWith("20");
        assertThat(attribute(name, "CheckpointStore").toString()).contains("checkpoint.json");
        assertThat(attribute(name, "LagSeconds")).isEqualTo(0L);
        assertThat((Long) attribute(name, "SecondsSinceSuccess")).isBetween(0L, 30L);
        assertThat(attribute(name, "PendingRecords")).isEqualTo(0);
        assertThat(attribute(name, "DeliveredRecords")).isEqualTo(30L);
        assertThat((Long) attribute(name, "PagesRead")).isPositive();
        assertThat((Long) attribute(name, "BytesRead")).isPositive();
        assertThat(attribute(name, "LastErrorText")).isEqualTo("");
        assertThat(attribute(name, "SecondsUntilSweep")).isEqualTo(-1L);

        DevConsole console = context.getCamelContextExtension().getContextPlugin(DevConsoleRegistry.class).resolveById("atlos");
        JsonObject json = (JsonObject) console.call(DevConsole.MediaType.JSON);
        JsonObject consumer = (JsonObject) ((JsonArray) json.get("consumers")).get(0);
        assertThat(consumer).containsEntry("deliveredRecords", 30L).containsKeys("checkpoint", "lagSeconds", "secondsSinceSuccess", "pagesRead", "secondsUntilSweep");
        assertThat((String) console.call(DevConsole.MediaType.TEXT)).contains("deliveredRecords: 30");
    }

    private static Object attribute(ObjectName bean, String name) throws Exception {
        return ManagementFactory.getPlatformMBeanServer().getAttribute(bean, name);
    }

    @Test
    void theHealthCheckSaysWhatToDoAboutATokenThatIsNotKnown() throws Exception {
        server.cases().addIncidents(3);
        poll("incidents");
        awaitDelivered(3);
        server.revoke(server.token());
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> consumer().getLastErrorText().contains("create a new one on the Access page"));
        HealthCheck.Result result = consumer().getHealthCheck().callReadiness();
        assertThat(result.getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(result.getError()).get().extracting(Throwable::getMessage).asString()
                .contains("Atlos does not know the token").contains("create a new one on the Access page");
    }
}
