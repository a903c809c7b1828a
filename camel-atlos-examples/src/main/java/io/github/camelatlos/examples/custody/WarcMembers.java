package io.github.camelatlos.examples.custody;

import io.github.camelatlos.examples.Sha256;
import io.github.camelatlos.examples.archive.Answer;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.netpreserve.jwarc.WarcCompression;
import org.netpreserve.jwarc.WarcRecord;
import org.netpreserve.jwarc.WarcWriter;

/** Records of a WARC, each packed by itself as the standard recommends, and the digest of all of them. */
final class WarcMembers {

    private static final int BUFFER = 1 << 16;
    private static final int SAMPLE = 1 << 14;

    private final FileChannel file;
    private final MessageDigest digest = Sha256.digest();
    private final OutputStream out;

    WarcMembers(FileChannel file) {
        this.file = file;
        this.out = new DigestOutputStream(Channels.newOutputStream(file), digest);
    }

    void add(WarcRecord record) throws IOException {
        add(record, Deflater.DEFAULT_COMPRESSION);
    }

    void add(WarcRecord record, int level) throws IOException {
        Member member = new Member(out, level);
        new WarcWriter(Channels.newChannel(member), WarcCompression.NONE).write(record);
        member.finish();
    }

    long position() throws IOException {
        return file.position();
    }

    /** Of what was added. */
    String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * How hard to try. Measured: a film of 100 MB took ten seconds to become no smaller, a picture of 1 MB 70 ms; so a sample from its middle is tried
     * first, and what cannot be packed is stored.
     */
    static int levelFor(Answer answer, Path kept) throws IOException {
        byte[] sample = answer.sample(SAMPLE, kept);
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try {
            deflater.setInput(sample);
            deflater.finish();
            int packed = deflater.deflate(new byte[2 * SAMPLE]);
            return sample.length == 0 ? Deflater.DEFAULT_COMPRESSION : packed > sample.length * 0.9 ? Deflater.NO_COMPRESSION : Deflater.BEST_SPEED;
        } finally {
            deflater.end();
        }
    }

    private static final class Member extends GZIPOutputStream {

        Member(OutputStream out, int level) throws IOException {
            super(new FilterOutputStream(out) {
                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    out.write(bytes, offset, length);
                }

                @Override
                public void close() {
                    // Others follow.
                }
            }, BUFFER);
            def.setLevel(level);
        }
    }
}
