package io.github.camelatlos.examples.custody.ots;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Many digests that go to a calendar as one. Each gets a nonce of its own, so that neither the calendar nor whoever sees another one's
 * proof can tell whether a file that he holds is among them.
 *
 * @param root  what the calendar gets
 * @param paths from each digest to it
 */
public record MerkleTree(byte[] root, List<List<Op>> paths) {

    private static final SecureRandom RANDOM = new SecureRandom();

    private record Node(byte[] message, List<List<Op>> paths) {

        Node joined(Node other) throws MalformedProof {
            Op append = Op.append(other.message);
            add(paths, append);
            add(other.paths, Op.prepend(message));
            List<List<Op>> all = new ArrayList<>(paths);
            all.addAll(other.paths);
            return new Node(Op.sha256().on(append.on(message)), all);
        }

        private static void add(List<List<Op>> paths, Op op) {
            paths.forEach(path -> path.addAll(List.of(op, Op.sha256())));
        }
    }

    public static MerkleTree of(List<String> digests) throws MalformedProof {
        List<Node> level = new ArrayList<>();
        for (String each : digests) {
            byte[] nonce = new byte[16];
            RANDOM.nextBytes(nonce);
            Op append = Op.append(nonce);
            level.add(new Node(Op.sha256().on(append.on(HexFormat.of().parseHex(each))), List.of(new ArrayList<>(List.of(append, Op.sha256())))));
        }
        while (level.size() > 1) {
            List<Node> above = new ArrayList<>();
            for (int i = 0; i < level.size(); i += 2) {
                above.add(i + 1 < level.size() ? level.get(i).joined(level.get(i + 1)) : level.get(i));
            }
            level = above;
        }
        return new MerkleTree(level.get(0).message, level.get(0).paths);
    }

    /** The proof of one of the digests, by what is known of the root. */
    public DetachedTimestampFile proof(int number, String digest, Timestamp ofRoot) {
        return new DetachedTimestampFile(digest, ofRoot.before(paths.get(number)));
    }
}
