package io.github.camelatlos.producer;

import java.io.IOException;
import java.util.function.Function;

import io.github.camelatlos.client.StopSignal;
import io.github.camelatlos.model.SourceMaterial;
import io.github.camelatlos.writes.OutgoingFile;
import io.github.camelatlos.writes.Writer;
import io.github.camelatlos.writes.Writer.Step;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An upload: before anything else its file is made ready to be read more than once. */
final class UploadWork implements Job.Work {

    private static final Logger LOG = LoggerFactory.getLogger(UploadWork.class);

    private final UploadBody body;
    private final Function<UploadBody, OutgoingFile> opened;
    private final Function<OutgoingFile, Writer<SourceMaterial>> writing;
    private OutgoingFile file;
    private Writer<SourceMaterial> writer;

    UploadWork(UploadBody body, Function<UploadBody, OutgoingFile> opened, Function<OutgoingFile, Writer<SourceMaterial>> writing) {
        this.body = body;
        this.opened = opened;
        this.writing = writing;
    }

    @Override
    public Step<?> step() throws IOException {
        if (writer == null) {
            file = opened.apply(body.ready());
            writer = writing.apply(file);
        }
        return writer.step();
    }

    @Override
    public RuntimeException givenUp() {
        return writer == null ? new StopSignal.Stopped() : writer.givenUp();
    }

    @Override
    public void close() {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            LOG.debug("A file that was read could not be closed", e);
        }
    }
}
