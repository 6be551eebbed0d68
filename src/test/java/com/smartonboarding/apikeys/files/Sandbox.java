package com.smartonboarding.apikeys.files;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

/** Creates real files with chosen modes and owners. */
final class Sandbox {
    static final long ME = Integer.toUnsignedLong((Integer) attribute(Path.of("/proc/self"), "unix:uid"));
    static final int STRANGER = 12345;

    private Sandbox() {}

    static Object attribute(Path path, String name) {
        try {
            return Objects.requireNonNull(Files.getAttribute(path, name));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static int mode(Path path) {
        return (Integer) attribute(path, "unix:mode") & 07777;
    }

    static Path chmod(Path path, int mode) throws IOException {
        StringBuilder text = new StringBuilder("rwxrwxrwx");
        for (int i = 0; i < 9; i++) {
            if ((mode & (0400 >> i)) == 0) {
                text.setCharAt(i, '-');
            }
        }
        return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(text.toString()));
    }

    static Path folder(Path path, int mode) throws IOException {
        return chmod(Files.createDirectory(path), mode);
    }

    static Path file(Path path, int mode) throws IOException {
        return chmod(Files.writeString(path, "content"), mode);
    }

    static Path pipe(Path path) throws IOException, InterruptedException {
        run("mkfifo", path.toString());
        return path;
    }

    static Path giveAway(Path path) throws IOException {
        assumeTrue(ME == 0, "SKIPPED: only root can make files of another owner");
        Files.setAttribute(path, "unix:uid", STRANGER, java.nio.file.LinkOption.NOFOLLOW_LINKS);
        return path;
    }

    static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).inheritIO().start();
        if (process.waitFor() != 0) {
            throw new AssertionError(String.join(" ", command) + " failed");
        }
    }
}
