package io.github.camelatlos.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExampleSettingsTest {

    @TempDir
    private Path home;
    private final Map<String, String> environment = new HashMap<>(Map.of("ATLOS_TOKEN", "a-token"));
    private final Properties properties = new Properties();

    @ParameterizedTest
    @ValueSource(strings = { "archive", "map", "backup", "alerts", "intake", "cloud-soar", "mongodb-atlas", "airgap",
            "publish" })
    void aRealProjectNeedsAFolderThatIsNamedAndStays(String name) throws IOException {
        ExampleSettings settings = settings(name);
        assertThatThrownBy(settings::folder).hasMessageContaining("-Dexample.folder=").hasMessageContaining("-D" + settings.folderKey() + "=");
        assertThatThrownBy(() -> {
            properties.setProperty("example.folder", home.resolve("target").toString());
            settings.folder();
        }).hasMessageContaining("mvn clean");

        properties.setProperty("example.folder", home.resolve("stays").toString());
        assertThat(settings.folder()).isEqualTo(home.resolve("stays").resolve(name)).isEqualTo(settings.folder()).isDirectory();
        properties.setProperty(settings.folderKey(), home.resolve("elsewhere").toString());
        assertThat(settings.folder()).isEqualTo(home.resolve("elsewhere"));
    }

    @Test
    void theEnvironmentCanNameItToo() throws IOException {
        environment.put("AIRGAP_FOLDER", home.resolve("stick").toString());
        assertThat(settings("airgap").folder()).isEqualTo(home.resolve("stick"));
        environment.put("EXAMPLE_FOLDER", home.resolve("stays").toString());
        assertThat(settings("backup").folder()).isEqualTo(home.resolve("stays/backup"));
    }

    @Test
    void anInventedProjectNeverSharesAFolderWithARealOne() throws IOException {
        environment.clear();
        properties.setProperty("example.folder", home.toString());
        assertThat(settings("backup").folder()).hasParent(home).isNotEqualTo(home.resolve("backup")).isNotEqualTo(settings("backup").folder());
    }

    @Test
    void anInventedProjectGoesOnFromNoOther() throws IOException {
        environment.clear();
        properties.setProperty("backup.folder", home.resolve("named").toString());
        Path named = settings("backup").folder();
        assertThat(named).isEqualTo(home.resolve("named"));
        Files.createFile(named.resolve("incidents.checkpoint"));
        assertThatThrownBy(() -> settings("backup").folder()).hasMessageContaining("is not empty");
    }

    @ParameterizedTest
    @CsvSource({ "backup,backup.yaml,backup.jdbc.url", "archive,'archive.yaml,store-s3.yaml',archive.s3.bucket", "cloud-soar,hand-off.yaml,SOAR_URL",
            "cloud-soar,hand-off.yaml,SOAR_TOKEN", "mongodb-atlas,mirror.yaml,MONGODB_URI", "mongodb-atlas,events.yaml,MONGODB_ATLAS_GROUP",
            "alerts,alerts.yaml,alerts.mail.host", "alerts,alerts.yaml,ALERTS_CHAT_URL" })
    void nothingIsInventedBesideARealProject(String name, String files, String named) {
        assertThatThrownBy(() -> new ExampleParts(name, settings(name)).check(files)).hasMessageContaining(named);
    }

    @Test
    void whatIsGivenIsEnough() {
        environment.putAll(Map.of("BACKUP_JDBC_URL", "jdbc:postgresql://db/atlos", "MONGODB_URI", "mongodb://db", "SOAR_URL", "https://soar", "SOAR_TOKEN", "t"));
        properties.putAll(Map.of("alerts.chat", "false", "alerts.mail.host", "mail"));
        for (String name : new String[] { "backup", "mongodb-atlas", "cloud-soar", "alerts", "archive", "map", "intake" }) {
            ExampleParts parts = new ExampleParts(name, settings(name));
            assertThatCode(() -> parts.check(parts.files())).as(name).doesNotThrowAnyException();
        }
        assertThat(new ExampleParts("mongodb-atlas", settings("mongodb-atlas")).files()).as("no invented group").isEqualTo("mirror.yaml");
    }

    @Test
    void anInventedTokenMakesNoProjectReal() {
        environment.clear();
        ExampleSettings settings = settings("alerts");
        properties.setProperty("camel.component.atlos.token", "an-invented-one");
        assertThat(settings.isReal()).isFalse();
    }

    private ExampleSettings settings(String name) {
        return new ExampleSettings(name, home, environment, properties);
    }
}
