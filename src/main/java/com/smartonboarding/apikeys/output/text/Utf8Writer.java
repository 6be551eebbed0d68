package com.smartonboarding.apikeys.output.text;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/**
 * Writes text as UTF-8, whatever the locale, in big pieces. A failing stream throws an {@link UncheckedIOException}.
 */
public final class Utf8Writer extends Writer {
    private static final int BUFFER = 16 * 1024;

    private final Writer encoder;
    private final char[] buffer = new char[BUFFER];
    private int used;

    /** Writes to a stream that the caller keeps open and closes. */
    public Utf8Writer(OutputStream out) {
        encoder = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    }

    @Override
    public void write(int character) {
        if (used == BUFFER) {
            drain();
        }
        buffer[used++] = (char) character;
    }

    @Override
    public void write(char[] characters, int start, int length) {
        write(new String(characters, start, length), 0, length);
    }

    @Override
    public void write(String text) {
        write(text, 0, text.length());
    }

    @Override
    public void write(String text, int start, int length) {
        int end = start + length;
        for (int from = start; from < end; ) {
            if (used == BUFFER) {
                drain();
            }
            int count = Math.min(end - from, BUFFER - used);
            text.getChars(from, from + count, buffer, used);
            used += count;
            from += count;
        }
    }

    /** Flushes everything to the stream. */
    @Override
    public void flush() {
        drain();
        try {
            encoder.flush();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The same as {@link #flush}: the caller closes the stream. */
    @Override
    public void close() {
        flush();
    }

    private void drain() {
        try {
            encoder.write(buffer, 0, used);
            used = 0;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
