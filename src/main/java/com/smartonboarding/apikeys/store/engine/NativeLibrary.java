package com.smartonboarding.apikeys.store.engine;

import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.failure.StorageException;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.sql.SQLException;
import org.sqlite.SQLiteJDBCLoader;

/**
 * Finds and loads the native library of SQLite. The package has it unpacked. The way of the driver is slower: it copies
 * the library to the temporary folder at every start. It leaves the copy behind after a kill, and it fails if that
 * folder is {@code noexec}. The driver also runs {@code uname} to find out which library a machine needs.
 */
public final class NativeLibrary {
    private static final String FOLDER_OF_ALL = "apikeys.native";
    private static final String FOLDER_FOR_DRIVER = "org.sqlite.lib.path";

    private NativeLibrary() {}

    /** Loads the library, unless it is loaded. */
    public static void load() {
        announce();
        try {
            SQLiteJDBCLoader.initialize();
        } catch (SQLException e) {
            Path library = Path.of(System.getProperty(FOLDER_FOR_DRIVER), System.mapLibraryName("sqlitejdbc"));
            throw refusal(library, e);
        }
    }

    private static Failure refusal(Path library, SQLException thrown) {
        if (!Files.isRegularFile(library)) {
            return refusal(library, "there is no such file", thrown, "Install apikeys again.");
        }
        if (!Files.isReadable(library)) {
            return refusal(
                    library,
                    "this account may not read it",
                    thrown,
                    "Give everybody the right to, or install apikeys again.");
        }
        if (library.toFile().length() == 0) {
            return refusal(library, "it is empty", thrown, "Install apikeys again.");
        }
        String words = thrown.getCause() == null
                ? ""
                : String.valueOf(thrown.getCause().getMessage());
        if (words.contains("failed to map segment") || words.contains("Operation not permitted")) {
            return refusal(
                    library,
                    "its disk may be mounted with 'noexec', or there is no memory for it",
                    thrown,
                    "Install apikeys where programs may run.");
        }
        return refusal(
                library,
                "it is damaged, or made for another kind of machine than this (" + System.getProperty("os.arch") + ")",
                thrown,
                "Install apikeys again.");
    }

    private static Failure refusal(Path library, String reason, SQLException thrown, String advice) {
        return new StorageException("SQLite's library " + library + " could not be loaded: " + reason + ".", thrown)
                .advising(advice);
    }

    /** Tells the driver where the library is, before the driver loads. */
    private static void announce() {
        if (System.getProperty(FOLDER_FOR_DRIVER) == null) {
            String told = System.getProperty(FOLDER_OF_ALL);
            Path all = told == null ? besideTheJar() : Path.of(told);
            String machine = System.getProperty("os.arch").equals("amd64") ? "x86_64" : System.getProperty("os.arch");
            Path folder =
                    all.resolve(usesMusl(machine) ? "Linux-Musl" : "Linux").resolve(machine);
            if (!Files.isDirectory(folder)) {
                throw new StorageException(
                                "This package of apikeys has no SQLite library for this kind of machine: there is no "
                                        + folder + ".")
                        .advising("If this machine runs Linux on x86_64 or aarch64, install apikeys again.");
            }
            System.setProperty(FOLDER_FOR_DRIVER, folder.toString());
        }
    }

    /** Where the package has the library, for a program that was started without the launcher. */
    private static Path besideTheJar() {
        try {
            CodeSource source = NativeLibrary.class.getProtectionDomain().getCodeSource();
            return Path.of(source.getLocation().toURI()).resolveSibling("native");
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new IllegalStateException("apikeys.jar was not loaded from a file: set " + FOLDER_OF_ALL, e);
        }
    }

    /** Whether this Java is linked with musl. A machine with glibc may have such a Java as well. */
    private static boolean usesMusl(String machine) {
        if (!Files.exists(Path.of("/lib/ld-musl-" + machine + ".so.1"))) {
            return false;
        }
        try (FileInputStream maps = new FileInputStream("/proc/self/maps")) {
            return new String(maps.readAllBytes(), StandardCharsets.ISO_8859_1).contains("/ld-musl-");
        } catch (IOException e) {
            return false;
        }
    }
}
