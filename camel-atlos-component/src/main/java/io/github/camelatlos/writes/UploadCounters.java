package io.github.camelatlos.writes;

import java.util.concurrent.atomic.LongAdder;

/**
 * How uploads are going, for those who watch.
 *
 * @param bytes      handed to the network so far, those of files under way and of repetitions too
 * @param files      taken by the server
 * @param duplicates not sent, because the record held them already
 */
public record UploadCounters(LongAdder bytes, LongAdder files, LongAdder duplicates) {

    public UploadCounters() {
        this(new LongAdder(), new LongAdder(), new LongAdder());
    }
}
