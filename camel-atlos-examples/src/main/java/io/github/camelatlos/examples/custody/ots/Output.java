package io.github.camelatlos.examples.custody.ots;

import java.io.ByteArrayOutputStream;

/** The other way round of {@link Input}. */
final class Output {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Output one(int value) {
        bytes.write(value);
        return this;
    }

    Output bytes(byte[] some) {
        bytes.writeBytes(some);
        return this;
    }

    Output number(int value) {
        int left = value;
        for (; left >= 0x80; left >>>= 7) {
            one(left & 0x7f | 0x80);
        }
        return one(left);
    }

    Output counted(byte[] some) {
        return number(some.length).bytes(some);
    }

    byte[] toByteArray() {
        return bytes.toByteArray();
    }
}
