package com.smartonboarding.apikeys.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** Copies a home that was filled once, so that each case begins with the same files. */
public final class Homes {
    private Homes() {}

    /** A tool whose home is a copy of this folder, with the same modes. */
    public static Cli copy(Path furnished, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(furnished)) {
            List<Path> all = paths.sorted().toList();
            for (Path path : all) {
                Path copy = to.resolve(furnished.relativize(path).toString());
                if (!Files.isDirectory(copy)) {
                    Files.copy(path, copy, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        Cli cli = new Cli(to);
        Files.deleteIfExists(cli.anchor()); // it may belong to an earlier copy
        return cli;
    }
}
