package com.smartonboarding.apikeys.secret;

import java.util.Arrays;

/** HKDF with SHA-256 (RFC 5869): derives independent keys for any number of purposes from one key. */
final class Hkdf {
    private final MacKey pseudoRandomKey;

    /** Extracts. The salt need not be secret. An empty salt stands for a block of zeros of the hash's length. */
    Hkdf(byte[] salt, byte[] keyMaterial) {
        byte[] extractKey = salt.length == 0 ? new byte[MacKey.MAC_LENGTH] : salt;
        pseudoRandomKey = new MacKey(new MacKey(extractKey).mac(keyMaterial));
    }

    /** Expands to {@code length} bytes; the maximum is 255 times 32. */
    byte[] expand(byte[] info, int length) {
        byte[] output = new byte[length];
        byte[] block = new byte[0];
        for (int done = 0, counter = 1; done < length; done += block.length, counter++) {
            byte[] input = Arrays.copyOf(block, block.length + info.length + 1);
            System.arraycopy(info, 0, input, block.length, info.length);
            input[input.length - 1] = (byte) counter;
            block = pseudoRandomKey.mac(input);
            System.arraycopy(block, 0, output, done, Math.min(block.length, length - done));
        }
        return output;
    }
}
