package io.github.camelatlos.examples.custody.ots;

import java.nio.ByteBuffer;

/** Bytes of an OpenTimestamps proof, which anybody may have made. */
final class Input {

    private final ByteBuffer bytes;

    Input(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes);
    }

    int one() throws MalformedProof {
        return bytes(1)[0] & 0xff;
    }

    byte[] bytes(int count) throws MalformedProof {
        if (count > bytes.remaining()) {
            throw new MalformedProof("it is cut off");
        }
        byte[] some = new byte[count];
        bytes.get(some);
        return some;
    }

    /** Seven bits a byte, the lowest first; of four bytes at most, which no length and no block's number needs. */
    int number() throws MalformedProof {
        int number = 0;
        for (int shift = 0; shift < 28; shift += 7) {
            int one = one();
            number |= (one & 0x7f) << shift;
            if (one < 0x80) {
                return number;
            }
        }
        throw new MalformedProof("a number in it is too large");
    }

    byte[] counted(int most) throws MalformedProof {
        int count = number();
        if (count > most) {
            throw new MalformedProof("a part of it is too long");
        }
        return bytes(count);
    }

    void end() throws MalformedProof {
        if (bytes.hasRemaining()) {
            throw new MalformedProof("something comes after its end");
        }
    }
}
