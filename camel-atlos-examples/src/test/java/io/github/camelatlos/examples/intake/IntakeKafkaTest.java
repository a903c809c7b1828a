package io.github.camelatlos.examples.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelatlos.examples.ExampleRun;
import io.github.camelatlos.server.AtlosServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.ConsumerTemplate;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

class IntakeKafkaTest {

    private static final String GOOD = "K-1,Bridge closed for the night,2026-10-02,48.5,35.25,Not Sensitive,,https://sources.example.org/a";
    private static final String BAD = "K-2,School roof damaged,5 October,,,Not Sensitive,,";

    @TempDir
    private Path folder;
    private final AtlosServer server = AtlosServer.start();
    private final EmbeddedKafkaKraftBroker kafka = new EmbeddedKafkaKraftBroker(1, 1, "intake", "intake-report", "intake-refused");

    @BeforeEach
    void start() {
        kafka.afterPropertiesSet();
    }

    @AfterEach
    void stop() {
        kafka.destroy();
        server.close();
    }

    @Test
    void recordsBecomeIncidentsAndOneOfThemComesTwice() throws Exception {
        try (ExampleRun run = new ExampleRun(server, "intake", "intake-kafka.yaml,row.yaml",
                Map.of("intake.folder", folder.toString(), "intake.brokers", kafka.getBrokersAsString()));
                ProducerTemplate producer = run.context().createProducerTemplate();
                ConsumerTemplate consumer = run.context().createConsumerTemplate()) {
            for (String row : List.of(GOOD, BAD, GOOD)) {
                producer.sendBody("kafka:intake?brokers=" + kafka.getBrokersAsString(), row);
            }

            assertThat(received(consumer, "intake-report", 3)).map(line -> line.replace("\"", ""))
                    .satisfiesExactly(line -> assertThat(line).contains("\n0,K-1,made,"), line -> assertThat(line).contains("refused"),
                            line -> assertThat(line).contains("K-1,there already,"));
            assertThat(received(consumer, "intake-refused", 1)).containsExactly(BAD);
            assertThat(run.failures()).isEmpty();
        }

        assertThat(server.cases().view().incidentCount()).isEqualTo(1);
        assertThat(server.cases().view().sourceMaterialCount()).isEqualTo(1);
    }

    @Test
    void aRecordThatIsNoRowIsRefusedAndHoldsUpNothing() throws Exception {
        try (ExampleRun run = new ExampleRun(server, "intake", "intake-kafka.yaml,row.yaml",
                Map.of("intake.folder", folder.toString(), "intake.brokers", kafka.getBrokersAsString()));
                ProducerTemplate producer = run.context().createProducerTemplate();
                ConsumerTemplate consumer = run.context().createConsumerTemplate()) {
            String topic = "kafka:intake?valueSerializer=org.apache.kafka.common.serialization.ByteArraySerializer&brokers=" + kafka.getBrokersAsString();
            byte[] latin1 = "K-8,Br\u00fccke gesperrt nach Explosion,2026-10-02,,,Not Sensitive,,".getBytes(StandardCharsets.ISO_8859_1);
            producer.sendBody(topic, null);
            producer.sendBody(topic, (GOOD + "\n" + BAD).getBytes(StandardCharsets.UTF_8));
            producer.sendBody(topic, latin1);
            producer.sendBody(topic, GOOD.getBytes(StandardCharsets.UTF_8));

            assertThat(received(consumer, "intake-report", 4)).map(line -> line.replace("\"", ""))
                    .satisfiesExactly(line -> assertThat(line).contains("0,,refused", "an empty record"),
                            line -> assertThat(line).contains("1,,refused", "2 rows in one record"),
                            line -> assertThat(line).contains("2,K-8,refused,,description,not UTF-8"),
                            line -> assertThat(line).contains("3,K-1,made,"));
            assertThat(consumer.receiveBody("kafka:intake-refused?groupId=bytes&autoOffsetReset=earliest&brokers=" + kafka.getBrokersAsString()
                    + "&valueDeserializer=org.apache.kafka.common.serialization.ByteArrayDeserializer", 20_000, byte[].class)).asString().isEqualTo(GOOD + "\n" + BAD);
            assertThat(run.failures()).isEmpty();
        }
        assertThat(server.cases().view().incidentCount()).isEqualTo(1);
    }

    private List<String> received(ConsumerTemplate consumer, String topic, int count) {
        List<String> bodies = new ArrayList<>();
        while (bodies.size() < count) {
            String body = consumer.receiveBody("kafka:" + topic + "?groupId=test&autoOffsetReset=earliest&brokers=" + kafka.getBrokersAsString(),
                    Duration.ofSeconds(20).toMillis(), String.class);
            assertThat(body).as("record %d of %s", bodies.size() + 1, topic).isNotNull();
            bodies.add(body);
        }
        return bodies;
    }
}
