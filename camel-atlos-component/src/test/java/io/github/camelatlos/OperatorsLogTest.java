package io.github.camelatlos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an operator finds in the log: of a normal day, of a token that is not accepted, of a server that is gone. */
class OperatorsLogTest extends ConsumerTestSupport {

    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z";

    private LogLines log;

    @BeforeEach
    void listen() {
        log = new LogLines();
    }

    @AfterEach
    void stopListening() {
        log.close();
    }

    @Test
    void aNormalDay() throws Exception {
        server.cases().addIncidents(400);
        poll("incidents?status=To Do" + checkpoint());
        awaitDelivered(400);
        server.cases().addIncident("Another one");
        awaitDelivered(401);
        awaitPolls(10);
        restart("incidents?status=To Do" + checkpoint());
        awaitPolls(10);

        List<String> lines = log.print("A normal day, with a backlog and a restart");
        assertThat(lines).first().asString().matches("INFO poll: reads incidents of http://.*:\\d+ where attr_status\\[]=To Do.*; checkpoint "
                + "\\(file .*checkpoint.json\\): none yet, startFrom=beginning");
        assertThat(lines).element(1).isEqualTo("INFO poll: 400 records are new");
        assertThat(lines.subList(2, lines.size() - 3)).isNotEmpty()
                .allMatch(line -> line.matches("INFO poll: \\d+ of 400 records, up to " + TIME + "; [\\d.]+ a second, about \\d+ s left"));
        assertThat(lines.get(lines.size() - 3)).matches("INFO poll: has caught up, 400 records in \\d+ s");
        assertThat(lines.get(lines.size() - 2)).matches("INFO poll: reads incidents of .*: found, everything up to " + TIME + " was delivered");
        assertThat(lines.get(lines.size() - 1)).matches("INFO poll: has caught up, 0 records in \\d+ s");
    }

    /** How often it is said as it goes on: PollFailuresTest. */
    @Test
    void aWrongToken() throws Exception {
        server.cases().addIncident("Invented");
        String[] token = { "wrong" };
        context.getRegistry().bind("token", Supplier.class, (Supplier<String>) () -> token[0]);
        context.getComponent("atlos", AtlosComponent.class).getConfiguration().setToken(null);
        poll("incidents?tokenSupplier=#token" + checkpoint());
        awaitPolls(20);
        token[0] = server.token();
        awaitDelivered(1);
        awaitOver();

        List<String> lines = log.print("A wrong token");
        assertThat(lines).hasSize(4).noneMatch(line -> line.contains("stack") || line.contains(server.token()));
        assertThat(lines).element(1).asString().startsWith("WARN poll: a poll failed; the next one tries again. incidents list: ");
        assertThat(lines.get(2) + lines.get(3)).containsPattern("INFO poll: polls succeed again, after \\d+ that failed since " + TIME)
                .contains("INFO poll: has caught up, 1 records in ");
    }

    /** How often it is said as it goes on: RetryLogTest. */
    @Test
    void aServerThatIsGoneForAWhile() throws Exception {
        server.cases().addIncident("Invented");
        poll("incidents?maxRetries=2" + checkpoint());
        awaitDelivered(1);
        awaitPolls(2);
        server.stop();
        awaitPolls(20);
        server.restart();
        server.cases().addIncident("While it was gone");
        awaitDelivered(2);
        awaitOver();

        List<String> lines = log.print("A server that is gone for a while");
        assertThat(lines).hasSize(5).noneMatch(line -> line.contains("stack"));
        assertThat(lines).element(2).asString().matches("INFO poll: a request failed and is sent again in \\d+ ms[.] incidents list: no answer from http://.*");
        assertThat(lines).element(3).asString().matches("WARN poll: a poll failed; the next one tries again[.] incidents list: no answer from http://.*");
        assertThat(lines).element(4).asString().matches("INFO poll: polls succeed again, after \\d+ that failed since " + TIME);
    }

    @Test
    void aFolderThatIsMissingIsMadeAndSaid() throws Exception {
        Path file = folder.resolve("volume/that/is/not/mounted.checkpoint");
        poll("incidents?checkpointFile=" + file);
        awaitPolls(1);

        assertThat(Files.isDirectory(file.getParent())).isTrue();
        assertThat(log.all()).first().asString().startsWith("WARN The folder ").contains("of the checkpoint was missing and has been made");
    }

    @Test
    void aFilterThatTheServerIsNotKnownToTakeIsOneLine() throws Exception {
        poll("incidents?filter.no_media_version=true" + checkpoint());
        awaitPolls(5);

        assertThat(log.all()).filteredOn(line -> line.startsWith("WARN")).singleElement().asString()
                .startsWith("WARN poll: the server is not known to take filter.no_media_version (did you mean filter.no_media_versions?). ");
    }

    private void awaitOver() {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> log.all().stream().anyMatch(line -> line.contains("polls succeed again")));
    }
}
