package com.smartonboarding.apikeys.identity;

import com.smartonboarding.apikeys.failure.DeniedException;
import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.failure.Next;
import com.sun.security.auth.module.UnixSystem;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/**
 * The user ids of this process, read from the kernel; see credentials(7).
 *
 * @param real the user who started the process
 * @param effective the user whose permissions the process has, as far as files are not concerned
 * @param saved the uid that the process could make effective
 * @param filesystem the user whose file permissions the process has, and who owns the files it creates
 */
public record ProcessIds(long real, long effective, long saved, long filesystem) {
    private static final String KEY = "Uid:";
    private static final int LONGEST_STATUS = 1 << 16;

    /** Reads the ids of this process, and refuses to go on if they cannot be read or if they differ. */
    public static ProcessIds read() {
        return readUnchecked().requireEqual();
    }

    private static ProcessIds readUnchecked() {
        try (FileInputStream status = new FileInputStream("/proc/self/status")) {
            return parse(new String(status.readNBytes(LONGEST_STATUS), StandardCharsets.ISO_8859_1));
        } catch (FileNotFoundException e) {
            return withoutProc();
        } catch (IOException e) {
            throw unreadable();
        }
    }

    /**
     * Parses the ids from a text like {@code /proc/self/status} (proc(5)), and refuses any deviation from that format.
     */
    static ProcessIds parse(String status) {
        int start = lineStart(status, 0);
        if (start < 0 || lineStart(status, start) >= 0) {
            throw unreadable();
        }
        int end = status.indexOf('\n', start);
        long[] ids = new long[4];
        int at = start + KEY.length();
        for (int i = 0; i < ids.length; i++) {
            int next = i == ids.length - 1 ? end : status.indexOf('\t', at + 1);
            if (next < 0 || next > end || status.charAt(at) != '\t') {
                throw unreadable();
            }
            OptionalLong id = SudoUid.parse(status.substring(at + 1, next));
            if (id.isEmpty()) {
                throw unreadable();
            }
            ids[i] = id.getAsLong();
            at = next;
        }
        return new ProcessIds(ids[0], ids[1], ids[2], ids[3]);
    }

    /** Refuses a process whose ids differ: in a set-uid process, the caller controls what the tool trusts. */
    ProcessIds requireEqual() {
        if (real != effective || real != saved || real != filesystem) {
            throw new DeniedException("The real, effective, saved and file-system uid of this process differ (" + real
                            + ", " + effective + ", " + saved + ", " + filesystem
                            + "): running apikeys set-uid is not supported.")
                    .advising(Next.REMOVE_SET_UID);
        }
        return this;
    }

    /** The start of the next line with the ids after this index, or -1. */
    private static int lineStart(String status, int after) {
        int found = status.indexOf("\n" + KEY, after);
        return found < 0 ? -1 : found + 1;
    }

    /** On systems other than Linux, the JDK knows only one uid. */
    private static ProcessIds withoutProc() {
        if (System.getProperty("os.name", "").startsWith("Linux")) {
            throw unreadable();
        }
        long uid = new UnixSystem().getUid();
        return new ProcessIds(uid, uid, uid, uid);
    }

    private static Failure unreadable() {
        return new DeniedException(
                        "The uids of this process cannot be read from /proc/self/status, so it is unknown who is"
                                + " calling.")
                .advising(Next.MOUNT_PROC);
    }
}
