package com.smartonboarding.apikeys.launcher;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/** Skips a test that this machine cannot run, and says so visibly, because a silent skip looks like a pass. */
public final class Skip {
    private Skip() {}

    public static void unlessInstalled(String program) {
        boolean installed = Pattern.compile(File.pathSeparator)
                .splitAsStream(System.getenv("PATH"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        if (!installed) {
            aloud(program + " is not installed");
        }
    }

    public static void aloud(String reason) {
        System.err.println("SKIPPED: " + reason);
        Assumptions.abort(reason);
    }
}
