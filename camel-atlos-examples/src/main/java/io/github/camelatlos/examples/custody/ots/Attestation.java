package io.github.camelatlos.examples.custody.ots;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HexFormat;

/** What is said of a message at the end of a proof's path. */
public sealed interface Attestation extends Comparable<Attestation> {

    /** A calendar has taken it, and will be able to tell more later. */
    record Pending(String calendar) implements Attestation {

        static final String TAG = "83dfe30d2ef90c8e";

        @Override
        public String tag() {
            return TAG;
        }

        @Override
        public String order() {
            return calendar;
        }

        @Override
        public byte[] payload() {
            return new Output().counted(calendar.getBytes(StandardCharsets.US_ASCII)).toByteArray();
        }
    }

    /** It is the Merkle root of that block of Bitcoin's chain; to be believed only once the block was looked up. */
    record Bitcoin(int height) implements Attestation {

        static final String TAG = "0588960d73d71901";

        @Override
        public String tag() {
            return TAG;
        }

        @Override
        public String order() {
            return "%010d".formatted(height);
        }

        @Override
        public byte[] payload() {
            return new Output().number(height).toByteArray();
        }
    }

    /** Something else, which is kept as it is and proves nothing here. */
    record Unknown(String tag, String hex) implements Attestation {

        @Override
        public String order() {
            return hex;
        }

        @Override
        public byte[] payload() {
            return HexFormat.of().parseHex(hex);
        }
    }

    /** Eight bytes, hexadecimal. */
    String tag();

    /** Among those of one tag, as the reference implementation sorts them. */
    String order();

    byte[] payload();

    static Attestation read(Input in) throws MalformedProof {
        String tag = HexFormat.of().formatHex(in.bytes(8));
        byte[] payload = in.counted(8192);
        Input inner = new Input(payload);
        return switch (tag) {
            case Pending.TAG -> {
                String calendar = new String(inner.counted(1000), StandardCharsets.ISO_8859_1);
                inner.end();
                if (!calendar.matches("[A-Za-z0-9._/:-]+")) {
                    throw new MalformedProof("it names a calendar that is no address");
                }
                yield new Pending(calendar);
            }
            case Bitcoin.TAG -> {
                Bitcoin block = new Bitcoin(inner.number());
                inner.end();
                yield block;
            }
            default -> new Unknown(tag, HexFormat.of().formatHex(payload));
        };
    }

    default void write(Output out) {
        out.bytes(HexFormat.of().parseHex(tag())).counted(payload());
    }

    @Override
    default int compareTo(Attestation other) {
        return Comparator.comparing(Attestation::tag).thenComparing(Attestation::order).compare(this, other);
    }
}
