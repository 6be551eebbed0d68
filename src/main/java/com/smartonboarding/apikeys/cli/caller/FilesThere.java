package com.smartonboarding.apikeys.cli.caller;

import com.smartonboarding.apikeys.cli.ToolVersion;
import com.smartonboarding.apikeys.cli.talk.CallersFiles;
import com.smartonboarding.apikeys.cli.talk.SecretFile;
import com.smartonboarding.apikeys.failure.StorageException;
import com.smartonboarding.apikeys.files.IoErrorText;
import com.smartonboarding.apikeys.model.result.Backup;
import com.smartonboarding.apikeys.scan.Scan;
import com.smartonboarding.apikeys.scan.Tally;
import com.smartonboarding.apikeys.service.backup.BackupMaker;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The caller's files, used by a process of the caller's that waits at a rendezvous. What it sends is the caller's input:
 * it can only harm the caller.
 */
public final class FilesThere implements CallersFiles {
    /** The first word of a command line that a process of the caller's made. The folder of the rendezvous follows. */
    public static final String WORD = "__caller=";

    private final Line line;

    private FilesThere(Line line) {
        this.line = line;
    }

    /**
     * Connects to the process that waits at this rendezvous.
     *
     * @param actor the user whom it must belong to
     */
    public static FilesThere at(String rendezvous, long actor) {
        try {
            Line line = new Line(new Wire(Rendezvous.connect(rendezvous, actor)));
            line.greet(ToolVersion.TEXT);
            return new FilesThere(line);
        } catch (IOException e) {
            throw new StorageException(
                    "The process that uses your files for apikeys could not be reached: " + IoErrorText.of(e) + ".", e);
        }
    }

    @Override
    public Path path(String source, String word) {
        return Path.of(line.askForFact(Request.PATH, wire -> wire.put(source).put(word), Wire::text));
    }

    @Override
    public InputStream read(String source, String word) throws IOException {
        line.ask(Request.READ, wire -> wire.put(source).put(word), Line.NOTHING);
        return new ReadThere(line);
    }

    @Override
    public InputStream readBackup(String word) throws IOException {
        line.ask(Request.READ_BACKUP, wire -> wire.put(word), Line.NOTHING);
        return new ReadThere(line);
    }

    @Override
    public SecretFile secretFile(String word) {
        return line.askForFact(
                Request.SECRET_FILE,
                wire -> wire.put(word),
                wire -> new SecretFileThere(line, Path.of(wire.text()), wire.flag()));
    }

    @Override
    public Backup backup(BackupMaker maker, String word) {
        try (BackupPlaceThere place = new BackupPlaceThere(line, word, false)) {
            return maker.toPlace(place, 0);
        }
    }

    @Override
    public Backup backupInto(BackupMaker maker, String folder, long keep) {
        try (BackupPlaceThere place = new BackupPlaceThere(line, folder, true)) {
            return maker.toPlace(place, keep);
        }
    }

    /** Standard input is a descriptor that both processes have, so this process reads it. */
    @Override
    public Search search(List<String> words) {
        Search here = new FilesHere.SearchHere(
                Scan.of(words.stream().filter(Scan.STANDARD_INPUT::equals).toList()), Map.of());
        List<String> paths =
                words.stream().filter(word -> !word.equals(Scan.STANDARD_INPUT)).toList();
        if (paths.isEmpty()) {
            return here;
        }
        line.askForFact(
                Request.SEARCH,
                wire -> {
                    wire.put(paths.size());
                    for (String path : paths) {
                        wire.put(path);
                    }
                },
                Line.NOTHING);
        return new Search() {
            @Override
            public boolean readsStandardInput() {
                return here.readsStandardInput();
            }

            @Override
            public void histories(Tally tally) {
                search(Request.SEARCH_HISTORIES, tally);
            }

            @Override
            public void files(InputStream in, Tally tally) {
                here.files(in, tally);
                search(Request.SEARCH_FILES, tally);
            }
        };
    }

    private void search(Request request, Tally tally) {
        try {
            line.search(request, tally);
        } catch (IOException e) {
            throw Line.lost(e);
        }
    }
}
