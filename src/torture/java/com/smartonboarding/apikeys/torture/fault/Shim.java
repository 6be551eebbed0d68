package com.smartonboarding.apikeys.torture.fault;

import com.smartonboarding.apikeys.launcher.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A library between the tool and the disk. It records the calls that touch a folder, or makes one of them fail. */
public final class Shim {
    private final Path library;

    private Shim(Path library) {
        this.library = library;
    }

    /** Compiles {@code disk.c} into this folder. */
    public static Shim build(Path folder) throws Exception {
        Path library = folder.resolve("disk.so");
        Run.Ended compiler = Run.of(
                        "gcc", "-shared", "-fPIC", "-O1", "-o", library.toString(), "src/torture/disk.c", "-ldl")
                .end();
        if (compiler.code() != 0) {
            throw new IOException(compiler.err());
        }
        return new Shim(library);
    }

    /** Runs the command and appends its calls to the recording in this file. */
    public Run recorded(Run run, Path root, Path record) {
        return below(run, root).with("TORTURE_LOG", record.toString());
    }

    /** Runs the command with a fault. */
    public Run faulty(Run run, Path root, Fault fault) {
        return below(run, root).with("TORTURE_FAULT", fault.text());
    }

    private Run below(Run run, Path root) {
        return run.with("LD_PRELOAD", library.toString()).with("TORTURE_ROOT", root.toString());
    }

    /** The calls of a recording, in order. */
    public static List<Call> read(Path record) throws IOException {
        byte[] all = Files.readAllBytes(record);
        List<Call> calls = new ArrayList<>();
        int at = 0;
        while (at < all.length) {
            int end = at;
            while (all[end] != '\n') {
                end++;
            }
            String[] head = new String(all, at, end - at, StandardCharsets.UTF_8).split(" ", 4);
            at = end + 1;
            int length = head[0].equals("W") || head[0].equals("A") ? Integer.parseInt(head[2]) : 0;
            String data = new String(all, at, length, StandardCharsets.ISO_8859_1);
            at += length;
            calls.add(call(head, data));
        }
        return calls;
    }

    private static Call call(String[] head, String data) {
        return switch (head[0]) {
            case "W" -> new Call('W', head[3], "", Long.parseLong(head[1]), data);
            case "T" -> new Call('T', head[2], "", Long.parseLong(head[1]), data);
            case "N" -> new Call('N', head[2], head[1], 0, data);
            case "R" -> new Call('R', head[2], head[3], 0, data);
            case "A" -> new Call('A', "", "", Long.parseLong(head[1]), data);
            default -> new Call(head[0].charAt(0), head[1], "", 0, data);
        };
    }

    /**
     * One line of a recording.
     *
     * @param kind N for a call that is about to be made. For a call that succeeded: W write, T truncate, S sync,
     *     C create, U unlink, R rename, M mkdir, A output. B and E mark the beginning and end of a command
     * @param other the name of the call for N, the new name for R
     * @param number the offset for W, the size for T, the stream for A
     * @param data what was written, a character for each byte
     */
    public record Call(char kind, String path, String other, long number, String data) {
        /** Whether the files are different after it. */
        public boolean changes() {
            return "CMURWT".indexOf(kind) >= 0;
        }

        /** The first half of a write, which is what a kill in the middle of it leaves. */
        public Call half() {
            return new Call(kind, path, other, number, data.substring(0, data.length() / 2));
        }
    }

    /**
     * The call that fails.
     *
     * @param error the name of the error; KILL ends the process
     * @param on whether all later calls fail too
     */
    public record Fault(int call, String name, String path, String error, boolean on) {
        private String text() {
            int number = switch (error) {
                case "EINTR" -> 4;
                case "EIO" -> 5;
                case "ENOSPC" -> 28;
                default -> 0;
            };
            return call + (on ? "+" : "") + ":" + number;
        }

        /** Whether the call changes or syncs a file, or writes to standard output. */
        public boolean changes() {
            return !Set.of("stat", "open", "read", "lock").contains(name);
        }

        /** Whether it is a kill. */
        public boolean kills() {
            return error.equals("KILL");
        }

        @Override
        public String toString() {
            return "%s at call %d%s, %s of %s".formatted(error, call, on ? " and all behind" : "", name, path);
        }
    }

    /** Every error that the kernel could return for one of these calls, and a kill before each of them. */
    public static List<Fault> faults(List<Call> calls) {
        List<Fault> faults = new ArrayList<>();
        int number = 0;
        for (Call call : calls) {
            if (call.kind() == 'N') {
                number++;
                for (String error : errors(call.other())) {
                    faults.add(new Fault(number, call.other(), call.path(), error, false));
                }
                if (call.other().equals("write")) {
                    faults.add(new Fault(number, "write", call.path(), "EIO", true));
                    faults.add(new Fault(number, "write", call.path(), "ENOSPC", true));
                }
            }
        }
        return faults;
    }

    private static List<String> errors(String call) {
        return switch (call) {
            case "stat" -> List.of("EIO");
            case "open", "read" -> List.of("EIO", "EINTR");
            case "lock" -> List.of("EIO", "EINTR", "KILL");
            case "mode", "truncate", "unlink" -> List.of("EIO", "KILL");
            default -> List.of("EIO", "ENOSPC", "EINTR", "KILL");
        };
    }
}
