package com.smartonboarding.apikeys.cli.caller;

import com.smartonboarding.apikeys.cli.talk.SecretFile;
import com.smartonboarding.apikeys.files.UncertainException;
import java.io.IOException;
import java.nio.file.Path;

/** A file for codes that the caller's process writes. */
final class SecretFileThere implements SecretFile {
    private final Line line;
    private final Path file;
    private final boolean exists;
    private byte[] present = {};

    SecretFileThere(Line line, Path file, boolean exists) {
        this.line = line;
        this.file = file;
        this.exists = exists;
    }

    @Override
    public Path path() {
        return file;
    }

    @Override
    public boolean exists() {
        return exists;
    }

    @Override
    public void open(int size) throws IOException {
        present = line.ask(Request.OPEN_SECRET_FILE, wire -> wire.put(size), wire -> wire.bytes(LARGEST));
    }

    @Override
    public byte[] present() {
        return present;
    }

    @Override
    public void fill(byte[] content) throws IOException {
        line.ask(Request.FILL_SECRET_FILE, wire -> wire.put(content, content.length), Line.NOTHING);
    }

    /** If the other process dies now, it may have renamed the file. */
    @Override
    public boolean publish(boolean replace) throws IOException {
        try {
            return line.ask(Request.PUBLISH_SECRET_FILE, wire -> wire.put(replace), Wire::flag);
        } catch (GoneException e) {
            throw new UncertainException(e.reason(), e);
        }
    }

    @Override
    public void close() {
        try {
            line.ask(Request.CLOSE_SECRET_FILE, wire -> {}, Line.NOTHING);
        } catch (IOException e) {
            // Without an answer there is no process any more that could have left something undone.
        }
    }
}
