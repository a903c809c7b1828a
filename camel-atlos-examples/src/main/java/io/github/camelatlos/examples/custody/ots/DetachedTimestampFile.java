package io.github.camelatlos.examples.custody.ots;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** An {@code .ots} file: what is known of the SHA-256 of another file. As {@code ots} reads and writes it. */
public record DetachedTimestampFile(String sha256, Timestamp timestamp) {

    private static final byte[] MAGIC = HexFormat.of().parseHex("004f70656e54696d657374616d7073000050726f6f6600bf89e2e884e89294");
    private static final int VERSION = 1;

    /** The block that a path leads to, with its Merkle root as block explorers show it. To be believed only once the block was looked up. */
    public record Block(int height, String merkleRoot) {
    }

    public static DetachedTimestampFile of(byte[] bytes) throws MalformedProof {
        Input in = new Input(bytes);
        if (!Arrays.equals(in.bytes(Math.min(MAGIC.length, bytes.length)), MAGIC)) {
            throw new MalformedProof("it is no OpenTimestamps proof");
        }
        if (in.number() != VERSION) {
            throw new MalformedProof("it is of a version of OpenTimestamps that is not known here");
        }
        if (in.one() != Op.SHA256) {
            throw new MalformedProof("it is not of a SHA-256");
        }
        byte[] digest = in.bytes(32);
        Timestamp timestamp = Timestamp.read(in, digest);
        in.end();
        return new DetachedTimestampFile(HexFormat.of().formatHex(digest), timestamp);
    }

    public byte[] bytes() {
        Output out = new Output().bytes(MAGIC).number(VERSION).one(Op.SHA256).bytes(digest());
        timestamp.write(out);
        return out.toByteArray();
    }

    public DetachedTimestampFile upgraded(Timestamp.More more) throws MalformedProof {
        return new DetachedTimestampFile(sha256, timestamp.upgraded(digest(), more));
    }

    /** The earliest, if one is said. */
    public Optional<Block> block() throws MalformedProof {
        Optional<Block> first = Optional.empty();
        for (Timestamp.Said each : timestamp.said(digest())) {
            if (each.attestation() instanceof Attestation.Bitcoin bitcoin && (first.isEmpty() || first.get().height() > bitcoin.height())) {
                first = Optional.of(new Block(bitcoin.height(), backwards(each.message())));
            }
        }
        return first;
    }

    /** The calendars that are to tell more. */
    public List<String> pending() throws MalformedProof {
        return timestamp.said(digest()).stream().map(Timestamp.Said::attestation).filter(Attestation.Pending.class::isInstance)
                .map(each -> ((Attestation.Pending) each).calendar()).distinct().toList();
    }

    private byte[] digest() {
        return HexFormat.of().parseHex(sha256);
    }

    private static String backwards(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (int i = bytes.length - 1; i >= 0; i--) {
            text.append(HexFormat.of().toHexDigits(bytes[i]));
        }
        return text.toString();
    }
}
