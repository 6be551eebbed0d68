package com.smartonboarding.apikeys.lock;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Reads {@code /proc}: see proc(5). A file that is missing or unreadable counts as empty. */
final class ProcFiles {
    private static final Path PROC = Path.of("/proc");

    private ProcFiles() {}

    /** The folder of a process in {@code /proc}. */
    static Path of(long pid) {
        return PROC.resolve(Long.toString(pid));
    }

    /** The rows of {@code /proc/locks}. */
    static List<String> locks() {
        return text(PROC.resolve("locks")).lines().toList();
    }

    static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    static List<Path> children(Path folder) {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            entries.forEach(children::add);
            return children;
        } catch (IOException | java.nio.file.DirectoryIteratorException e) {
            return children;
        }
    }

    /** Device number and inode, which identify a file as long as it exists. */
    static Optional<List<Object>> identity(Path file) {
        return attribute(file, "unix:dev")
                .flatMap(device -> attribute(file, "unix:ino").map(inode -> List.of(device, inode)));
    }

    /** The uid that owns the file. For the folder of a process, this is the uid that the process runs as. */
    static Optional<Object> owner(Path file) {
        return attribute(file, "unix:uid");
    }

    private static Optional<Object> attribute(Path file, String name) {
        try {
            return Optional.of(Objects.requireNonNull(Files.getAttribute(file, name)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
