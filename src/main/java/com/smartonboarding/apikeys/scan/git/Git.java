package com.smartonboarding.apikeys.scan.git;

import com.smartonboarding.apikeys.failure.Next;
import com.smartonboarding.apikeys.failure.NotFoundException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Starts git in a repository so that nothing in the repository can make it run another program, fetch, write, or hide
 * objects. The settings of the user and the system stay in force, because they say which repositories are trusted.
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
            "core.commitGraph=false"); // a forged commit graph could hide commits

    /** The caller's variables that git gets. It needs no others, and variables such as GIT_DIR would redirect it. */
    private static final List<String> KEPT = List.of("HOME", "PATH", "XDG_CONFIG_HOME");

    private static final Map<String, String> SET = Map.of(
            "LC_ALL", "C",
            "GIT_OPTIONAL_LOCKS", "0",
            "GIT_TERMINAL_PROMPT", "0",
            "GIT_PAGER", "cat",
            // Do not fetch the objects that a partial clone left out. Older versions of git ignore the first variable,
            // so the second allows no protocol at all.
            "GIT_NO_LAZY_FETCH", "1",
            "GIT_ALLOW_PROTOCOL", "none",
            // Read the history as it was written, without replacements and grafts.
            "GIT_NO_REPLACE_OBJECTS", "1",
            "GIT_GRAFT_FILE", "/dev/null");

    private final Path folder;
    private final Map<String, String> environment;
    private final boolean kept;

    /** Git in the repository that contains this folder, with the caller's environment. */
    Git(Path folder, Map<String, String> environment) {
        this(folder, environment, false);
    }

    private Git(Path folder, Map<String, String> environment, boolean kept) {
        this.kept = kept;
        this.folder = folder;
        this.environment = environment;
    }

    /** Git in a folder that holds a repository without files; the files it belongs to may be gone. */
    static Git kept(Path folder, Map<String, String> environment) {
        return new Git(folder, environment, true);
    }

    /** Starts a git command and drops its standard error. */
    Process start(String... arguments) throws IOException {
        return builder(arguments).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    /** Gets the pieces of what a git command prints. */
    interface Sink {
        void piece(byte[] piece) throws IOException;
    }

    /** Runs a git command without input, and hands on each piece of its output up to this mark; false if it failed. */
    boolean read(List<String> arguments, int endMark, Sink sink) throws IOException {
        Process process = start(arguments.toArray(String[]::new));
        try (InputStream output = new BufferedInputStream(process.getInputStream(), 1 << 16)) {
            process.getOutputStream().close();
            for (byte[] piece = GitText.next(output, endMark); piece != null; piece = GitText.next(output, endMark)) {
                sink.piece(piece);
            }
            return process.waitFor() == 0;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            process.destroy();
        }
    }

    /** Git's answer without the last line feed. On failure, the exception has git's own message. */
    byte[] ask(String... arguments) throws Refused {
        try {
            Process process = builder(arguments).start();
            process.getOutputStream().close();
            byte[] answer = process.getInputStream().readAllBytes();
            String complaint = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new Refused(complaint.lines().findFirst().orElse("nothing"));
            }
            return Arrays.copyOf(answer, Math.max(0, answer.length - 1));
        } catch (IOException e) {
            throw new NotFoundException(
                            "A history needs the program git, which could not be started. Nothing was" + " scanned.")
                    .advising(Next.INSTALL_GIT);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Git exited with an error. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        Refused(String complaint) {
            super(complaint);
        }
    }

    private ProcessBuilder builder(String... arguments) {
        List<String> command = new ArrayList<>(COMMAND);
        command.add("-C");
        command.add(folder.toString());
        if (kept) {
            command.add("--work-tree=.");
        }
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
