package com.smartonboarding.apikeys.cli.caller;

import com.smartonboarding.apikeys.cli.setting.OwnFiles;
import com.smartonboarding.apikeys.cli.talk.CallersFiles;
import com.smartonboarding.apikeys.cli.talk.SecretFile;
import com.smartonboarding.apikeys.failure.UsageException;
import com.smartonboarding.apikeys.files.FileGuard;
import com.smartonboarding.apikeys.files.NamedPath;
import com.smartonboarding.apikeys.model.result.Backup;
import com.smartonboarding.apikeys.scan.Scan;
import com.smartonboarding.apikeys.scan.Tally;
import com.smartonboarding.apikeys.scan.git.GitRepositories;
import com.smartonboarding.apikeys.service.backup.BackupMaker;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;

/**
 * The caller's files, used by this process, which is the caller's.
 *
 * @param own the files that nothing may overwrite
 * @param guard says where this process may write
 * @param environment what git gets
 */
public record FilesHere(OwnFiles own, FileGuard guard, Map<String, String> environment) implements CallersFiles {
    @Override
    public Path path(String source, String word) {
        return NamedPath.absolute(source, word);
    }

    @Override
    public InputStream read(String source, String word) throws IOException {
        return Files.newInputStream(NamedPath.of(source, word));
    }

    @Override
    public InputStream readBackup(String word) throws IOException {
        Path file = path("FILE", word);
        own.refuse("The backup is", file);
        // Opening a named pipe would wait for a writer, and a device may never end.
        if (!Files.readAttributes(file, BasicFileAttributes.class).isRegularFile()) {
            throw new UsageException(file + " is not a regular file, so it is no backup.")
                    .advising("Name the file of a backup. For a pipe, use -.");
        }
        return Files.newInputStream(file);
    }

    @Override
    public SecretFile secretFile(String word) {
        Path file = path("--secret-file", word);
        own.refuseForCode(file);
        return new SecretFileHere(file, guard.checkPlace(file), guard.account());
    }

    @Override
    public Backup backup(BackupMaker maker, String word) {
        return maker.toFile(newBackup(word));
    }

    @Override
    public Backup backupInto(BackupMaker maker, String folder, long keep) {
        return maker.toFolder(folderOfBackups(folder), keep);
    }

    /** The place of a new backup, which would destroy none of the tool's own files. */
    Path newBackup(String word) {
        Path file = path("FILE", word);
        own.refuse("The backup would be written to", file);
        return file;
    }

    /** A folder in which a new backup would destroy none of the tool's own files. */
    Path folderOfBackups(String word) {
        Path folder = path("--to-dir", word);
        own.refuse("The backup would be written to", folder.resolve("apikeys-backup"));
        return folder;
    }

    @Override
    public Search search(List<String> words) {
        return new SearchHere(Scan.of(words), environment);
    }

    /** A search by this process. */
    record SearchHere(Scan scan, Map<String, String> environment) implements Search {
        @Override
        public boolean readsStandardInput() {
            return scan.readsStandardInput();
        }

        @Override
        public void histories(Tally tally) {
            new GitRepositories(environment, tally).search(scan.roots());
        }

        @Override
        public void files(InputStream in, Tally tally) {
            scan.files(in, tally);
        }
    }
}
