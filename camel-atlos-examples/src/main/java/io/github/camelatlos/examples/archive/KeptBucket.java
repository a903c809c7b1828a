package io.github.camelatlos.examples.archive;

import java.io.IOException;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.component.aws2.s3.AWS2S3Endpoint;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.InvalidObjectStateException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * Files in a bucket of S3, or of anything that speaks S3: those at its top, where the routes put them. With the settings of Camel's aws2-s3.
 *
 * @param uri as in a route: {@code aws2-s3:BUCKET?region=eu-central-1}
 */
public record KeptBucket(CamelContext camel, String uri) implements KeptFiles {

    /** Within the client's retries: a connection that breaks within a file is no end of it. */
    @Override
    public Seen see(String file) throws IOException {
        AWS2S3Endpoint bucket = bucket();
        try {
            return bucket.getS3Client().getObject(get -> get.bucket(name(bucket)).key(file), (answer, bytes) -> KeptFiles.seen(bytes));
        } catch (NoSuchKeyException e) {
            return null;
        } catch (InvalidObjectStateException e) {
            throw new IOException("it is in cold storage: have it restored first", e);
        } catch (SdkException e) {
            throw new Away("The bucket " + name(bucket), e);
        }
    }

    @Override
    public SortedSet<String> names() throws IOException {
        AWS2S3Endpoint bucket = bucket();
        SortedSet<String> names = new TreeSet<>();
        try {
            bucket.getS3Client().listObjectsV2Paginator(list -> list.bucket(name(bucket)).delimiter("/")).contents().forEach(each -> names.add(each.key()));
        } catch (SdkException e) {
            throw new Away("The bucket " + name(bucket), e);
        }
        return names;
    }

    /** Camel keeps it, started; the first time it asks for the bucket at once. */
    private AWS2S3Endpoint bucket() throws Away {
        try {
            return camel.getEndpoint(uri, AWS2S3Endpoint.class);
        } catch (ResolveEndpointFailedException e) {
            throw new Away("The bucket", e.getCause() == null ? e : e.getCause());
        }
    }

    private static String name(AWS2S3Endpoint bucket) {
        return bucket.getConfiguration().getBucketName();
    }
}
