package io.github.camelatlos.examples.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelatlos.examples.ExampleRun;
import io.github.camelatlos.examples.archive.EmbeddedS3;
import io.github.camelatlos.server.AtlosServer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.apache.sshd.sftp.SftpModuleProperties;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** To a bucket and to a web server: the new set is whole before a reader is led to it, and the old one is gone after. */
class DestinationsTest {

    private static final PublishedSet FIRST = set("1", "first");
    private static final PublishedSet SECOND = set("2", "second");

    @TempDir
    private Path folder;

    @Test
    void aFolderIsWholeAtEveryMoment() throws Exception {
        PublicFolder published = new PublicFolder();
        published.setPath(folder.resolve("public").toString());
        published.replace(FIRST);
        Thread writer = new Thread(() -> {
            try {
                for (int i = 0; i < 100; i++) {
                    published.replace(i % 3 == 0 ? FIRST : SECOND);
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        writer.start();
        int reads = 0;
        int missed = 0;
        while (writer.isAlive()) {
            try {
                assertThat(Files.readString(folder.resolve("public/incidents.geojson"))).isIn("first", "second");
                reads++;
            } catch (NoSuchFileException e) {
                // Only for who came through the link to the set that was just taken away: the next look is whole again.
                missed++;
                assertThat(Files.isSymbolicLink(folder.resolve("public"))).isTrue();
            }
        }
        System.out.println("Reads while 100 sets were published: " + reads + " whole, " + missed + " of a set that was just taken away");
        assertThat(reads).isPositive();
        try (Stream<Path> left = Files.list(folder.resolve(".public-sets"))) {
            assertThat(left).as("only the last set is left").hasSize(1);
        }
    }

    @Test
    void sftpLeadsToTheNewSetLastAndDeletesTheOld() throws Exception {
        Path web = Files.createDirectories(folder.resolve("web"));
        Files.writeString(web.resolve("robots.txt"), "mine");
        try (SshServer ssh = ssh(web)) {
            SftpServer server = sftp(ssh, "right");
            server.replace(FIRST);
            assertThat(web.resolve("index.html")).content().contains("<base href=\"" + FIRST.name() + "/\">");
            server.replace(SECOND);
            server.replace(SECOND);
            assertThat(web.resolve("index.html")).content().contains("<base href=\"" + SECOND.name() + "/\">");
            assertThat(web.resolve(SECOND.name() + "/base/index.js")).exists();
            assertThat(Files.readAllBytes(web.resolve("timemap/events.json"))).isEqualTo(SECOND.bytes("timemap/events.json"));
            assertThat(web.resolve(FIRST.name())).doesNotExist();
            assertThat(web.resolve("robots.txt")).content().isEqualTo("mine");

            assertThatThrownBy(() -> sftp(ssh, "wrong").replace(SECOND)).isInstanceOf(IOException.class).hasMessageStartingWith("SFTP to 127.0.0.1");
            Files.writeString(folder.resolve("known_hosts"), "");
            assertThatThrownBy(() -> sftp(ssh, "right").replace(SECOND)).as("a server that nobody knows").isInstanceOf(IOException.class)
                    .hasMessageContaining("HostKey");
        }
    }

    /** Its readers would see a set in pieces, so it gets none. */
    @Test
    void anSftpServerThatCannotReplaceAFileInOneStepIsRefused() throws Exception {
        Path web = Files.createDirectories(folder.resolve("web"));
        try (SshServer ssh = ssh(web)) {
            sftp(ssh, "right").replace(FIRST);
            Map<String, String> before = contents(web);
            SftpModuleProperties.OPENSSH_EXTENSIONS.set(ssh, "fsync@openssh.com=1");
            assertThatThrownBy(() -> sftp(ssh, "right").replace(SECOND)).isInstanceOf(IOException.class)
                    .hasMessageContaining("posix-rename@openssh.com").hasMessageContaining("Nothing was changed");
            assertThat(contents(web)).isEqualTo(before);
        }
    }

    private static Map<String, String> contents(Path web) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> all = Files.walk(web)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                contents.put(web.relativize(file).toString(), Files.readString(file));
            }
        }
        return contents;
    }

    @Test
    void s3LeadsToTheNewSetLastAndDeletesTheOld() throws Exception {
        try (AtlosServer atlos = AtlosServer.start(); EmbeddedS3 s3 = new EmbeddedS3()) {
            Map<String, String> properties = new HashMap<>(s3.properties());
            String bucket = properties.remove("archive.s3.bucket");
            properties.put("publish.s3.bucket", bucket);
            try (S3Client client = client(properties.get("camel.component.aws2-s3.uri-endpoint-override"));
                    ExampleRun run = new ExampleRun(atlos, "publish", "to-s3.yaml", properties)) {
                client.putObject(put -> put.bucket(bucket).key("set-of-mine/notes.txt"), RequestBody.fromString("mine"));
                send(run, FIRST);
                assertThat(text(client, bucket, "index.html")).contains("<base href=\"" + FIRST.name() + "/\">");
                assertThat(client.headObject(head -> head.bucket(bucket).key("index.html")).contentType()).startsWith("text/html");
                assertThat(text(client, bucket, FIRST.name() + "/base/index.js")).isEqualTo("index");

                send(run, SECOND);
                assertThat(text(client, bucket, "index.html")).contains("<base href=\"" + SECOND.name() + "/\">");
                assertThat(text(client, bucket, "incidents.geojson")).isEqualTo("second");
                assertThat(keys(client, bucket)).noneMatch(key -> key.startsWith(FIRST.name())).contains("set-of-mine/notes.txt");

                client.listObjectsV2Paginator(list -> list.bucket(bucket)).contents().forEach(each -> client.deleteObject(delete -> delete.bucket(bucket).key(each.key())));
                client.deleteBucket(delete -> delete.bucket(bucket));
                assertThatThrownBy(() -> send(run, FIRST)).as("so that the route does not take it for published").isInstanceOf(CamelExecutionException.class);
            }
        }
    }

    private static void send(ExampleRun run, PublishedSet set) {
        try (ProducerTemplate template = run.context().createProducerTemplate()) {
            Exchange sent = template.send("direct:publish-to", exchange -> {
                exchange.setVariable("set", set);
                exchange.getMessage().setBody(set);
            });
            if (sent.isFailed()) {
                throw CamelExecutionException.wrapCamelExecutionException(sent, sent.getException());
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static S3Client client(String url) {
        return S3Client.builder().endpointOverride(URI.create(url)).region(Region.EU_CENTRAL_1).forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("example", "example"))).build();
    }

    /** A set of a few files, for destinations take any. */
    private static PublishedSet set(String digit, String content) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        String page = "<meta content=\"base-uri 'none'\">\n  <meta name=\"viewport\">";
        Map.of("index.html", page, "embed.html", page, "incidents.geojson", content, "timemap/events.json", content, "base/index.js", "index")
                .forEach((path, text) -> files.put(path, text.getBytes(StandardCharsets.UTF_8)));
        return new PublishedSet("set-" + digit.repeat(16), files);
    }

    private static List<String> keys(S3Client client, String bucket) {
        return client.listObjectsV2Paginator(list -> list.bucket(bucket)).contents().stream().map(S3Object::key).toList();
    }

    private static String text(S3Client client, String bucket, String key) {
        return client.getObjectAsBytes(get -> get.bucket(bucket).key(key)).asUtf8String();
    }

    private SftpServer sftp(SshServer ssh, String password) {
        SftpServer server = new SftpServer();
        server.setHost("127.0.0.1");
        server.setPort(ssh.getPort());
        server.setUsername("publisher");
        server.setPassword(password);
        server.setKnownHosts(folder.resolve("known_hosts").toString());
        server.setFolder("/");
        return server;
    }

    private SshServer ssh(Path root) throws Exception {
        SshServer ssh = SshServer.setUpDefaultServer();
        ssh.setHost("127.0.0.1");
        SimpleGeneratorHostKeyProvider keys = new SimpleGeneratorHostKeyProvider();
        keys.setAlgorithm(KeyUtils.RSA_ALGORITHM);
        ssh.setKeyPairProvider(keys);
        ssh.setPasswordAuthenticator((user, password, session) -> user.equals("publisher") && password.equals("right"));
        ssh.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
        ssh.setFileSystemFactory(new VirtualFileSystemFactory(root));
        ssh.start();
        String key = PublicKeyEntry.toString(keys.loadKeys(null).iterator().next().getPublic());
        Files.writeString(folder.resolve("known_hosts"), "[127.0.0.1]:" + ssh.getPort() + " " + key + "\n");
        return ssh;
    }
}
