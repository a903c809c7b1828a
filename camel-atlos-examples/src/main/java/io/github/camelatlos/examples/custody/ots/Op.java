package io.github.camelatlos.examples.custody.ots;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;

/**
 * A step from one message to the next. Of those that the format has, the ones that calendars use; another one is refused.
 *
 * @param argument hexadecimal; empty where there is none
 */
public record Op(int tag, String argument) implements Comparable<Op> {

    static final int SHA1 = 0x02;
    static final int SHA256 = 0x08;
    static final int APPEND = 0xf0;
    static final int PREPEND = 0xf1;
    /** Of a message, and so of an argument. */
    static final int LONGEST = 4096;

    private static final HexFormat HEX = HexFormat.of();
    /** As the reference implementation sorts them. */
    private static final Comparator<Op> ORDER = Comparator.comparingInt(Op::tag).thenComparing(Op::argument);

    static Op sha256() {
        return new Op(SHA256, "");
    }

    static Op append(byte[] argument) {
        return new Op(APPEND, HEX.formatHex(argument));
    }

    static Op prepend(byte[] argument) {
        return new Op(PREPEND, HEX.formatHex(argument));
    }

    static Op read(int tag, Input in) throws MalformedProof {
        return switch (tag) {
            case SHA1, SHA256 -> new Op(tag, "");
            case APPEND, PREPEND -> {
                byte[] argument = in.counted(LONGEST);
                if (argument.length == 0) {
                    throw new MalformedProof("it adds nothing to something");
                }
                yield new Op(tag, HEX.formatHex(argument));
            }
            default -> throw new MalformedProof("it holds an operation that is not known here");
        };
    }

    void write(Output out) {
        out.one(tag);
        if (!argument.isEmpty()) {
            out.counted(HEX.parseHex(argument));
        }
    }

    byte[] on(byte[] message) throws MalformedProof {
        byte[] next = switch (tag) {
            case SHA1 -> digest("SHA-1", message);
            case SHA256 -> digest("SHA-256", message);
            case APPEND -> joined(message, HEX.parseHex(argument));
            default -> joined(HEX.parseHex(argument), message);
        };
        if (next.length > LONGEST) {
            throw new MalformedProof("a message in it is too long");
        }
        return next;
    }

    private static byte[] joined(byte[] one, byte[] other) {
        return new Output().bytes(one).bytes(other).toByteArray();
    }

    private static byte[] digest(String algorithm, byte[] message) {
        try {
            return MessageDigest.getInstance(algorithm).digest(message);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public int compareTo(Op other) {
        return ORDER.compare(this, other);
    }
}
