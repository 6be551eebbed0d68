package com.smartonboarding.apikeys.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Home;
import com.smartonboarding.apikeys.launcher.Installation;
import com.smartonboarding.apikeys.launcher.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The scripts in the page of recipes, as a reader would copy them. */
public final class Recipes {
    public static final String NIGHTLY = "Rotate every night, deploy to a file, finish when idle";
    static final String JOB = "A token for one CI job";
    static final String LEAK = "A code was found where it should not be";
    static final String HOOK = "Let no code into a commit";
    static final String STALE = "Revoke what nobody uses";
    static final String PROVISION = "Provision many at once";
    static final String SERVICE = "Guard a shell service";
    static final String LOG = "Send the audit trail to a log";
    static final String WATCH = "Watch the installation";
    static final String ANCHOR = "Keep an anchor elsewhere";
    static final String LOST = "Back up every night, and restore on a new machine";
    static final String KEY_LEAKED = "The key leaked";

    private static final Path PAGE = Installation.CHECKOUT.resolve("src/docs/recipes.md");
    private static final Pattern SECTION = Pattern.compile("(?ms)^## (.+?)$(.*?)(?=^## |\\z)");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```bash\\n(.*?)^```$");

    private Recipes() {}

    /** The blocks under a heading. */
    static List<String> under(String heading) throws IOException {
        Matcher sections = SECTION.matcher(Files.readString(PAGE));
        while (sections.find()) {
            if (sections.group(1).equals(heading)) {
                return blocks(sections.group(2));
            }
        }
        throw new AssertionError("the page has no heading '" + heading + "'");
    }

    /** All blocks of the page. */
    static List<String> all() throws IOException {
        return blocks(Files.readString(PAGE));
    }

    /** One block as a script in this home, with the packaged tool on its PATH. */
    public static Run run(Home home, String heading, int number) throws IOException {
        Path script = Files.writeString(
                home.folder().resolve("recipe-" + number + ".sh"),
                under(heading).get(number - 1));
        Path programs = Files.createDirectories(home.folder().resolve("bin"));
        Path program = programs.resolve("apikeys");
        if (Files.notExists(program)) {
            Files.writeString(program, "#!/bin/sh\nexec '" + Installation.LAUNCHER + "' \"$@\"\n");
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        }
        return home.on(Run.of("bash", script.toString())).with("PATH", programs + ":" + System.getenv("PATH"));
    }

    private static List<String> blocks(String text) {
        List<String> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            assertThat(matcher.group(1)).startsWith("#!/usr/bin/env bash\nset -euo pipefail\n");
            blocks.add(matcher.group(1));
        }
        return blocks;
    }
}
