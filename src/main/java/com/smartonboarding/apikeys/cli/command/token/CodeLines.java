package com.smartonboarding.apikeys.cli.command.token;

import com.smartonboarding.apikeys.failure.StorageException;
import com.smartonboarding.apikeys.files.IoErrorText;
import com.smartonboarding.apikeys.model.TokenCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The lines of a stream of codes. If a line is too long for a code, only its beginning is kept. It is then answered
 * like any other line that is not a code, and takes little memory.
 */
final class CodeLines {
    private static final int BUFFER = 64 * 1024;

    /** The byte order mark that some editors put at the start of a UTF-8 file, read as ISO 8859-1. */
    private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";

    /** One more than a code with a mark before it, so that a longer line stays invalid. */
    private static final int KEPT = BYTE_ORDER_MARK.length() + TokenCode.LENGTH + 1;

    /** The largest number of lines answered together, because the client waits for all of them. */
    private static final int MOST_TOGETHER = 256;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private final byte[] line = new byte[KEPT];
    private int read;
    private int at;
    private int length;
    private boolean begun;
    private boolean first = true;
    private boolean ended;

    CodeLines(InputStream in) {
        this.in = in;
    }

    /** The lines that can be read now, without their ends. Waits for the first one; empty at the end of the stream. */
    List<String> next() {
        List<String> lines = new ArrayList<>();
        while (lines.size() < MOST_TOGETHER && (at < read || lines.isEmpty()) && fill()) {
            byte next = buffer[at++];
            if (next == '\n') {
                lines.add(take());
            } else {
                begun = true;
                if (length < KEPT) {
                    line[length] = next;
                }
                length = Math.min(length + 1, KEPT + 1);
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

    private String take() {
        // Some systems end lines with CR LF: remove the CR, too.
        boolean carriageReturn = length > 0 && length <= KEPT && line[length - 1] == '\r';
        int end = Math.min(length, KEPT) - (carriageReturn ? 1 : 0);
        String text = new String(line, 0, end, StandardCharsets.ISO_8859_1);
        length = 0;
        begun = false;
        boolean marked = first && text.startsWith(BYTE_ORDER_MARK);
        first = false;
        return marked ? text.substring(BYTE_ORDER_MARK.length()) : text;
    }
}
