package io.github.camelatlos.examples.airgap;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.apache.camel.Variable;

/** Knows which file comes next. */
public final class Inbox {

    private Path last;
    private long quiet;

    public void setFolder(String path) {
        last = Path.of(path).resolve("taken.last");
    }

    /** For how many milliseconds nothing may have written to a file before it is called damaged. */
    public void setQuiet(long millis) {
        quiet = millis;
    }

    /** The incidents in it, if it is whole, and the next one or one of before. */
    public List<String> open(@Variable("file") byte[] file, @Header(Exchange.FILE_LAST_MODIFIED) long written)
            throws IOException, DamagedBatch, MissingBatch, UnfinishedCopy {
        Batch batch = whole(file, written);
        long expected = last() + 1;
        if (batch.number() > expected) {
            throw new MissingBatch("File %d has to wait: %d has not arrived".formatted(batch.number(), expected));
        }
        return batch.lines();
    }

    private Batch whole(byte[] file, long written) throws DamagedBatch, UnfinishedCopy {
        try {
            return Batch.of(new String(file, StandardCharsets.UTF_8));
        } catch (DamagedBatch e) {
            if (System.currentTimeMillis() - written < quiet) {
                // Without the cause, or the route would take it for that.
                throw new UnfinishedCopy();
            }
            throw e;
        }
    }

    public void taken(@Variable("file") byte[] file) throws IOException, DamagedBatch {
        long number = Batch.of(new String(file, StandardCharsets.UTF_8)).number();
        if (number > last()) {
            new ForcedFile(last).put(Long.toString(number));
        }
    }

    /** What became of the incidents of a file. */
    public String told(List<Boolean> stored) {
        long changed = stored.stream().filter(Boolean::booleanValue).count();
        return "%d incidents, %d of them stored, %d were newer here".formatted(stored.size(), changed, stored.size() - changed);
    }

    private long last() throws IOException {
        return Files.exists(last) ? Long.parseLong(Files.readString(last).strip()) : 0;
    }
}
