package com.smartonboarding.apikeys.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Where the tests find the package, and programs that they put beside it. */
public final class Installation {
    public static final Path CHECKOUT = Path.of("").toAbsolutePath();
    public static final Path PACKAGE = Path.of(System.getProperty("apikeys.package"));
    public static final Path LAUNCHER = PACKAGE.resolve("bin/apikeys");
    static final String JAVA_HOME = System.getProperty("java.home");

    /** Prints its arguments and environment, line by line. */
    private static final String TELLING_JAVA = """
            #!/bin/sh
            printf 'argument %s\\n' "$@"
            echo "umask $(umask)"
            echo "core $(ulimit -c)"
            env
            """;

    private Installation() {}

    /** A Java home at {@code folder} whose release file says {@code version} and whose java prints what it gets. */
    static Path fakeJava(Path folder, String version) throws IOException {
        script(folder.resolve("bin/java"), TELLING_JAVA);
        Files.writeString(
                folder.resolve("release"), "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"%s\"\n".formatted(version));
        return folder;
    }

    static Path script(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** A folder for PATH with the programs that the launcher uses, but without Java and Maven. */
    static Path programs(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (String name : List.of("cat", "env", "ln", "mkdir", "mv", "readlink", "rm", "sh", "sleep", "stty")) {
            Path program = Files.exists(Path.of("/bin", name)) ? Path.of("/bin", name) : Path.of("/usr/bin", name);
            script(folder.resolve(name), "#!/bin/sh\nexec %s \"$@\"\n".formatted(program));
        }
        return folder;
    }

    /** A Java 25 where Debian's and Temurin's packages put it. */
    static Optional<Path> java25() throws IOException {
        Path homes = Path.of("/usr/lib/jvm");
        if (Files.isDirectory(homes)) {
            try (Stream<Path> found = Files.list(homes)) {
                for (Path home : found.toList()) {
                    Path release = home.resolve("release");
                    if (Files.isRegularFile(release)
                            && Files.readString(release).contains("JAVA_VERSION=\"25")) {
                        return Optional.of(home);
                    }
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Copies a folder, or all of a package but its class data: that is of no use elsewhere, and another test may be
     * writing it.
     */
    static void copy(Path from, Path to) throws IOException {
        Path lib = PACKAGE.resolve("lib");
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                if (isClassData(folder)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(to.resolve(from.relativize(folder).toString()));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!isClassData(file)) {
                    Files.copy(file, to.resolve(from.relativize(file).toString()));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException cause) throws IOException {
                if (isClassData(file)) {
                    return FileVisitResult.CONTINUE;
                }
                throw cause;
            }

            private boolean isClassData(Path file) {
                return lib.equals(file.getParent())
                        && file.getFileName().toString().startsWith("apikeys-");
            }
        });
    }

    static void makeReadOnly(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                boolean program = Files.isDirectory(file) || Files.isExecutable(file);
                Files.setPosixFilePermissions(
                        file, PosixFilePermissions.fromString(program ? "r-xr-xr-x" : "r--r--r--"));
            }
        }
    }

    /**
     * Every file below {@code folder} with its change time. Read-only permissions alone would not stop the superuser.
     */
    static SortedMap<String, String> state(Path folder) throws IOException {
        SortedMap<String, String> state = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            files.forEach(file -> state.put(file.toString(), changed(file)));
        }
        return state;
    }

    private static String changed(Path file) {
        try {
            return Files.getAttribute(file, "unix:ctime").toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
