package com.smartonboarding.apikeys.lock;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** A process other than this one that holds a lock of SQLite's on a database file. */
public final class LockHolder {
    /** SQLite locks these bytes of a database file and no others: see its os.h, "PENDING_BYTE". */
    private static final long FIRST_BYTE = 0x40000000L;

    private static final long LAST_BYTE = FIRST_BYTE + 511;
    private static final String MAIN_CLASS = "com.smartonboarding.apikeys.Main";
    private static final int LONGEST_COMMAND = 80;

    private final ProcessHandle process;
    private final Path proc;
    private final List<String> words;

    private LockHolder(ProcessHandle process) {
        this.process = process;
        this.proc = ProcFiles.of(process.pid());
        this.words = List.of(ProcFiles.text(proc.resolve("cmdline")).split("\0", -1));
    }

    /** Those that hold one now, as far as the kernel tells this account. */
    public static List<LockHolder> of(Path database) {
        Optional<List<Object>> identity = ProcFiles.identity(database);
        if (identity.isEmpty()) {
            return List.of();
        }
        String inode = ":" + identity.get().get(1);
        TreeSet<Long> pids = new TreeSet<>();
        for (String row : ProcFiles.locks()) {
            // number: POSIX ADVISORY READ|WRITE pid major:minor:inode first last; of who waits, "->" comes second
            String[] columns = row.trim().split(" +", -1);
            if (columns.length >= 8
                    && columns[1].equals("POSIX")
                    && columns[5].endsWith(inode)
                    && isSqlites(columns[6])) {
                pids.add(Long.parseLong(columns[4]));
            }
        }
        pids.remove(ProcessHandle.current().pid());
        List<LockHolder> holders = new ArrayList<>();
        for (long pid : pids) {
            ProcessHandle.of(pid)
                    .map(LockHolder::new)
                    .filter(holder -> holder.mayHold(identity.get()))
                    .ifPresent(holders::add);
        }
        return holders;
    }

    private static boolean isSqlites(String firstByte) {
        long first = Long.parseLong(firstByte);
        return FIRST_BYTE <= first && first <= LAST_BYTE;
    }

    /**
     * Whether it has that file open; when that cannot be seen, its row in the table is all there is. The table names devices
     * as the file system does, which need not be how stat(2) names them.
     */
    private boolean mayHold(List<Object> identity) {
        List<Path> open = ProcFiles.children(proc.resolve("fd"));
        return open.isEmpty()
                || open.stream()
                        .anyMatch(file -> ProcFiles.identity(file)
                                .filter(identity::equals)
                                .isPresent());
    }

    /** Its number; another process may get it when this one is gone. */
    long pid() {
        return process.pid();
    }

    /**
     * Whether it is this tool, runs as the account of this process and is seen to have the file open, so that it may be
     * ended for another.
     */
    boolean isOneOfUs() {
        return words.contains(MAIN_CLASS)
                && !ProcFiles.children(proc.resolve("fd")).isEmpty()
                && ProcFiles.owner(proc).isPresent()
                && ProcFiles.owner(proc)
                        .equals(ProcFiles.owner(
                                ProcFiles.of(ProcessHandle.current().pid())));
    }

    /** What it has done so far. */
    Activity activity() {
        return Activity.of(proc);
    }

    /** Lets it go on when it was stopped. Java can send no such signal; a shell can, and the launcher is one. */
    void goOn() {
        try {
            Process kill = new ProcessBuilder("/bin/sh", "-c", "kill -s CONT \"$1\"", "sh", Long.toString(pid()))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            kill.waitFor(1, TimeUnit.SECONDS);
        } catch (IOException e) {
            // It stays stopped, and is ended later.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Ends it, for good; the next process undoes what it had begun. Java compares when the process began with what it was
     * when this was made, so another process with its number is safe.
     */
    void end() {
        process.destroyForcibly();
    }

    /** Who it is, for a message: {@code process 4711 of bob (apikeys list)}. */
    public String name() {
        String command = command();
        String user = user();
        return "process " + pid() + (user.isEmpty() ? "" : " of " + user)
                + (command.isEmpty() ? "" : " (" + command + ")") + (activity().stopped() ? ", which is stopped" : "");
    }

    /** Through sudo the person who called it; only the account itself can read that. */
    private String user() {
        if (isOneOfUs()) {
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
