package com.smartonboarding.apikeys.service.doctor;

import com.smartonboarding.apikeys.failure.Advice;
import com.smartonboarding.apikeys.failure.Next;
import com.smartonboarding.apikeys.model.doctor.Severity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The class data that this Java wrote for the jars of the package, and that halves the time of every start. The launcher
 * ({@code bin/apikeys}) uses it only if its stamp fits; this looks at the same stamp.
 */
final class ClassDataChecks {
    private final @Nullable Path lib;

    /** The class data of the package that this program runs from. */
    ClassDataChecks() {
        String natives = System.getProperty("apikeys.native");
        lib = natives == null ? null : Path.of(natives).toAbsolutePath().getParent();
    }

    void classData(Report report) throws IOException {
        Path folder = lib;
        if (folder == null || !Files.isRegularFile(folder.resolve("apikeys.jar"))) {
            report.skip("this does not run from a package");
            return;
        }
        Path java = Path.of(System.getProperty("java.home"), "bin", "java").toRealPath();
        Path stamp = folder.resolve(name(java) + ".java");
        boolean data =
                Files.exists(folder.resolve(name(java) + ".jsa")) || Files.exists(folder.resolve(name(java) + ".aot"));
        if (data && fits(folder, stamp, java)) {
            return;
        }
        report.add(
                Severity.NOTICE,
                "There is no class data in " + Site.shown(folder) + " that fits these jars and " + Site.shown(java)
                        + ", so every command takes about twice as long to start.",
                Advice.of(
                        Next.MAKE_CLASS_DATA,
                        stamp,
                        folder.resolveSibling("bin").resolve("apikeys")),
                Files.isWritable(folder) ? () -> made(folder, stamp) : null);
    }

    /** The next call makes it, because without the stamp it does not know of the attempt that failed. */
    private static String made(Path folder, Path stamp) throws IOException {
        Files.deleteIfExists(stamp);
        return "Removed the stamp in " + Site.shown(folder)
                + ", so that the next command has Java write the class data.";
    }

    /** As in the launcher: {@code apikeys-usr_lib_jvm_java-17}. */
    private static String name(Path java) {
        String place = java.toString();
        return "apikeys-"
                + place.substring(1, place.length() - "/bin/java".length()).replace('/', '_');
    }

    /** Whether the stamp names the sizes of all jars, this Java and this folder, and all jars have its time. */
    private static boolean fits(Path folder, Path stamp, Path java) throws IOException {
        if (!Files.isReadable(stamp)) {
            return false;
        }
        FileTime time = Files.getLastModifiedTime(stamp);
        Set<Path> jars = new TreeSet<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.jar")) {
            found.forEach(jars::add);
        }
        StringBuilder sizes = new StringBuilder();
        for (Path jar : jars) {
            if (!Files.getLastModifiedTime(jar).equals(time)) {
                return false;
            }
            sizes.append('+').append(Files.size(jar));
        }
        List<String> lines = Files.readAllLines(stamp, StandardCharsets.UTF_8);
        return lines.size() == 1
                && lines.get(0).startsWith(sizes + " ")
                && lines.get(0).endsWith(" " + java + " " + folder);
    }
}
