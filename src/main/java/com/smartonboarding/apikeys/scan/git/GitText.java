package com.smartonboarding.apikeys.scan.git;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads git's output. */
final class GitText {
    /** The longest path that is kept, in bytes; git itself has no limit. */
    private static final int LONGEST = 16 * 1024;

    private GitText() {}

    /** The bytes up to an end mark, cut if there are too many; null at the end. */
    static byte @Nullable [] next(InputStream in, int endMark) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int next = in.read();
        if (next < 0) {
            return null;
        }
        for (; next >= 0 && next != endMark; next = in.read()) {
            if (bytes.size() < LONGEST) {
                bytes.write(next);
            }
        }
        return bytes.toByteArray();
    }

    /** The next line, which is ASCII; null at the end. */
    static @Nullable String line(InputStream in) throws IOException {
        byte[] line = next(in, '\n');
        return line == null ? null : new String(line, StandardCharsets.US_ASCII);
    }
}
