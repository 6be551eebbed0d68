package com.smartonboarding.apikeys.service.backup;

import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.files.FileGuard;
import com.smartonboarding.apikeys.files.PrivateFiles;
import com.smartonboarding.apikeys.model.result.Backup;
import com.smartonboarding.apikeys.store.Transaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A folder of backups, whose names sort by time. It deletes only backups of the same database that are whole. */
final class BackupFolder {
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern(
                    "'apikeys-'uuuuMMdd'T'HHmmss.SSS'Z.db'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final Pattern OURS = Pattern.compile("apikeys-[0-9]{8}T[0-9]{6}\\.[0-9]{3}Z\\.db");

    private final Path folder;
    private final FileGuard guard;
    private final Inspection inspection;

    /** Reads a backup without changing it. */
    interface Inspection {
        <T> T inspect(Path file, Function<Transaction, T> work);
    }

    BackupFolder(Path folder, FileGuard guard, Inspection inspection) {
        this.folder = folder;
        this.guard = guard;
        this.inspection = inspection;
    }

    /** The name for what is not finished, the same for all backups: so the next one removes what a crash left. */
    Path draft() {
        return folder.resolve("apikeys.db");
    }

    Path next(Instant now) {
        return folder.resolve(NAME.format(now));
    }

    /** Deletes the oldest backups of the same database, so that this many remain. */
    Backup prune(Backup made, long keep) {
        List<Path> deleted = new ArrayList<>();
        List<String> kept = new ArrayList<>();
        long remaining = keep;
        for (Path file : newestFirst(made)) {
            try {
                if (!guard.check(file) || !isOf(made, file)) {
                    continue;
                }
                if (--remaining < 0) {
                    inspection.inspect(file, transaction -> {
                        transaction.verifyWhole(checked -> {});
                        return true;
                    });
                    Files.delete(file);
                    deleted.add(file);
                }
            } catch (Failure e) {
                kept.add(e.fact());
            } catch (IOException e) {
                kept.add(PrivateFiles.failure("delete", file, e).fact());
            }
        }
        return new Backup(
                made.file(),
                made.at(),
                made.database(),
                made.keyId(),
                made.bytes(),
                made.tokens(),
                made.sequence(),
                made.notRecorded(),
                deleted,
                kept);
    }

    private boolean isOf(Backup made, Path file) {
        return inspection.inspect(
                file, transaction -> transaction.keys().databaseUuid().equals(made.database()));
    }

    /** The new backup and all files with the name of an older one. */
    private List<Path> newestFirst(Backup made) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file ->
                            OURS.matcher(String.valueOf(file.getFileName())).matches())
                    .filter(file -> made.file() == null || file.compareTo(made.file()) <= 0)
                    .sorted(Comparator.reverseOrder())
                    .toList();
        } catch (IOException e) {
            throw PrivateFiles.failure("list", folder, e);
        }
    }
}
