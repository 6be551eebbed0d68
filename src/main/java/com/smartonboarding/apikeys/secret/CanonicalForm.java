package com.smartonboarding.apikeys.secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Encodes a sequence of fields as one byte string. Each field is a byte that says whether it is present, then its
 * length in four bytes, then its bytes. Because every field carries its length, two different sequences never give the
 * same bytes.
 */
public final class CanonicalForm {
    private ByteBuffer bytes = ByteBuffer.allocate(512);

    /** Starts the form of one kind of thing. The kind prevents a row of one table from passing for a row of another. */
    public CanonicalForm(String kind) {
        add(kind);
    }

    /** Adds a text in UTF-8. */
    public CanonicalForm add(@Nullable String text) {
        return add(text == null ? null : text.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds a number in eight bytes, most significant first. */
    public CanonicalForm add(@Nullable Long number) {
        if (number == null) {
            return add((byte[]) null);
        }
        begin(Long.BYTES).putLong(number);
        return this;
    }

    /** Adds raw bytes. */
    public CanonicalForm add(byte @Nullable [] field) {
        if (field == null) {
            reserve(1).put((byte) 0);
        } else {
            begin(field.length).put(field);
        }
        return this;
    }

    void feed(MessageDigest digest) {
        digest.update(bytes.array(), 0, bytes.position());
    }

    byte[] bytes() {
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    private ByteBuffer begin(int fieldLength) {
        return reserve(1 + Integer.BYTES + fieldLength).put((byte) 1).putInt(fieldLength);
    }

    private ByteBuffer reserve(int more) {
        if (more > bytes.remaining()) {
            int size = Math.max(2 * bytes.capacity(), bytes.position() + more);
            bytes = ByteBuffer.allocate(size).put(bytes.flip());
        }
        return bytes;
    }
}
