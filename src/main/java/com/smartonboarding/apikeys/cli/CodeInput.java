package com.smartonboarding.apikeys.cli;

import com.smartonboarding.apikeys.model.TokenCode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The one token code that standard input gave, in what people and their tools write around it: a byte order mark, UTF-16
 * (as PowerShell writes it), spaces, tabs, a line end of any system, empty lines, quotes.
 */
final class CodeInput {
    /** Far more than a code and all that may be around it. */
    static final int MOST_BYTES = 4096;

    private static final String QUOTES = "\"'";

    private final List<String> lines;

    private CodeInput(List<String> lines) {
        this.lines = lines;
    }

    /** What these bytes are; more than {@value #MOST_BYTES} are no code. */
    static CodeInput of(byte[] bytes) {
        return bytes.length > MOST_BYTES ? new CodeInput(List.of()) : of(new String(bytes, charset(bytes)));
    }

    /** What this text is. */
    static CodeInput of(String text) {
        return new CodeInput(text.substring(text.startsWith("\ufeff") ? 1 : 0)
                .lines()
                .map(CodeInput::bare)
                .filter(line -> !line.isEmpty())
                .toList());
    }

    /** The code, if there is one and nothing else. */
    Optional<TokenCode> code() {
        return lines.size() == 1 ? TokenCode.parse(lines.get(0)) : Optional.empty();
    }

    /** Whether there are several lines with something on them. */
    boolean hasSeveralLines() {
        return lines.size() > 1;
    }

    /** The charset by the mark, or by the NUL that every other byte of a code in UTF-16 is. */
    private static Charset charset(byte[] bytes) {
        if (bytes.length < 2) {
            return StandardCharsets.UTF_8;
        }
        boolean little = (bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE) || (bytes[0] != 0 && bytes[1] == 0);
        boolean big = (bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF) || (bytes[0] == 0 && bytes[1] != 0);
        return little ? StandardCharsets.UTF_16LE : big ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_8;
    }

    private static String bare(String line) {
        String text = line.strip();
        boolean quoted = text.length() > 1
                && QUOTES.indexOf(text.charAt(0)) >= 0
                && text.charAt(0) == text.charAt(text.length() - 1);
        return quoted ? text.substring(1, text.length() - 1).strip() : text;
    }
}
