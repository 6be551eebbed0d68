package com.smartonboarding.apikeys.lock;

import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * What a process of this tool has done until now. Two equal values mean that it did nothing in between.
 *
 * @param stopped whether a signal or a debugger stopped it
 * @param atWork whether one of its threads runs or waits for the disk; it is then working, even if the counts stay
 *     equal
 * @param counts processor time, bytes and calls, and the context switches of the command's own threads
 */
record Activity(boolean stopped, boolean atWork, String counts) {
    /** Index in the file stat, counted after the program name, because that name may contain spaces and parentheses. */
    private static final int STATE = 0;

    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME = 12;

    static Activity of(Path proc) {
        boolean stopped = false;
        boolean atWork = false;
        StringBuilder counts = new StringBuilder();
        String[] all = columns(proc);
        counts.append(all[USER_TIME]).append(' ').append(all[SYSTEM_TIME]).append('\n');
        counts.append(ProcFiles.text(proc.resolve("io")));
        for (Path thread : ProcFiles.children(proc.resolve("task"))) {
            String state = columns(thread)[STATE];
            stopped |= state.equals("T") || state.equals("t");
            atWork |= state.equals("R") || state.equals("D");
            if (isOfACommand(ProcFiles.text(thread.resolve("comm")))) {
                counts.append(thread.getFileName())
                        .append(' ')
                        .append(switches(thread))
                        .append('\n');
            }
        }
        return new Activity(stopped, atWork, counts.toString());
    }

    /** Java's own threads wake up even when the command is idle. Java names its main thread after the program. */
    private static boolean isOfACommand(String name) {
        return name.startsWith("java") || name.startsWith("apikeys");
    }

    private static String switches(Path thread) {
        return ProcFiles.text(thread.resolve("status"))
                .lines()
                .filter(line -> line.contains("ctxt_switches"))
                .collect(Collectors.joining());
    }

    private static String[] columns(Path proc) {
        String stat = ProcFiles.text(proc.resolve("stat"));
        String[] columns = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
        return columns.length > SYSTEM_TIME
                ? columns
                : new String[] {"", "", "", "", "", "", "", "", "", "", "", "", ""};
    }
}
