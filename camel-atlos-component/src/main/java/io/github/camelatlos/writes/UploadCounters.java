package io.github.camelatlos.writes;

import java.util.concurrent.atomic.LongAdder;

/** How uploads are going, for those who watch. */
public final class UploadCounters {

    private final LongAdder bytes = new LongAdder();
    private final LongAdder files = new LongAdder();
    private final LongAdder duplicates = new LongAdder();

    void bytes(long more) {
        bytes.add(more);
    }

    void sent() {
        files.increment();
    }

    void duplicate() {
        duplicates.increment();
    }

    /** Bytes handed to the network so far, those of files under way and of repetitions too. */
    public long bytesSent() {
        return bytes.sum();
    }

    /** Files sent to their end. */
    public long filesSent() {
        return files.sum();
    }

    /** Files that were not sent because the record held them already. */
    public long duplicatesSkipped() {
        return duplicates.sum();
    }
}
