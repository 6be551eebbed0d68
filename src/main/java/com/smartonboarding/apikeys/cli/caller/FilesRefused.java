package com.smartonboarding.apikeys.cli.caller;

import com.smartonboarding.apikeys.cli.talk.CallersFiles;
import com.smartonboarding.apikeys.cli.talk.SecretFile;
import com.smartonboarding.apikeys.failure.DeniedException;
import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.model.result.Backup;
import com.smartonboarding.apikeys.scan.Scan;
import com.smartonboarding.apikeys.service.backup.BackupMaker;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * No files of the caller's, because this process works with the rights of another account, and no process of the
 * caller's takes part.
 */
public final class FilesRefused implements CallersFiles {
    private static final String WITHOUT_SUDO =
            "Leave out sudo: if the system configuration names the account, apikeys opens the file with your own rights. Or ";

    @Override
    public Path path(String source, String word) {
        throw refused(source + " is not allowed through sudo, because the file would be used", "do without it.");
    }

    @Override
    public InputStream read(String source, String word) {
        throw refused(
                source + " is not allowed through sudo, because the file would be read",
                "pass its content on standard input: " + source + " -");
    }

    @Override
    public InputStream readBackup(String word) {
        throw refused(
                "A backup in a file cannot be restored through sudo, because it would be read",
                "pass it on standard input:\n  apikeys restore - < FILE");
    }

    @Override
    public SecretFile secretFile(String word) {
        throw refused(
                "--secret-file is not allowed through sudo, because it would write",
                "take the code from standard output.");
    }

    @Override
    public Backup backup(BackupMaker maker, String word) {
        throw refused(
                "A backup to a file is not allowed through sudo, because it would be written",
                "take it from standard output:\n  apikeys backup - > FILE");
    }

    @Override
    public Backup backupInto(BackupMaker maker, String folder, long keep) {
        return backup(maker, folder);
    }

    @Override
    public Search search(List<String> words) {
        if (words.stream().allMatch(Scan.STANDARD_INPUT::equals)) {
            return new FilesHere.SearchHere(Scan.of(words), Map.of());
        }
        throw new DeniedException("Through sudo, only standard input can be scanned, because files would be read"
                        + " with the rights of another account. Nothing was scanned.")
                .advising(WITHOUT_SUDO + "read the files yourself:\n  cat FILE... | apikeys scan -");
    }

    private static Failure refused(String beginning, String advice) {
        return new DeniedException(beginning + " with the rights of another account.").advising(WITHOUT_SUDO + advice);
    }
}
