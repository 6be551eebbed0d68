package com.smartonboarding.apikeys.store;

import com.smartonboarding.apikeys.failure.StorageException;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;

/**
 * Where SQLite's native library lies. The package has it unpacked; the driver's own way, a copy in the temporary folder
 * at every start, leaves litter after a kill, fails where that folder is {@code noexec}, and is slower. The driver can
 * also tell which library a machine needs, but starts {@code uname} to find out.
 */
final class NativeLibrary {
    private static final String FOLDER_OF_ALL = "apikeys.native";
    private static final String FOLDER_FOR_DRIVER = "org.sqlite.lib.path";

    private NativeLibrary() {}

    /** Tells the driver, before it loads. */
    static void announce() {
        if (System.getProperty(FOLDER_FOR_DRIVER) == null) {
            String told = System.getProperty(FOLDER_OF_ALL);
            Path all = told == null ? besideTheJar() : Path.of(told);
            String machine = System.getProperty("os.arch").equals("amd64") ? "x86_64" : System.getProperty("os.arch");
            Path folder =
                    all.resolve(usesMusl(machine) ? "Linux-Musl" : "Linux").resolve(machine);
            if (!Files.isDirectory(folder)) {
                throw new StorageException(
                        "This package of apikeys has no SQLite library for this machine: there is no " + folder + ".",
                        null);
            }
            System.setProperty(FOLDER_FOR_DRIVER, folder.toString());
        }
    }

    /** Where the package has it, for a program that was started without the launcher. */
    private static Path besideTheJar() {
        try {
            CodeSource source = NativeLibrary.class.getProtectionDomain().getCodeSource();
            return Path.of(source.getLocation().toURI()).resolveSibling("native");
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new IllegalStateException("apikeys.jar was not loaded from a file: set " + FOLDER_OF_ALL, e);
        }
    }

    /** Whether this Java is linked with musl, which a machine with glibc may have as well. */
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
