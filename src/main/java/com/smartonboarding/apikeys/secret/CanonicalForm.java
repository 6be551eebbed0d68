package com.smartonboarding.apikeys.secret;

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
    private byte[] bytes = new byte[512];
    private int length;

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
        begin(Long.BYTES);
        long rest = number;
        for (int i = 1; i <= Long.BYTES; i++) {
            bytes[length + Long.BYTES - i] = (byte) rest;
            rest >>>= Byte.SIZE;
        }
        length += Long.BYTES;
        return this;
    }

    /** Adds raw bytes. */
    public CanonicalForm add(byte @Nullable [] field) {
        if (field == null) {
            reserve(1);
            bytes[length++] = 0;
            return this;
        }
        begin(field.length);
        System.arraycopy(field, 0, bytes, length, field.length);
        length += field.length;
        return this;
    }

    void feed(MessageDigest digest) {
        digest.update(bytes, 0, length);
    }

    byte[] bytes() {
        return Arrays.copyOf(bytes, length);
    }

    private void begin(int fieldLength) {
        reserve(1 + Integer.BYTES + fieldLength);
        bytes[length++] = 1;
        for (int shift = 24; shift >= 0; shift -= Byte.SIZE) {
            bytes[length++] = (byte) (fieldLength >>> shift);
        }
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}
