package com.smartonboarding.apikeys.service.doctor;

import com.smartonboarding.apikeys.failure.Advice;
import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.failure.Next;
import com.smartonboarding.apikeys.files.ShellWord;
import com.smartonboarding.apikeys.model.doctor.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The rules for files that every command applies first, with what mends a broken one. */
public final class Rules {
    /** No file, with its folders, can break more rules than this one after the other. */
    private static final int MOST_MENDED = 20;

    private Rules() {}

    /**
     * Reports a rule that is broken. If it could be mended, looks for the next one.
     *
     * @param rules applies the rules, and fails if one is broken
     * @return what the rules say, or false if one is broken
     */
    public static boolean hold(Report report, BooleanSupplier rules) {
        for (int mended = 0; ; mended++) {
            try {
                return rules.getAsBoolean();
            } catch (Failure e) {
                Advice advice = inOneStep(e.advice());
                boolean again = report.add(Severity.ERROR, e.fact(), advice, mend(advice));
                if (!again || mended == MOST_MENDED) {
                    return false;
                }
            }
        }
    }

    /** When a command refuses a file, a person should look first. The reader of a diagnosis wants the repair. */
    private static @Nullable Advice inOneStep(@Nullable Advice advice) {
        if (advice == null) {
            return null;
        }
        return switch (advice.next()) {
            case REMOVE_HARD_LINKS -> new Advice(Next.REMOVE_OTHER_NAMES, advice.about());
            case NAME_TARGET -> new Advice(Next.REPLACE_LINK, advice.about());
            case USE_SUDO -> new Advice(Next.EXAMINE_THROUGH_SUDO, advice.about());
            default -> advice;
        };
    }

    /** How to mend a mode. This only takes permissions away, and the system allows it only to the owner and root. */
    private static Report.@Nullable Mend mend(@Nullable Advice advice) {
        if (advice == null) {
            return null;
        }
        return switch (advice.next()) {
            case SET_MODE ->
                () -> close(Path.of(advice.about().get(1)), advice.about().get(0));
            case MAKE_PRIVATE -> () -> close(Path.of(advice.about().get(0)), "700");
            default -> null;
        };
    }

    private static String close(Path path, String mode) throws IOException {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        permissions.addAll(Files.getPosixFilePermissions(path));
        switch (mode) {
            case "600" -> permissions = PosixFilePermissions.fromString("rw-------");
            case "700" -> permissions = PosixFilePermissions.fromString("rwx------");
            default -> permissions.removeAll(Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE));
        }
        Files.setPosixFilePermissions(path, permissions);
        return "Changed the mode of " + ShellWord.of(path) + " (" + mode + ").";
    }
}
