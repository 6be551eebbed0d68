package com.smartonboarding.apikeys.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** Copies of a home that was furnished once, so that each case begins from the same files. */
public final class Homes {
    private Homes() {}

    /** The tool at home in a copy of this folder, with the same modes. */
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
        Files.deleteIfExists(cli.anchor()); // of what was in this place before
        return cli;
    }
}
