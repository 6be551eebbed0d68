package com.smartonboarding.apikeys.scan;

import com.smartonboarding.apikeys.model.TokenCode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads the code around a pair of bytes that matched, and then knows its position. */
final class CodeReader {
    /** The most bytes that a code takes in any spelling. */
    static final int SPAN = 512;

    private static final int SECOND_SEPARATOR = TokenCode.PREFIX.length() + TokenCode.ID_LENGTH;
    private static final int FIRST_SEPARATOR = TokenCode.PREFIX.length() - 1;

    private final byte[] code = new byte[TokenCode.LENGTH];
    private final Base64Spelling base64 = new Base64Spelling();
    private int start;
    private int end;

    /** The position of the first byte of the code that was read. */
    int start() {
        return start;
    }

    /** The position after the last byte of the code that was read. */
    int end() {
        return end;
    }

    /** The code that the pair at this position belongs to, if it is one and lies entirely between these limits. */
    Optional<TokenCode> read(byte[] bytes, int at, int from, int limit) {
        int offset = Anchors.offset(bytes, at);
        return switch (Anchors.spelling(bytes, at)) {
            case PLAIN -> begins(at - offset, from) ? plain(bytes, limit) : Optional.empty();
            case WIDE -> wide(bytes, at, offset, from, limit);
            case BASE64 -> base64(bytes, at, from, limit);
        };
    }

    private boolean begins(int place, int from) {
        start = place;
        return place >= from;
    }

    private Optional<TokenCode> code(int endOfIt) {
        end = endOfIt;
        return code[SECOND_SEPARATOR] == '_'
                ? TokenCode.parse(new String(code, StandardCharsets.ISO_8859_1))
                : Optional.empty();
    }

    private Optional<TokenCode> plain(byte[] bytes, int limit) {
        if (start + TokenCode.LENGTH > limit
                || bytes[start] != 's'
                || bytes[start + 1] != 'o'
                || bytes[start + 2] != 'k') {
            return Optional.empty();
        }
        if (bytes[start + FIRST_SEPARATOR] == '_' && bytes[start + SECOND_SEPARATOR] == '_') {
            System.arraycopy(bytes, start, code, 0, TokenCode.LENGTH);
            Optional<TokenCode> found = code(start + TokenCode.LENGTH);
            if (found.isPresent()) {
                return found;
            }
        }
        return escaped(bytes, limit);
    }

    private Optional<TokenCode> escaped(byte[] bytes, int limit) {
        int last = Math.min(limit, start + SPAN);
        int at = start;
        for (int length = 0; length < TokenCode.LENGTH; ) {
            at = Underscore.afterSoftBreak(bytes, at, last);
            if (at >= last) {
                return Optional.empty();
            }
            if (TokenCode.isDigit(bytes[at])) {
                code[length++] = bytes[at++];
            } else if (length == FIRST_SEPARATOR || length == SECOND_SEPARATOR) {
                int after = Underscore.after(bytes, at, last);
                if (after < 0) {
                    return Optional.empty();
                }
                code[length++] = '_';
                at = after;
            } else {
                return Optional.empty();
            }
        }
        return code(at);
    }

    private Optional<TokenCode> wide(byte[] bytes, int at, int offset, int from, int limit) {
        if (offset != WideSpelling.OFFSET_OF_LAST
                && begins(at - offset, from)
                && WideSpelling.narrow(bytes, start, 2, limit, code)) {
            return code(WideSpelling.end(start, 2));
        }
        int offsetOfFour = offset < WideSpelling.OFFSET_OF_UNDERSCORE ? offset + 4 : offset;
        if (offset != WideSpelling.OFFSET_OF_UNDERSCORE
                && begins(at - offsetOfFour, from)
                && WideSpelling.narrow(bytes, start, 4, limit, code)) {
            return code(WideSpelling.end(start, 4));
        }
        return Optional.empty();
    }

    private Optional<TokenCode> base64(byte[] bytes, int at, int from, int limit) {
        if (!base64.read(bytes, at, from, limit, code)) {
            return Optional.empty();
        }
        start = base64.start();
        return code(base64.end());
    }
}
