package com.smartonboarding.apikeys.model.text;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Keeps names of files as text without loss. A name consists of bytes, which are not always UTF-8. Each byte that is
 * not becomes one character from U+DC80 to U+DCFF, which UTF-8 never produces. Python does the same (PEP 383,
 * surrogateescape).
 */
public final class FileName {
    private static final int ESCAPED = 0xDC00;
    private static final int FIRST = 0xDC80;
    private static final int LAST = 0xDCFF;

    private FileName() {}

    /** The text for these bytes. */
    public static String decode(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        for (CoderResult result = decoder.decode(in, out, true);
                result.isError();
                result = decoder.decode(in, out, true)) {
            for (int i = 0; i < result.length(); i++) {
                out.put((char) (ESCAPED | (in.get() & 0xFF)));
            }
            decoder.reset();
        }
        return out.flip().toString();
    }

    /** The bytes that this text stands for. */
    public static byte[] encode(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            if (isEscaped(text, i)) {
                bytes.writeBytes(text.substring(from, i).getBytes(StandardCharsets.UTF_8));
                bytes.write(text.charAt(i));
                from = i + 1;
            }
        }
        bytes.writeBytes(text.substring(from).getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }

    /** The text for people: a byte that is not UTF-8 becomes {@code \xE9}. */
    public static String readable(String text) {
        StringBuilder readable = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (isEscaped(text, i)) {
                readable.append("\\x")
                        .append(Integer.toHexString(text.charAt(i) & 0xFF).toUpperCase(java.util.Locale.ROOT));
            } else {
                readable.append(text.charAt(i));
            }
        }
        return readable.toString();
    }

    private static boolean isEscaped(String text, int index) {
        char character = text.charAt(index);
        return character >= FIRST
                && character <= LAST
                && (index == 0 || !Character.isHighSurrogate(text.charAt(index - 1)));
    }
}
