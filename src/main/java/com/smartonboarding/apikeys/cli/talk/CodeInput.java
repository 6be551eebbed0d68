package com.smartonboarding.apikeys.cli.talk;

import com.smartonboarding.apikeys.model.TokenCode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One token code from standard input, without what people and their tools put around it: byte order marks, UTF-16 (as
 * PowerShell writes it), blanks and invisible characters, line ends of any system, quotes, NULs at the end, and the
 * marks that terminals send around pasted text.
 */
public final class CodeInput {
    /** Far more than a code and everything that may be around it. */
    static final int MOST_BYTES = 4096;

    private static final String OPENING_QUOTES = "\"'`\u201c\u2018";
    private static final String CLOSING_QUOTES = "\"'`\u201d\u2019";
    private static final String PASTE_BEGINS = "\u001b[200~";
    private static final String PASTE_ENDS = "\u001b[201~";

    /**
     * The beginning of every code in UTF-16. Big-endian text has another NUL before it, little-endian text after it.
     */
    private static final String BEGINNING_IN_UTF_16 = String.join("\0", TokenCode.PREFIX.split(""));

    private final String text;
    private final boolean tooLong;

    private CodeInput(String text, boolean tooLong) {
        this.text = text;
        this.tooLong = tooLong;
    }

    /** Reads these bytes; more than {@value #MOST_BYTES} bytes are not a code. */
    static CodeInput of(byte[] bytes) {
        return bytes.length > MOST_BYTES ? new CodeInput("", true) : of(new String(bytes, charset(bytes)));
    }

    /** Reads this text. */
    static CodeInput of(String text) {
        return new CodeInput(bare(text), false);
    }

    /** What was read, without what may surround a code. It is a code, or something else. */
    public String text() {
        return text;
    }

    /** The code, if there is one and nothing else. */
    public Optional<TokenCode> code() {
        return TokenCode.parse(text);
    }

    /** Whether there are several lines with something on them. */
    public boolean hasSeveralLines() {
        return text.lines().skip(1).findAny().isPresent();
    }

    /**
     * Why this is not a code, as the end of a sentence; empty if the reason is unknown, such as for a mistyped code.
     */
    public Optional<String> obstacle() {
        if (tooLong) {
            return Optional.of("the input is longer than " + MOST_BYTES / 1024 + " KiB");
        }
        if (text.isEmpty()) {
            return Optional.of("the input is empty or blank");
        }
        for (int i = 0; i < text.length(); i++) {
            if (isBlank(text.charAt(i))) {
                return Optional.of("there is a blank or an invisible character inside it");
            }
        }
        if (OPENING_QUOTES.indexOf(text.charAt(0)) >= 0
                || CLOSING_QUOTES.indexOf(text.charAt(text.length() - 1)) >= 0) {
            return Optional.of("it has a quote at one end that does not match the other end");
        }
        return text.codePoints()
                .filter(character -> character < ' ' || character > '~')
                .mapToObj(character -> character == '\ufffd'
                        ? "it contains bytes that are not text"
                        : String.format("it contains the character U+%04X, which no code has", character))
                .findFirst();
    }

    /** The charset, recognised by the byte order mark or by the beginning of a code. */
    private static Charset charset(byte[] bytes) {
        String characters = new String(bytes, StandardCharsets.ISO_8859_1);
        int beginning = characters.indexOf(BEGINNING_IN_UTF_16);
        if (characters.startsWith("\u00ff\u00fe") || (beginning >= 0 && beginning % 2 == 0)) {
            return StandardCharsets.UTF_16LE;
        }
        return characters.startsWith("\u00fe\u00ff") || beginning >= 0
                ? StandardCharsets.UTF_16BE
                : StandardCharsets.UTF_8;
    }

    private static String bare(String text) {
        int start = 0;
        int end = text.length();
        while (start < end) {
            char first = text.charAt(start);
            char last = text.charAt(end - 1);
            int mark = Math.min(PASTE_BEGINS.length(), end - start);
            int quote = OPENING_QUOTES.indexOf(first);
            if (isBlank(first)) {
                start++;
            } else if (isBlank(last) || last == 0) {
                end--;
            } else if (isPasteMark(text.substring(start, start + mark))) {
                start += mark;
            } else if (isPasteMark(text.substring(end - mark, end))) {
                end -= mark;
            } else if (quote >= 0 && end - start > 1 && CLOSING_QUOTES.charAt(quote) == last) {
                start++;
                end--;
            } else {
                break;
            }
        }
        return text.substring(start, end);
    }

    private static boolean isPasteMark(String text) {
        return text.equals(PASTE_BEGINS) || text.equals(PASTE_ENDS);
    }

    /** White space of ASCII and Unicode, and invisible characters, such as byte order marks. */
    private static boolean isBlank(char character) {
        return Character.isWhitespace(character)
                || Character.isSpaceChar(character)
                || Character.getType(character) == Character.FORMAT
                || character == '\u0085';
    }
}
