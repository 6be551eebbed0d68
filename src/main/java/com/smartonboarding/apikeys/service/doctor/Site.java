package com.smartonboarding.apikeys.service.doctor;

import com.smartonboarding.apikeys.files.FileGuard;
import com.smartonboarding.apikeys.files.ShellWord;
import com.smartonboarding.apikeys.service.Session;
import com.smartonboarding.apikeys.service.policy.Policy;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * The installation that is examined.
 *
 * @param shared whether the system configuration names this database, so that others use it through sudo
 * @param operators the groups whose members may use a shared database
 * @param policy the rules for tokens
 * @param sessions opens the database; fails if that is not possible
 * @param deep whether to read everything
 * @param progress receives the number of rows and events that were read
 */
public record Site(
        Path database,
        Path keyFile,
        boolean shared,
        List<String> operators,
        FileGuard guard,
        Policy policy,
        Supplier<Session> sessions,
        Instant now,
        boolean deep,
        LongConsumer progress) {
    /** The folder of the database. */
    Path folder() {
        return database.resolveSibling("").toAbsolutePath().normalize();
    }

    /** A path as it is shown. */
    static String shown(Path path) {
        return ShellWord.of(path);
    }
}
