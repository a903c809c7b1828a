package io.github.camelatlos.producer;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;

import io.github.camelatlos.AtlosException;
import io.github.camelatlos.input.Invalid;
import io.github.camelatlos.model.AtlosRecord;
import io.github.camelatlos.model.AtlosRecords;
import org.apache.camel.StreamCache;
import org.apache.camel.WrappedFile;
import org.apache.camel.spi.UnitOfWork;

/**
 * The file to upload in a body. Files stream from where they are; a stream that can be read only once is put down first, since
 * its length and its digest are needed before it is sent, and a second pass if the server asks to wait.
 */
interface UploadBody {

    /** Measured: more is answered with 413, after all of it was sent. */
    long LARGEST = 2_000_000_000L;

    /** In bytes. */
    long length();

    /** From its beginning, as often as wanted. */
    InputStream open() throws IOException;

    /** What it is called where the exchange does not say, or null. */
    default String fileName() {
        return null;
    }

    /** Whatever it takes to be read more than once. */
    default void makeReady() {
    }

    static UploadBody of(Inputs in) throws Exception {
        Object body = in.message().getBody();
        if (body instanceof WrappedFile<?> wrapped) {
            // A remote file knows itself how to be read, unless it is here already.
            body = wrapped.getFile() instanceof File file ? file : wrapped.getBody() instanceof File || wrapped.getBody() instanceof InputStream
                    ? wrapped.getBody() : wrapped;
        }
        UploadBody upload = of(in, body);
        if (upload.length() > LARGEST) {
            throw tooLarge(in);
        }
        return upload;
    }

    static AtlosException tooLarge(Inputs in) {
        return Invalid.tooLarge(in.operation(), Inputs.BODY, "the file is larger than the 2,000,000,000 bytes that Atlos takes; split or compress it");
    }

    private static UploadBody of(Inputs in, Object body) throws Exception {
        if (body instanceof File file) {
            return onDisk(in, file.toPath());
        } else if (body instanceof Path path) {
            return onDisk(in, path);
        } else if (body instanceof byte[] bytes) {
            return new InMemory(bytes);
        } else if (body instanceof StreamCache cache && cache instanceof InputStream && cache.length() >= 0) {
            return new Cached(in, cache);
        } else if (body instanceof CharSequence) {
            throw Invalid.input(in.operation(), Inputs.BODY, "this is a text, which may be meant as the path of a file or as its content; give a File "
                    + "or a Path, or turn the text into bytes (convertBodyTo: byte[]) if it is the content");
        } else if (body == null || body instanceof AtlosRecord || body instanceof AtlosRecords || body instanceof Map<?, ?>
                || body instanceof Collection<?>) {
            throw Invalid.input(in.operation(), Inputs.BODY, "there is no file in the body; give a File, a Path, an InputStream, byte[], or what a "
                    + "file, ftp or storage component delivers");
        }
        InputStream stream = in.exchange().getContext().getTypeConverter().tryConvertTo(InputStream.class, in.exchange(), body);
        if (stream == null) {
            throw Invalid.input(in.operation(), Inputs.BODY, "a " + body.getClass().getSimpleName() + " cannot be read as a file; give a File, a "
                    + "Path, an InputStream or byte[]");
        }
        return new Once(in, in.message().getBody(), in.spool(body, () -> stream));
    }

    private static UploadBody onDisk(Inputs in, Path path) throws IOException {
        if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
            throw Invalid.input(in.operation(), Inputs.BODY, "the file to upload does not exist, is a folder, or may not be read");
        }
        return new OnDisk(path, Files.size(path));
    }

    /** A file. */
    record OnDisk(Path path, long length) implements UploadBody {
        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(path);
        }

        @Override
        public String fileName() {
            return path.getFileName().toString();
        }
    }

    /** Bytes that are there anyway. */
    record InMemory(byte[] bytes) implements UploadBody {
        @Override
        public long length() {
            return bytes.length;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(bytes);
        }
    }

    /** A stream that Camel has cached, in memory or on disk. */
    record Cached(Inputs in, StreamCache cache) implements UploadBody {
        @Override
        public long length() {
            return cache.length();
        }

        @Override
        public InputStream open() throws IOException {
            return (InputStream) cache.copy(in.exchange());
        }
    }

    /** A stream that can be read only once; its bytes take the place of the body that it came from until the exchange is over. */
    record Once(Inputs in, Object body, Spool spool) implements UploadBody {
        @Override
        public long length() {
            return spool.length();
        }

        @Override
        public InputStream open() {
            return new Spooled(spool);
        }

        @Override
        public void makeReady() {
            spool.fill(in);
            in.message().setBody(new Spooled(spool));
            UnitOfWork unit = in.exchange().getUnitOfWork();
            // What a dead letter with useOriginalMessage gets.
            if (unit != null && Boolean.TRUE.equals(in.exchange().getContext().isAllowUseOriginalMessage())
                    && unit.getOriginalInMessage() != null && unit.getOriginalInMessage().getBody() == body) {
                unit.getOriginalInMessage().setBody(new Spooled(spool));
            }
        }
    }
}
