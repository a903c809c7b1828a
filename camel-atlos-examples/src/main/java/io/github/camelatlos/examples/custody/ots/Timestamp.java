package io.github.camelatlos.examples.custody.ots;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What is known of a message: what is said of it, and what operations on it lead to. A tree, as the format of OpenTimestamps has it. */
public record Timestamp(NavigableSet<Attestation> attestations, NavigableMap<Op, Timestamp> next) {

    /** As the reference implementation has it; a path to a block takes about a hundred. */
    private static final int DEEPEST = 256;
    private static final int ATTESTATION = 0x00;
    private static final int FORK = 0xff;

    /** Something that is said, and of which message. */
    public record Said(byte[] message, Attestation attestation) {
    }

    /** What else is known of a message, by what a pending attestation of it says; null if nothing is. */
    public interface More {
        Timestamp of(byte[] message, Attestation.Pending pending);
    }

    static Timestamp read(byte[] bytes, byte[] message) throws MalformedProof {
        Input in = new Input(bytes);
        Timestamp timestamp = read(in, message, DEEPEST);
        in.end();
        return timestamp;
    }

    static Timestamp read(Input in, byte[] message) throws MalformedProof {
        return read(in, message, DEEPEST);
    }

    private static Timestamp read(Input in, byte[] message, int deepest) throws MalformedProof {
        if (deepest == 0) {
            throw new MalformedProof("it is too deep");
        }
        Timestamp timestamp = new Timestamp(new TreeSet<>(), new TreeMap<>());
        int tag;
        do {
            tag = in.one();
            int what = tag == FORK ? in.one() : tag;
            if (what == ATTESTATION) {
                timestamp.attestations.add(Attestation.read(in));
            } else {
                Op op = Op.read(what, in);
                timestamp.next.merge(op, read(in, op.on(message), deepest - 1), Timestamp::merged);
            }
        } while (tag == FORK);
        return timestamp;
    }

    void write(Output out) {
        int left = attestations.size() + next.size();
        for (Attestation each : attestations) {
            if (--left > 0) {
                out.one(FORK);
            }
            each.write(out.one(ATTESTATION));
        }
        for (var each : next.entrySet()) {
            if (--left > 0) {
                out.one(FORK);
            }
            each.getKey().write(out);
            each.getValue().write(out);
        }
    }

    /** That of a message from which these operations lead to the one that this is of. */
    Timestamp before(List<Op> path) {
        Timestamp timestamp = this;
        for (int i = path.size() - 1; i >= 0; i--) {
            timestamp = new Timestamp(new TreeSet<>(), new TreeMap<>(java.util.Map.of(path.get(i), timestamp)));
        }
        return timestamp;
    }

    /** Both, of one message. */
    public Timestamp merged(Timestamp other) {
        Timestamp both = new Timestamp(new TreeSet<>(attestations), new TreeMap<>(next));
        both.attestations.addAll(other.attestations);
        other.next.forEach((op, timestamp) -> both.next.merge(op, timestamp, Timestamp::merged));
        return both;
    }

    /** With what else is known where something is pending. */
    public Timestamp upgraded(byte[] message, More more) throws MalformedProof {
        Timestamp upgraded = new Timestamp(new TreeSet<>(attestations), new TreeMap<>());
        for (var each : next.entrySet()) {
            upgraded.next.put(each.getKey(), each.getValue().upgraded(each.getKey().on(message), more));
        }
        for (Attestation each : attestations) {
            Timestamp known = each instanceof Attestation.Pending pending ? more.of(message, pending) : null;
            upgraded = known == null ? upgraded : upgraded.merged(known);
        }
        return upgraded;
    }

    /** All that is said at the ends of its paths. */
    public List<Said> said(byte[] message) throws MalformedProof {
        List<Said> all = new ArrayList<>();
        attestations.forEach(each -> all.add(new Said(message, each)));
        for (var each : next.entrySet()) {
            all.addAll(each.getValue().said(each.getKey().on(message)));
        }
        return all;
    }
}
