package com.smartonboarding.apikeys.cli.talk;

import com.smartonboarding.apikeys.model.result.Backup;
import com.smartonboarding.apikeys.scan.Tally;
import com.smartonboarding.apikeys.service.backup.BackupMaker;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/**
 * The files that a command line names. They are always used with the rights of the person who typed it: by this process,
 * or, if it works with the rights of another account, by a process of that person.
 */
public interface CallersFiles {
    /**
     * The absolute path that a word names.
     *
     * @param source what gave the word, such as {@code --secret-file}; it begins the error message
     */
    Path path(String source, String word);

    /** Opens a file to read it. */
    InputStream read(String source, String word) throws IOException;

    /** Opens a backup to read it. Refuses the tool's own files. */
    InputStream readBackup(String word) throws IOException;

    /** A file for codes. Refuses an unsuitable one, and changes nothing yet. */
    SecretFile secretFile(String word);

    /** Makes a backup in a new file. */
    Backup backup(BackupMaker maker, String word);

    /** Makes a backup in a folder, and deletes the older ones if {@code keep} is not 0. */
    Backup backupInto(BackupMaker maker, String folder, long keep);

    /** A search through these files and folders, which must exist; {@code -} is standard input. */
    Search search(List<String> words);

    /** A search for codes. */
    interface Search {
        /** Whether it reads standard input. */
        boolean readsStandardInput();

        /** Searches the git histories that the files belong to. */
        void histories(Tally tally);

        /** Searches the files as they are now. */
        void files(InputStream in, Tally tally);
    }
}
