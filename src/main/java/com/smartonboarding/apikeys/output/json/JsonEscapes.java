package com.smartonboarding.apikeys.output.json;

import com.smartonboarding.apikeys.model.text.TextRules;
import com.smartonboarding.apikeys.output.text.SafeText;
import java.io.IOException;
import java.io.Writer;
import java.util.HexFormat;

/**
 * Writes unprintable characters as {@code \}{@code uXXXX}. This is correct everywhere in JSON, because JSON is ASCII
 * outside strings. Line feeds pass: they can only come from the layout, because those in strings are already escaped.
 */
final class JsonEscapes extends Writer {
    private final Writer out;

    JsonEscapes(Writer out) {
        this.out = out;
    }

    @Override
    public void write(int character) throws IOException {
        if (isSafe((char) character)) {
            out.write(character);
        } else {
            write(String.valueOf((char) character), 0, 1);
        }
    }

    @Override
    public void write(char[] characters, int start, int length) throws IOException {
        write(new String(characters, start, length), 0, length);
    }

    @Override
    public void write(String text, int start, int length) throws IOException {
        int end = start + length;
        int written = start;
        for (int i = start; i < end; ) {
            int next = i + 1;
            if (!isSafe(text.charAt(i))) {
                int codePoint = text.codePointAt(i);
                next = Math.min(end, i + Character.charCount(codePoint));
                if (!TextRules.isPrintable(text, i)) {
                    out.write(text, written, i - written);
                    escape(text, i, next);
                    written = next;
                }
            }
            i = next;
        }
        out.write(text, written, end - written);
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    private static boolean isSafe(char character) {
        return SafeText.isPlain(character) || character == '\n';
    }

    private void escape(String text, int start, int end) throws IOException {
        for (int i = start; i < end; i++) {
            out.write("\\u" + HexFormat.of().toHexDigits(text.charAt(i)));
        }
    }
}
