package io.github.camelatlos.producer;

import java.time.Duration;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelatlos.AtlosConstants;
import io.github.camelatlos.AtlosOperation;
import io.github.camelatlos.AtlosProducerConfiguration;
import io.github.camelatlos.client.AtlosClient;
import io.github.camelatlos.input.FileName;
import io.github.camelatlos.input.Invalid;
import io.github.camelatlos.input.Metadata;
import io.github.camelatlos.input.Names;
import io.github.camelatlos.input.PlainText;
import io.github.camelatlos.input.WebAddress;
import io.github.camelatlos.input.YesOrNo;
import io.github.camelatlos.writes.Lookup;
import io.github.camelatlos.writes.MetadataWrite;
import io.github.camelatlos.writes.OutgoingFile;
import io.github.camelatlos.writes.SourceMaterialWrite;
import io.github.camelatlos.writes.UploadWrite;
import io.github.camelatlos.writes.Write;
import io.github.camelatlos.writes.Writer;

/** What {@code atlos:source-material} can do. */
final class SourceMaterialOperations implements Operations {

    private final Writing writing;
    private final AtlosProducerConfiguration options;
    private final AtlosClient client;
    private final String server;
    private final Lookup lookup;
    private final OutgoingFile.Counters counters;

    SourceMaterialOperations(Writing writing, AtlosClient client, OutgoingFile.Counters counters) {
        this.writing = writing;
        this.options = writing.options();
        this.client = client;
        this.server = client.settings().server();
        this.lookup = new Lookup(client);
        this.counters = counters;
    }

    @Override
    public Job job(AtlosOperation operation, Inputs in) throws Exception {
        return switch (operation) {
            case create -> create(in);
            case setMetadata -> setMetadata(in);
            case upload -> upload(in);
            case get -> get(in);
            default -> throw new IllegalArgumentException(in.operation());
        };
    }

    private Job create(Inputs in) {
        String slug = Names.slug(in.operation(), AtlosConstants.SLUG, in.text(AtlosConstants.SLUG, writing.slug()));
        String header = in.text(AtlosConstants.URL, options.getUrl());
        String field = header == null ? Inputs.BODY : AtlosConstants.URL;
        String given = header == null ? in.bodyText() : header;
        String url = given == null || PlainText.isBlank(given) ? null : WebAddress.http(in.operation(), field, given);
        boolean archive = YesOrNo.of(in.operation(), AtlosConstants.ARCHIVE, in.value(AtlosConstants.ARCHIVE, options.getArchive()));
        if (archive && url == null) {
            throw Invalid.input(in.operation(), AtlosConstants.ARCHIVE, "there is no URL to archive; give one as body or header "
                    + AtlosConstants.URL + ", or leave archive out");
        }
        return new Job(in.operation(), Lanes.incident(server, slug), false, true,
                writer(in, new SourceMaterialWrite(lookup, in.operation(), slug, url, archive)));
    }

    private Job setMetadata(Inputs in) {
        String id = id(in);
        String namespace = Names.namespace(in.operation(), AtlosConstants.NAMESPACE, in.text(AtlosConstants.NAMESPACE, options.getNamespace()));
        boolean erase = YesOrNo.of(in.operation(), AtlosConstants.ERASE, in.value(AtlosConstants.ERASE, null));
        // Not left over for the next step, which may mean to set, whatever becomes of this one.
        in.message().removeHeader(AtlosConstants.ERASE);
        if (erase && !in.isEmptyOfContent()) {
            throw Invalid.input(in.operation(), AtlosConstants.ERASE, "the namespace is to be erased, yet the body holds something; remove the header, or "
                    + "the body");
        }
        JsonNode content = erase ? null : Metadata.check(in.operation(), in.bodyJson());
        return new Job(in.operation(), Lanes.sourceMaterial(server, id), false, true,
                writer(in, new MetadataWrite(lookup, in.operation(), id, namespace, content, options.isVerify())));
    }

    private Job upload(Inputs in) throws Exception {
        String id = id(in);
        String title = in.text(AtlosConstants.TITLE, options.getTitle());
        String plain = title == null || PlainText.isBlank(title) ? null : PlainText.wellFormed(in.operation(), AtlosConstants.TITLE, title);
        UploadBody body = UploadBody.of(in);
        String name = FileName.toSend(in.operation(), AtlosConstants.FILE_NAME, in.text(AtlosConstants.FILE_NAME, body.fileName()));
        return new Job(in.operation(), Lanes.sourceMaterial(server, id), true, true, writer(in, new UploadWrite(lookup, in.operation(),
                new UploadWrite.Order(id, () -> file(in, id, body), name, plain, options.isSkipDuplicates(), options.isVerify()))));
    }

    private OutgoingFile file(Inputs in, String id, UploadBody body) {
        body.makeReady();
        return new OutgoingFile(body::open, body.length(), in.who() + " to " + id, counters);
    }

    private <R> Writer<R> writer(Inputs in, Write<R> write) {
        return new Writer<>(client, write, Duration.ofMillis(options.getArchiveTimeout()), in.who());
    }

    private Job get(Inputs in) {
        String id = id(in);
        return Job.read(in.operation(), () -> lookup.sourceMaterial(id));
    }

    private String id(Inputs in) {
        return Names.sourceMaterialId(in.operation(), AtlosConstants.SOURCE_MATERIAL_ID,
                in.text(AtlosConstants.SOURCE_MATERIAL_ID, options.getSourceMaterialId()));
    }
}
