package com.smartonboarding.apikeys.service.backup;

import com.smartonboarding.apikeys.failure.Failure;
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
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A folder of backups, whose names sort by time. It deletes only backups of the same database that are whole. */
public final class BackupFolder {
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern(
                    "'apikeys-'uuuuMMdd'T'HHmmss.SSS'Z.db'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final Pattern OURS = Pattern.compile("apikeys-[0-9]{8}T[0-9]{6}\\.[0-9]{3}Z\\.db");

    /** The name for what is not finished, the same for all backups: so the next one removes what a crash left. */
    public static final String DRAFT = "apikeys.db";

    private final Shelf shelf;

    /** The files in the folder whose names are names of backups. */
    interface Shelf {
        List<Path> named() throws IOException;

        /** Reads a backup without changing it. Returns false if it is gone. */
        boolean inspect(Path file, Predicate<Transaction> work) throws IOException;

        void delete(Path file) throws IOException;
    }

    BackupFolder(Shelf shelf) {
        this.shelf = shelf;
    }

    /** The name of a backup that is made now. */
    static String next(Instant now) {
        return NAME.format(now);
    }

    /** Whether a backup can have this name. */
    public static boolean isName(String name) {
        return OURS.matcher(name).matches();
    }

    /** The files in a folder of this machine that have such names. */
    public static List<Path> named(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> isName(String.valueOf(file.getFileName())))
                    .toList();
        }
    }

    /** Deletes the oldest backups of the same database, so that this many remain. */
    Backup prune(Backup made, long keep) {
        List<Path> deleted = new ArrayList<>();
        List<String> kept = new ArrayList<>();
        long remaining = keep;
        for (Path file : newestFirst(made)) {
            try {
                boolean surplus = remaining == 0;
                boolean ours = shelf.inspect(file, transaction -> isOf(made, transaction, surplus));
                if (ours && surplus) {
                    shelf.delete(file);
                    deleted.add(file);
                } else if (ours) {
                    remaining--;
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

    /** Whether this is a backup of the same database. If asked to, also refuses one that is not whole. */
    private static boolean isOf(Backup made, Transaction transaction, boolean whole) {
        boolean same = transaction.keys().databaseUuid().equals(made.database());
        if (same && whole) {
            transaction.verifyWhole(checked -> {});
        }
        return same;
    }

    /** The new backup and all files with the name of an older one. */
    private List<Path> newestFirst(Backup made) {
        Path file = Objects.requireNonNull(made.file());
        try {
            return shelf.named().stream()
                    .filter(each -> each.compareTo(file) <= 0)
                    .sorted(Comparator.reverseOrder())
                    .toList();
        } catch (IOException e) {
            throw PrivateFiles.failure("look into the folder", file.resolveSibling(""), e);
        }
    }
}
