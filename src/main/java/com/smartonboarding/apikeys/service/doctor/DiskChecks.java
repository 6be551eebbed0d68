package com.smartonboarding.apikeys.service.doctor;

import com.smartonboarding.apikeys.failure.Advice;
import com.smartonboarding.apikeys.failure.Next;
import com.smartonboarding.apikeys.model.doctor.Severity;
import com.smartonboarding.apikeys.store.engine.Reserve;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** The disk that holds the database. */
final class DiskChecks {
    private static final long MEBIBYTE = 1L << 20;
    /** A change needs the space for its journal. */
    private static final long LEAST = 4 * MEBIBYTE;
    /** Below this, somebody should act. A backup beside the database also takes its size. */
    private static final long ENOUGH = 32 * MEBIBYTE;

    private static final long LEAST_INODES = 16;
    private static final long ENOUGH_INODES = 256;

    private static final List<Path> DF = List.of(Path.of("/usr/bin/df"), Path.of("/bin/df"));
    private static final int PATIENCE_SECONDS = 10;
    private static final String NO_FOLDER = "the folder of the database does not exist";

    private final Site site;

    DiskChecks(Site site) {
        this.site = site;
    }

    void writable(Report report) throws IOException {
        if (isMissing(report)) {
            return;
        }
        if (Files.getFileStore(site.folder()).isReadOnly()) {
            report.error(
                    "The disk that holds " + Site.shown(site.folder())
                            + " is mounted read-only: tokens can be listed and verified, and nothing can be changed.",
                    Next.REMOUNT,
                    site.folder());
        }
    }

    void space(Report report) throws IOException {
        if (isMissing(report)) {
            return;
        }
        FileStore store = Files.getFileStore(site.folder());
        long free = store.getUsableSpace();
        long size = Files.exists(site.database()) ? Files.size(site.database()) : 0;
        String fact = "The disk that holds " + Site.shown(site.folder()) + " has " + free / MEBIBYTE + " MiB free";
        if (free < LEAST) {
            report.error(fact + ", which may be too little for a change.", Next.FREE_SPACE, site.folder());
        } else if (free < Math.max(ENOUGH, size)) {
            report.warning(
                    fact + ", which is less than a backup beside the database may need.",
                    Next.FREE_SPACE,
                    site.folder());
        }
    }

    /** Java cannot count inodes, so this asks df(1). */
    void inodes(Report report) throws IOException {
        if (isMissing(report)) {
            return;
        }
        OptionalLong free = freeInodes(site.folder());
        if (free.isEmpty()) {
            report.skip("df does not tell the inodes of this file system");
            return;
        }
        String fact = "The disk that holds " + Site.shown(site.folder()) + " has room for " + free.getAsLong()
                + " more files (inodes).";
        if (free.getAsLong() < LEAST_INODES) {
            report.error(fact, Next.FREE_INODES, site.folder());
        } else if (free.getAsLong() < ENOUGH_INODES) {
            report.warning(fact, Next.FREE_INODES, site.folder());
        }
    }

    /** The space that {@code revoke} uses on a full disk. */
    void reserve(Report report) throws IOException {
        if (!Files.exists(site.database()) || Files.size(site.database()) == 0) {
            report.skip("there is no database");
            return;
        }
        Reserve reserve = new Reserve(site.database());
        if (!reserve.isFull()) {
            report.add(
                    Severity.WARNING,
                    "The reserve file " + site.database() + ".reserve "
                            + (reserve.exists() ? "is smaller than it should be" : "is missing")
                            + ", so a token cannot be revoked when the disk is full.",
                    Advice.of(Next.LET_DOCTOR_MEND),
                    () -> {
                        reserve.restore();
                        if (!reserve.isFull()) {
                            throw new IOException("No space left on device");
                        }
                        return "Made the reserve file.";
                    });
        }
    }

    private boolean isMissing(Report report) {
        boolean missing = !Files.isDirectory(site.folder());
        if (missing) {
            report.skip(NO_FOLDER);
        }
        return missing;
    }

    /** The fourth column of POSIX df's second line; empty where the file system does not count inodes. */
    private static OptionalLong freeInodes(Path folder) throws IOException {
        for (Path df : DF) {
            if (Files.isExecutable(df)) {
                ProcessBuilder builder = new ProcessBuilder(df.toString(), "-P", "-i", folder.toString())
                        .redirectInput(new File("/dev/null"))
                        .redirectError(ProcessBuilder.Redirect.DISCARD);
                builder.environment().clear();
                return answer(builder.start());
            }
        }
        return OptionalLong.empty();
    }

    private static OptionalLong answer(Process process) throws IOException {
        try (BufferedReader lines = process.inputReader(StandardCharsets.ISO_8859_1)) {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return OptionalLong.empty();
            }
            lines.readLine();
            String line = lines.readLine();
            String[] words = line == null ? new String[0] : line.trim().split(" +", -1);
            boolean counted =
                    words.length > 4 && words[1].matches("[1-9][0-9]{0,17}") && words[3].matches("[0-9]{1,18}");
            return counted ? OptionalLong.of(Long.parseLong(words[3])) : OptionalLong.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalLong.empty();
        } finally {
            process.destroyForcibly();
        }
    }
}
