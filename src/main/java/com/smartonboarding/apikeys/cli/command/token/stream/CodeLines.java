package com.smartonboarding.apikeys.cli.command.token.stream;

import com.smartonboarding.apikeys.failure.StorageException;
import com.smartonboarding.apikeys.files.IoErrorText;
import com.smartonboarding.apikeys.model.TokenCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The lines of a stream: codes, and JSON objects, which begin with a brace. If a line is too long for what it is, only
 * its beginning is kept. It is then answered like any other wrong line, and takes little memory.
 */
final class CodeLines {
    private static final int BUFFER = 64 * 1024;

    /** The byte order mark that some editors put at the start of a UTF-8 file, read as ISO 8859-1. */
    private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";

    /** One more than a code with a mark before it, so that a longer line stays invalid. */
    private static final int KEPT = BYTE_ORDER_MARK.length() + TokenCode.LENGTH + 1;

    /** The longest line with a JSON object, in bytes. A longer one is given with more than this. */
    static final int LONGEST_JSON = 8 * 1024;

    /** A line of JSON with a mark before it and a carriage return after it. */
    private static final int KEPT_OF_JSON = BYTE_ORDER_MARK.length() + LONGEST_JSON + 1;

    /** The largest number of lines looked up together: as many codes as are read at once. */
    static final int MOST_TOGETHER = 1_200;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private byte[] line = new byte[KEPT];
    private int kept = KEPT;
    private int read;
    private int at;
    private int length;
    private boolean begun;
    private boolean first = true;
    private boolean ended;

    CodeLines(InputStream in) {
        this.in = in;
    }

    /**
     * The lines that can be read now, without their ends, in ISO 8859-1. Waits for the first one; empty at the end of
     * the stream.
     */
    List<String> next() {
        List<String> lines = new ArrayList<>();
        while (lines.size() < MOST_TOGETHER && (at < read || lines.isEmpty()) && fill()) {
            byte next = buffer[at++];
            if (next == '\n') {
                lines.add(take());
            } else {
                begun = true;
                if (length < kept || (length == KEPT && keepJson())) {
                    line[length] = next;
                }
                length = Math.min(length + 1, kept + 1);
            }
        }
        if (ended && begun) {
            lines.add(take());
        }
        return lines;
    }

    /** Whether there is another byte; reads more if needed. */
    private boolean fill() {
        if (at < read) {
            return true;
        }
        try {
            read = ended ? -1 : in.read(buffer);
        } catch (IOException e) {
            throw new StorageException("Standard input could not be read (" + IoErrorText.of(e) + ").", e);
        }
        at = 0;
        ended = read < 0;
        return !ended;
    }

    /** Keeps more of this line, which is too long for a code, if it begins like JSON. */
    private boolean keepJson() {
        int start = first && new String(line, 0, KEPT, StandardCharsets.ISO_8859_1).startsWith(BYTE_ORDER_MARK)
                ? BYTE_ORDER_MARK.length()
                : 0;
        if (line[start] != '{') {
            return false;
        }
        kept = KEPT_OF_JSON;
        if (line.length < kept) {
            line = Arrays.copyOf(line, kept);
        }
        return true;
    }

    private String take() {
        // Some systems end lines with CR LF: remove the CR, too.
        boolean carriageReturn = length > 0 && length <= kept && line[length - 1] == '\r';
        int end = Math.min(length, kept) - (carriageReturn ? 1 : 0);
        String text = new String(line, 0, end, StandardCharsets.ISO_8859_1);
        kept = KEPT;
        length = 0;
        begun = false;
        boolean marked = first && text.startsWith(BYTE_ORDER_MARK);
        first = false;
        return marked ? text.substring(BYTE_ORDER_MARK.length()) : text;
    }
}
