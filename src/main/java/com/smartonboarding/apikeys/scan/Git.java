package com.smartonboarding.apikeys.scan;

import com.smartonboarding.apikeys.failure.NotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Starts git in a repository so that nothing the repository says makes it run another program, fetch, write, or hide
 * objects. The settings of the person and of the system stay in force, since they say which repositories are trusted.
 */
final class Git {
    private static final List<String> COMMAND = List.of(
            "git",
            "--no-pager",
            "-c",
            "core.fsmonitor=false",
            "-c",
            "core.hooksPath=/dev/null",
            "-c",
            "core.commitGraph=false"); // a forged one could hide commits

    /** Variables of the caller's that git may see; it needs no other, and GIT_DIR and its like would lead it elsewhere. */
    private static final List<String> KEPT = List.of("HOME", "PATH", "XDG_CONFIG_HOME");

    private static final Map<String, String> SET = Map.of(
            "LC_ALL", "C",
            "GIT_OPTIONAL_LOCKS", "0",
            "GIT_TERMINAL_PROMPT", "0",
            "GIT_PAGER", "cat",
            // Objects that a partial clone left out are not fetched: older versions do not know the first, and are
            // stopped by a list of allowed protocols in which there is none.
            "GIT_NO_LAZY_FETCH", "1",
            "GIT_ALLOW_PROTOCOL", "none",
            // History as it was written, and not as replacements and grafts would have it.
            "GIT_NO_REPLACE_OBJECTS", "1",
            "GIT_GRAFT_FILE", "/dev/null");

    private final Path folder;
    private final Map<String, String> environment;

    /** Git in the repository that a folder is in, called by somebody with this environment. */
    Git(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = environment;
    }

    /** Starts a git command; what it says on standard error is dropped. */
    Process start(String... arguments) throws IOException {
        return builder(arguments).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    /** Where the repository keeps its objects, as a name for it; fails when the path is in none that git would open. */
    String repository(String path) {
        try {
            Process process = builder("rev-parse", "--path-format=absolute", "--git-common-dir")
                    .start();
            process.getOutputStream().close();
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            String complaint = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new NotFoundException(path + " has no history that git would show (git says: "
                        + complaint.lines().findFirst().orElse("nothing") + "). Nothing was scanned.");
            }
            return answer;
        } catch (IOException e) {
            throw new NotFoundException("--git needs the program git, which could not be started. Nothing was scanned;"
                    + " install it, or scan without --git.");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private ProcessBuilder builder(String... arguments) {
        List<String> command = new ArrayList<>(COMMAND);
        command.add("-C");
        command.add(folder.toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> variables = builder.environment();
        variables.clear();
        for (String name : KEPT) {
            String value = environment.get(name);
            if (value != null) {
                variables.put(name, value);
            }
        }
        variables.putAll(SET);
        return builder;
    }
}
