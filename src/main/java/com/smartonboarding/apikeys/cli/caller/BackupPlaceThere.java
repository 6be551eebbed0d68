package com.smartonboarding.apikeys.cli.caller;

import com.smartonboarding.apikeys.service.backup.BackupPlace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A place for backups where the caller's process writes. */
final class BackupPlaceThere implements BackupPlace {
    private static final int MOST_NAMES = 100_000;

    private final Line line;
    private final String word;
    private final boolean folder;

    /**
     * A place that was not looked at yet.
     *
     * @param word what the caller typed
     * @param folder whether it names a folder, and not a file
     */
    BackupPlaceThere(Line line, String word, boolean folder) {
        this.line = line;
        this.word = word;
        this.folder = folder;
    }

    @Override
    public Path open(String name) {
        return Path.of(
                folder
                        ? line.askForFact(
                                Request.BACKUP_INTO, wire -> wire.put(word).put(name), Wire::text)
                        : line.askForFact(Request.BACKUP, wire -> wire.put(word), Wire::text));
    }

    @Override
    public void write(InputStream content) throws IOException {
        byte[] piece = new byte[Wire.PIECE];
        for (int length = content.read(piece); length > 0; length = content.read(piece)) {
            int count = length;
            line.ask(Request.WRITE_BACKUP, wire -> wire.put(piece, count), Line.NOTHING);
        }
    }

    @Override
    public boolean publish() throws IOException {
        return line.ask(Request.PUBLISH_BACKUP, wire -> {}, Wire::flag);
    }

    @Override
    public List<Path> named() throws IOException {
        return line.ask(Request.OLDER_BACKUPS, wire -> {}, wire -> {
            Path place = Path.of(wire.text());
            List<Path> named = new ArrayList<>();
            for (int rest = Math.min(wire.number(), MOST_NAMES); rest > 0; rest--) {
                named.add(place.resolve(wire.text()));
            }
            return named;
        });
    }

    @Override
    public InputStream read(Path file) throws IOException {
        line.ask(Request.READ_OLDER_BACKUP, wire -> wire.put(nameOf(file)), Line.NOTHING);
        return new ReadThere(line);
    }

    @Override
    public void delete(Path file) throws IOException {
        line.ask(Request.DELETE_OLDER_BACKUP, wire -> wire.put(nameOf(file)), Line.NOTHING);
    }

    private static String nameOf(Path file) {
        return String.valueOf(file.getFileName());
    }

    @Override
    public void close() {
        try {
            line.ask(Request.CLOSE_BACKUP, wire -> {}, Line.NOTHING);
        } catch (IOException e) {
            // Without an answer there is no process any more that could have left something undone.
        }
    }
}
