package com.smartonboarding.apikeys.lock;

import java.nio.file.Path;

/**
 * What a process of this tool has done until now. When it is equal to what it was, nothing was done in between.
 *
 * @param stopped whether it was stopped by a signal or a debugger
 * @param atWork whether a thread of it runs or waits for the disk; it is then at work, whatever the counts say
 * @param counts processor time, bytes and calls, and how often the threads of a command went to sleep
 */
record Activity(boolean stopped, boolean atWork, String counts) {
    /** In the file stat, after the name of the program, which may hold anything. */
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

    /** Java's own threads wake up whatever the command does; its main thread has the name of the program. */
    private static boolean isOfACommand(String name) {
        return name.startsWith("java") || name.startsWith("apikeys");
    }

    private static String switches(Path thread) {
        StringBuilder switches = new StringBuilder();
        ProcFiles.text(thread.resolve("status"))
                .lines()
                .filter(line -> line.contains("ctxt_switches"))
                .forEach(switches::append);
        return switches.toString();
    }

    private static String[] columns(Path proc) {
        String stat = ProcFiles.text(proc.resolve("stat"));
        String[] columns = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
        return columns.length > SYSTEM_TIME
                ? columns
                : new String[] {"", "", "", "", "", "", "", "", "", "", "", "", ""};
    }
}
