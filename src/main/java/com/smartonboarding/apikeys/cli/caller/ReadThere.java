package com.smartonboarding.apikeys.cli.caller;

import java.io.IOException;
import java.io.InputStream;

/** A file that the other process reads. */
final class ReadThere extends InputStream {
    private final Line line;
    private byte[] piece = {};
    private int at;
    private boolean ended;

    ReadThere(Line line) {
        this.line = line;
    }

    @Override
    public int read() throws IOException {
        return fill() ? piece[at++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int start, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, piece.length - at);
        System.arraycopy(piece, at, target, start, count);
        at += count;
        return count;
    }

    private boolean fill() throws IOException {
        if (at == piece.length && !ended) {
            piece = line.ask(Request.MORE, wire -> {}, wire -> wire.bytes(Wire.PIECE));
            at = 0;
            ended = piece.length == 0;
        }
        return at < piece.length;
    }

    @Override
    public void close() throws IOException {
        line.ask(Request.CLOSE_READING, wire -> {}, Line.NOTHING);
    }
}
