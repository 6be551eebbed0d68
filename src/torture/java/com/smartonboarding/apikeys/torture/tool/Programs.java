package com.smartonboarding.apikeys.torture.tool;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Which programs this machine has. */
public final class Programs {
    private Programs() {}

    public static boolean present(String program) {
        return Pattern.compile(File.pathSeparator)
                .splitAsStream(System.getenv("PATH"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    public static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }
}
