package io.github.camelatlos.examples.archive;

import com.adobe.testing.s3mock.S3MockApplication;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Adobe's S3Mock in this process, with an empty bucket; for store-s3.yaml. */
public final class EmbeddedS3 implements AutoCloseable {

    private static final String BUCKET = "evidence";
    private static final String KEY = "example";

    /** Spring would set up whatever else it finds here, for the other examples. */
    private static final String NOT_ITS_OWN = "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration,"
            + "org.springframework.boot.autoconfigure.mongo.MongoAutoConfiguration,"
            + "org.springframework.boot.autoconfigure.kafka.KafkaAutoConfiguration";

    private final S3MockApplication server;
    private final S3Client client;

    public EmbeddedS3() {
        // Spring would set up the log anew for the whole process.
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        server = S3MockApplication.start(new HashMap<>(Map.of(S3MockApplication.PROP_HTTP_PORT, "0", S3MockApplication.PROP_HTTPS_PORT, "0",
                S3MockApplication.PROP_INITIAL_BUCKETS, BUCKET, S3MockApplication.PROP_SILENT, "true",
                "spring.autoconfigure.exclude", NOT_ITS_OWN)));
        client = S3Client.builder().endpointOverride(URI.create(url())).region(Region.EU_CENTRAL_1).forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(KEY, KEY))).build();
    }

    /** What the example needs to know of it. */
    public Map<String, String> properties() {
        String component = "camel.component.aws2-s3.";
        return Map.of("archive.s3.bucket", BUCKET, "archive.files", "aws2-s3:{{archive.s3.bucket}}?region={{archive.s3.region}}", component + "override-endpoint", "true", component + "uri-endpoint-override", url(),
                component + "force-path-style", "true", component + "access-key", KEY, component + "secret-key", KEY);
    }

    public byte[] read(String key) {
        return client.getObjectAsBytes(get -> get.bucket(BUCKET).key(key)).asByteArray();
    }

    public void write(String key, byte[] bytes) {
        client.putObject(put -> put.bucket(BUCKET).key(key), RequestBody.fromBytes(bytes));
    }

    public void remove(String key) {
        client.deleteObject(delete -> delete.bucket(BUCKET).key(key));
    }

    public List<String> keys() {
        return client.listObjectsV2(list -> list.bucket(BUCKET)).contents().stream().map(S3Object::key).toList();
    }

    /** What stands beside an object's bytes. */
    public String about(String key) {
        return client.headObject(head -> head.bucket(BUCKET).key(key)).toString();
    }

    /** Nobody can write any more. */
    void removeBucket() {
        client.deleteBucket(delete -> delete.bucket(BUCKET));
    }

    void createBucket() {
        client.createBucket(create -> create.bucket(BUCKET));
    }

    private String url() {
        return "http://127.0.0.1:" + server.getHttpPort();
    }

    @Override
    public void close() {
        client.close();
        server.stop();
    }
}
