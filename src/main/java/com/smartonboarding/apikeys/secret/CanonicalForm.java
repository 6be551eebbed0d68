package com.smartonboarding.apikeys.secret;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The one byte string that stands for a sequence of fields: each is a byte that tells absent from present, then its
 * length in four bytes, then its bytes. Because every field carries its length, no two different sequences are alike.
 */
public final class CanonicalForm {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);

    /** Starts the form of one kind of thing; the kind keeps a row of one table from passing for a row of another. */
    public CanonicalForm(String kind) {
        add(kind);
    }

    /** Adds a text in UTF-8. */
    public CanonicalForm add(@Nullable String text) {
        return add(text == null ? null : text.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds a number in eight bytes, most significant first. */
    public CanonicalForm add(@Nullable Long number) {
        return add(number == null ? null : eightBytes(number));
    }

    /** Adds raw bytes. */
    public CanonicalForm add(byte @Nullable [] field) {
        if (field == null) {
            bytes.write(0);
        } else {
            bytes.write(1);
            for (int shift = 24; shift >= 0; shift -= 8) {
                bytes.write(field.length >>> shift);
            }
            bytes.write(field, 0, field.length);
        }
        return this;
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    private static byte[] eightBytes(long number) {
        byte[] field = new byte[Long.BYTES];
        for (int i = 0; i < field.length; i++) {
            field[i] = (byte) (number >>> (56 - 8 * i));
        }
        return field;
    }
}
