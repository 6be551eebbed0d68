package com.smartonboarding.apikeys.lock;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Another process that holds one of SQLite's locks on a database file. */
public final class LockHolder {
    /** SQLite locks only these bytes of a database file: see its os.h, "PENDING_BYTE". */
    private static final long FIRST_BYTE = 0x40000000L;

    private static final long LAST_BYTE = FIRST_BYTE + 511;
    private static final String MAIN_CLASS = "com.smartonboarding.apikeys.Main";
    private static final int LONGEST_COMMAND = 80;

    private final boolean keepsUsFromWriting;
    private final ProcessHandle process;
    private final Path proc;
    private final List<String> words;

    private LockHolder(ProcessHandle process, boolean keepsUsFromWriting) {
        this.keepsUsFromWriting = keepsUsFromWriting;
        this.process = process;
        this.proc = ProcFiles.of(process.pid());
        this.words = List.of(ProcFiles.text(proc.resolve("cmdline")).split("\0", -1));
    }

    /** The processes that hold a lock now, as far as the kernel shows them to this account. */
    public static List<LockHolder> of(Path database) {
        Optional<List<Object>> identity = ProcFiles.identity(database);
        if (identity.isEmpty()) {
            return List.of();
        }
        String inode = ":" + identity.get().get(1);
        long own = ProcessHandle.current().pid();
        boolean pending = false;
        TreeMap<Long, Boolean> writing = new TreeMap<>();
        for (String row : ProcFiles.locks()) {
            // number: POSIX ADVISORY READ|WRITE pid major:minor:inode first last; a waiting process has "->" second
            String[] columns = row.trim().split(" +", -1);
            if (columns.length >= 8
                    && columns[1].equals("POSIX")
                    && columns[5].endsWith(inode)
                    && isSqlites(columns[6])) {
                long pid = Long.parseLong(columns[4]);
                boolean write = columns[3].equals("WRITE");
                pending |= pid == own && write && Long.parseLong(columns[6]) == FIRST_BYTE;
                writing.merge(pid, write, Boolean::logicalOr);
            }
        }
        writing.remove(own);
        boolean waitingForReaders = pending;
        return writing.entrySet().stream()
                .flatMap(each -> ProcessHandle.of(each.getKey()).stream()
                        .map(process -> new LockHolder(process, waitingForReaders && !each.getValue())))
                .filter(holder -> holder.mayHold(identity.get()))
                .toList();
    }

    private static boolean isSqlites(String firstByte) {
        long first = Long.parseLong(firstByte);
        return FIRST_BYTE <= first && first <= LAST_BYTE;
    }

    /**
     * Whether the process has this file open. If its open files cannot be read, its row in the table of locks is
     * enough. The table shows devices as the file system numbers them, which can differ from stat(2), so it is compared
     * by inode.
     */
    private boolean mayHold(List<Object> identity) {
        List<Path> open = ProcFiles.children(proc.resolve("fd"));
        return open.isEmpty() || open.stream().map(ProcFiles::identity).anyMatch(Optional.of(identity)::equals);
    }

    /** The process id. The system may give it to another process after this one ends. */
    long pid() {
        return process.pid();
    }

    /**
     * Whether the process is this tool, runs as the same account, and visibly has the file open. Only such a process
     * may be ended.
     */
    boolean isThisTool() {
        return words.contains(MAIN_CLASS)
                && !ProcFiles.children(proc.resolve("fd")).isEmpty()
                && ProcFiles.owner(proc).isPresent()
                && ProcFiles.owner(proc)
                        .equals(ProcFiles.owner(
                                ProcFiles.of(ProcessHandle.current().pid())));
    }

    /**
     * Whether the process only reads, and this process waits for it to write what it has changed. No other reader gets in
     * meanwhile, so the process has been in one transaction since this process began to wait.
     */
    boolean keepsUsFromWriting() {
        return keepsUsFromWriting;
    }

    /** What the process has done so far. */
    Activity activity() {
        return Activity.of(proc);
    }

    /** Continues the process if it was stopped. Java cannot send SIGCONT, so a shell does. */
    void resume() {
        try {
            Process kill = new ProcessBuilder("/bin/sh", "-c", "kill -s CONT \"$1\"", "sh", Long.toString(pid()))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            kill.waitFor(1, TimeUnit.SECONDS);
        } catch (IOException e) {
            // The process stays stopped and is ended later.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Kills the process; the next one rolls back its transaction. Java compares the start time of the process with the
     * one read when this object was made, so it never kills another process that got the same id.
     */
    void end() {
        process.destroyForcibly();
    }

    /** Describes the process in a message: {@code process 4711 of bob (apikeys list)}. */
    public String name() {
        String command = command();
        String user = user();
        return "process " + pid() + (user.isEmpty() ? "" : " of " + user)
                + (command.isEmpty() ? "" : " (" + command + ")") + (activity().stopped() ? ", which is stopped" : "");
    }

    /** The user who runs the process, or who called sudo. Only the same account can read the latter. */
    private String user() {
        if (isThisTool()) {
            for (String variable : ProcFiles.text(proc.resolve("environ")).split("\0", -1)) {
                if (variable.startsWith("SUDO_USER=")) {
                    return variable.substring("SUDO_USER=".length());
                }
            }
        }
        return process.info().user().orElse("");
    }

    private String command() {
        int main = words.indexOf(MAIN_CLASS);
        String command = (main < 0
                        ? String.join(" ", words)
                        : "apikeys " + String.join(" ", words.subList(main + 1, words.size())))
                .strip();
        return command.length() > LONGEST_COMMAND ? command.substring(0, LONGEST_COMMAND) + "..." : command;
    }
}
