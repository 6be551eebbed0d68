package com.smartonboarding.apikeys.scan;

import com.smartonboarding.apikeys.model.TokenCode;
import java.io.IOException;
import java.util.Optional;

/** Finds codes in any bytes, in constant memory. One instance can search several files in turn. */
public final class CodeSearch {
    private static final int BUFFER = 256 * 1024;

    private final byte[] buffer;
    private final CodeReader reader = new CodeReader();
    private final LineCount lines = new LineCount();
    private int limit;

    public CodeSearch() {
        this(BUFFER);
    }

    /** A search with a buffer of this many bytes, more than {@link CodeReader#SPAN} and {@link Anchors#BEHIND}. */
    public CodeSearch(int size) {
        buffer = new byte[size];
    }

    /** Receives the codes that were found, in order. */
    public interface Sink {
        void found(TokenCode code, long line, long column);
    }

    /** A source of bytes. */
    public interface Source {
        /** Reads at most {@code length} bytes; returns how many, or -1 at the end. */
        int read(byte[] target, int start, int length) throws IOException;
    }

    /** Searches the whole source. */
    public void search(Source source, Sink sink) throws IOException {
        limit = 0;
        boolean ended = fill(source);
        lines.begin(buffer, limit);
        int at = 0;
        int from = 0;
        while (true) {
            int end = ended ? limit - 1 : limit - CodeReader.SPAN;
            for (at = Anchors.next(buffer, at, end); at < end; at = Anchors.next(buffer, at, end)) {
                Optional<TokenCode> code = reader.read(buffer, at, from, limit);
                if (code.isPresent()) {
                    lines.countTo(buffer, reader.start());
                    sink.found(code.get(), lines.line(), lines.column());
                    at = reader.end();
                    from = at;
                } else {
                    at += Anchors.STRIDE;
                }
            }
            if (ended) {
                return;
            }
            lines.countTo(buffer, at - Anchors.BEHIND);
            int dropped = Math.min(at - Anchors.BEHIND, lines.counted());
            lines.moved(dropped);
            limit -= dropped;
            System.arraycopy(buffer, dropped, buffer, 0, limit);
            at -= dropped;
            from = Math.max(0, from - dropped);
            ended = fill(source);
        }
    }

    /** Fills the buffer; true if the source ended. */
    private boolean fill(Source source) throws IOException {
        while (limit < buffer.length) {
            int count = source.read(buffer, limit, buffer.length - limit);
            if (count < 0) {
                return true;
            }
            limit += count;
        }
        return false;
    }
}
