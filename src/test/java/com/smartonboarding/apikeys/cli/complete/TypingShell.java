package com.smartonboarding.apikeys.cli.complete;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Home;
import com.smartonboarding.apikeys.launcher.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * An interactive shell in a pseudo-terminal of tmux, at which a test types many lines. A special key makes the shell
 * write its current line to a file, after it has handled all keys before.
 */
final class TypingShell implements AutoCloseable {
    /** The prompt that the shell must have. */
    static final String PROMPT = "typed> ";

    /** The cursor, in the keys before TAB and in the resulting line. */
    static final char CURSOR = '\u2038';

    /** The key TAB. */
    static final char TAB = '\u21e5';

    /** A start-up file for bash. */
    static final String BASH = """
            PS1='typed> '
            bind 'set completion-display-width 0'
            bind -x '"\\C-x\\C-d": printf "%s" "${READLINE_LINE:0:READLINE_POINT}\u2038${READLINE_LINE:READLINE_POINT}" >"$LINE"'
            bind '"\\C-x\\C-k": kill-whole-line'
            """;

    /** A start-up file for zsh. */
    static final String ZSH = """
            PROMPT='typed> '
            bindkey -e
            write-line() { print -rn -- "$LBUFFER\u2038$RBUFFER" >$LINE }
            zle -N write-line
            bindkey '^X^D' write-line
            bindkey '^X^K' kill-whole-line
            """;

    /** A start-up file for fish. */
    static final String FISH = """
            function fish_prompt; echo -n 'typed> '; end
            set -g fish_greeting
            set -g fish_autosuggestion_enabled 0
            function write-line
                set -l line (commandline | string collect)
                set -l cursor (commandline -C)
                printf '%s\u2038%s' (string sub -l $cursor -- $line) (string sub -s (math $cursor + 1) -- $line) >$LINE
            end
            bind \\cx\\cd write-line
            bind \\cx\\ck 'commandline ""'
            """;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Home home;
    private final String socket;
    private final Path line;

    /** Starts a shell with this command. Its start-up file must end with the prompt above. */
    TypingShell(Home home, String name, String command) throws Exception {
        this.home = home;
        this.socket = "apikeys-" + name + "-" + ProcessHandle.current().pid();
        this.line = home.folder().resolve("line-" + name);
        Run.Ended started = home.on(Run.of("tmux", "-u", "-L", socket, "-f", "/dev/null"))
                .and("new-session", "-d", "-x", "150", "-y", "50", command)
                .with("LINE", line.toString())
                .with("LC_ALL", "C.UTF-8")
                .with("TERM", "xterm")
                .end();
        assertThat(started.code()).as(started.err()).isZero();
        await(() -> screen().contains(PROMPT.strip()), "a prompt");
    }

    /**
     * What the terminal shows after keys were typed.
     *
     * @param line the line, with the cursor in it
     * @param offered all other lines of the screen, stripped
     */
    record Seen(String line, List<String> offered) {}

    /** Types keys on an empty line of an empty screen: the line with its cursor, and TABs. */
    Seen type(String keys) throws Exception {
        Files.deleteIfExists(line);
        tmux("send-keys", "C-x", "C-k", "C-l");
        int tabs = keys.length() - keys.replace(String.valueOf(TAB), "").length();
        String text = keys.substring(0, keys.length() - tabs);
        int cursor = text.indexOf(CURSOR);
        tmux("send-keys", "-l", "--", text.replace(String.valueOf(CURSOR), ""));
        List<String> rest = new ArrayList<>(List.of("send-keys"));
        for (int i = cursor + 1; cursor >= 0 && i < text.length(); i++) {
            rest.add("C-b");
        }
        for (int i = 0; i < tabs; i++) {
            rest.add("Tab");
        }
        rest.addAll(List.of("C-x", "C-d"));
        tmux(rest.toArray(String[]::new));
        await(() -> Files.exists(line) && Files.readString(line).indexOf(CURSOR) >= 0, "the line after " + keys);
        return new Seen(Files.readString(line), offered());
    }

    /** Runs a shell command to its end. */
    void run(String command) throws Exception {
        Path done = line.resolveSibling("done");
        Files.deleteIfExists(done);
        tmux("send-keys", "C-x", "C-k");
        tmux("send-keys", "-l", "--", command + "; touch '" + done + "'");
        tmux("send-keys", "Enter");
        await(() -> Files.exists(done), "the end of " + command);
    }

    private List<String> offered() throws Exception {
        String before;
        String screen = "";
        do { // the shell has written everything, but the terminal may not have drawn it yet
            before = screen;
            Thread.sleep(25);
            screen = screen();
        } while (!screen.equals(before));
        return screen.lines()
                .filter(text -> !text.startsWith(PROMPT.strip()))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    String screen() throws Exception {
        return tmux("capture-pane", "-p");
    }

    private String tmux(String... arguments) throws Exception {
        return home.on(Run.of("tmux", "-u", "-L", socket).and(arguments))
                .with("LC_ALL", "C.UTF-8")
                .end()
                .out();
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private void await(Condition condition, String what) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain for " + what + "; the screen is\n" + screen());
            }
            Thread.sleep(10);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            tmux("kill-server");
        } catch (Exception e) {
            throw new IOException(e);
        }
    }
}
