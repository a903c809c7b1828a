package io.github.camelatlos.examples.custody.ots;

import io.github.camelatlos.examples.archive.SmallHttp;
import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;

/** A calendar server of OpenTimestamps. A digest is all that it gets, and nothing that it sends is believed. */
public final class Calendar {

    private static final String TYPE = "application/vnd.opentimestamps.v1";
    /** The limit that the reference implementation has. */
    private static final int MOST = 10_000;

    private final String url;
    private final SmallHttp http = new SmallHttp(MOST, Duration.ofSeconds(30));

    public Calendar(String url) {
        this.url = url.replaceAll("/+$", "");
    }

    public String url() {
        return url;
    }

    /** Hands a digest in. */
    public Timestamp stamp(byte[] digest) throws IOException {
        SmallHttp.Answer answer = http.post(url + "/digest", digest, "application/octet-stream", TYPE);
        if (answer.status() != 200) {
            throw new IOException("it answers " + answer.status());
        }
        Timestamp timestamp = Timestamp.read(answer.body(), digest);
        if (timestamp.said(digest).stream().noneMatch(each -> each.attestation() instanceof Attestation.Bitcoin || isOurs(each.attestation()))) {
            // A pool, which hands on to one that is not configured; or a lie.
            throw new MalformedProof("it leads to another calendar: name that one");
        }
        return timestamp;
    }

    /** What it knows by now of a message that it has said is pending; null if it is no more than that. */
    public Timestamp timestamp(byte[] message) throws IOException {
        SmallHttp.Answer answer = http.get(url + "/timestamp/" + HexFormat.of().formatHex(message), TYPE);
        return switch (answer.status()) {
            case 200 -> Timestamp.read(answer.body(), message);
            case 404 -> null;
            default -> throw new IOException("it answers " + answer.status());
        };
    }

    private boolean isOurs(Attestation attestation) {
        return attestation instanceof Attestation.Pending pending && isAt(pending.calendar());
    }

    public boolean isAt(String other) {
        return other.replaceAll("/+$", "").equals(url);
    }
}
