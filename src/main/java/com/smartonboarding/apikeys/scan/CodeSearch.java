package com.smartonboarding.apikeys.scan;

import com.smartonboarding.apikeys.model.TokenCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds codes in streams of bytes of any length, in memory of one size; may be used for one stream after another. */
final class CodeSearch {
    /** Bytes at the beginning in which a NUL means that it is no text; git looks at as many. */
    static final int HEAD = 8000;

    private static final int BUFFER = 256 * 1024;
    private static final int SECOND_SEPARATOR = TokenCode.PREFIX.length() + TokenCode.ID_LENGTH;

    private final byte[] buffer;
    private int limit;
    private int counted;
    private long line;
    private long column;

    CodeSearch() {
        this(BUFFER);
    }

    /** A search that holds this many bytes at a time, at least {@link #HEAD}. */
    CodeSearch(int size) {
        buffer = new byte[size];
    }

    /** Takes what is found, in order. */
    interface Sink {
        void found(TokenCode code, long line, long column);
    }

    /** Searches to the end of the stream; false when it is binary and was not searched. */
    boolean search(InputStream stream, Sink sink) throws IOException {
        limit = 0;
        InputStream in = stream;
        boolean ended = fill(in);
        Charset wide = wideCharset();
        if (wide != null) {
            InputStream head = new ByteArrayInputStream(Arrays.copyOf(buffer, limit));
            in = new Utf8Stream(new InputStreamReader(new SequenceInputStream(head, in), wide));
            limit = 0;
            ended = fill(in);
        } else if (isBinary()) {
            return false;
        }
        line = 1;
        column = 1;
        int at = beginsWith(0xEF, 0xBB, 0xBF) ? 3 : 0;
        counted = at;
        while (true) {
            at = searchBuffer(at, ended, sink);
            if (ended) {
                return true;
            }
            countTo(at);
            limit -= at;
            System.arraycopy(buffer, at, buffer, 0, limit);
            at = 0;
            counted = 0;
            ended = fill(in);
        }
    }

    /** Reads until the buffer is full; true when the stream ended before. */
    private boolean fill(InputStream in) throws IOException {
        while (limit < buffer.length) {
            int count = in.read(buffer, limit, buffer.length - limit);
            if (count < 0) {
                return true;
            }
            limit += count;
        }
        return false;
    }

    /** Searches what is in the buffer; where the first code may begin that is not all there yet. */
    private int searchBuffer(int from, boolean ended, Sink sink) {
        byte[] bytes = buffer; // locals, as the launcher's Java compiles quickly and leaves fields where they are
        int last = TokenCode.PREFIX.length() - 1;
        int end = limit - last;
        int at = from;
        // Looks at where the prefix would end: most bytes there tell that the next four positions cannot begin one.
        while (at < end) {
            switch (bytes[at + last]) {
                case '_' -> {
                    if (bytes[at] != 's' || bytes[at + 1] != 'o' || bytes[at + 2] != 'k') {
                        at += last + 1;
                    } else if (at + TokenCode.LENGTH <= limit) {
                        at += report(at, sink) ? TokenCode.LENGTH : last + 1;
                    } else {
                        return ended ? limit : at;
                    }
                }
                case 'k' -> at += 1;
                case 'o' -> at += 2;
                case 's' -> at += 3;
                default -> at += last + 1;
            }
        }
        return Math.min(at, limit);
    }

    private boolean report(int at, Sink sink) {
        if (buffer[at + SECOND_SEPARATOR] != '_') {
            return false;
        }
        Optional<TokenCode> code =
                TokenCode.parse(new String(buffer, at, TokenCode.LENGTH, StandardCharsets.ISO_8859_1));
        code.ifPresent(found -> {
            countTo(at);
            sink.found(found, line, column);
        });
        return code.isPresent();
    }

    /** Counts lines and characters up to a place; done only before a code and between buffers, as most files have none. */
    private void countTo(int end) {
        byte[] bytes = buffer;
        int lines = 0;
        int characters = 0;
        for (int i = counted; i < end; i++) {
            byte b = bytes[i];
            if (b >= -0x40) { // what continues a character of UTF-8, 0x80 to 0xBF, is no character
                characters++;
                if (b == '\n') {
                    lines++;
                    column = 1;
                    characters = 0;
                }
            }
        }
        line += lines;
        column += characters;
        counted = end;
    }

    private @Nullable Charset wideCharset() {
        if (beginsWith(0, 0, 0xFE, 0xFF) || beginsWith(0xFF, 0xFE, 0, 0)) {
            return Charset.forName("UTF-32");
        }
        return beginsWith(0xFE, 0xFF) || beginsWith(0xFF, 0xFE) ? StandardCharsets.UTF_16 : null;
    }

    private boolean beginsWith(int... bytes) {
        if (limit < bytes.length) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if ((buffer[i] & 0xFF) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    private boolean isBinary() {
        for (int i = 0; i < Math.min(limit, HEAD); i++) {
            if (buffer[i] == 0) {
                return true;
            }
        }
        return false;
    }
}
