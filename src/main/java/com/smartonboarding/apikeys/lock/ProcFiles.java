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

/** What the kernel tells in {@code /proc}: see proc(5). What is not there, or may not be read, is empty. */
final class ProcFiles {
    private static final Path PROC = Path.of("/proc");

    private ProcFiles() {}

    /** The folder of a process. */
    static Path of(long pid) {
        return PROC.resolve(Long.toString(pid));
    }

    /** The rows of the table of locks. */
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

    /** What names a file as long as it exists: the number of its device and its own. */
    static Optional<List<Object>> identity(Path file) {
        return attribute(file, "unix:dev")
                .flatMap(device -> attribute(file, "unix:ino").map(inode -> List.of(device, inode)));
    }

    /** The user whose file it is; of the folder of a process, the user as whom it runs. */
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
