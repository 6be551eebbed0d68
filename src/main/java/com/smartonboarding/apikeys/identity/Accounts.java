package com.smartonboarding.apikeys.identity;

import com.smartonboarding.apikeys.failure.StorageException;
import com.smartonboarding.apikeys.model.User;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The users of this system, wherever it keeps them (files, LDAP, SSSD), looked up with getent(1). */
public final class Accounts {
    private static final int FOUND = 0;
    private static final int NOT_FOUND = 2;

    private final Path getent;
    private final Path passwd;
    private final int patienceSeconds;

    /** The users of this system. */
    public Accounts() {
        this(Path.of("/usr/bin/getent"), Path.of("/etc/passwd"), 10);
    }

    /**
     * The users that another program reports in place of getent. If that program cannot be run, this file is read.
     *
     * @param passwd a file in the format of passwd(5)
     */
    public Accounts(Path getent, Path passwd, int patienceSeconds) {
        this.getent = getent;
        this.passwd = passwd;
        this.patienceSeconds = patienceSeconds;
    }

    /**
     * The user of this login name or uid. A uid need not have a name; a name must exist.
     *
     * @throws StorageException when the system's user database does not answer
     */
    public Optional<User> find(String nameOrUid) {
        OptionalLong uid = SudoUid.parse(nameOrUid);
        if (uid.isPresent()) {
            User known = lookUp(nameOrUid);
            return Optional.of(
                    known != null && known.uid() == uid.getAsLong()
                            ? known
                            : new User(uid.getAsLong(), LoginName.orUid("", uid.getAsLong())));
        }
        return LoginName.isOne(nameOrUid) ? Optional.ofNullable(lookUp(nameOrUid)) : Optional.empty();
    }

    /**
     * The user who has this uid now. If several login names share the uid, the earlier name is kept while it is valid.
     *
     * @throws StorageException when the system's user database does not answer
     */
    public User currentUser(User earlier) {
        User now = find(Long.toString(earlier.uid())).orElseThrow();
        if (now.equals(earlier) || !LoginName.isOne(earlier.name())) {
            return now;
        }
        User named = lookUp(earlier.name());
        return named != null && named.uid() == earlier.uid() ? earlier : now;
    }

    private @Nullable User lookUp(String key) {
        try {
            return Files.isExecutable(getent) ? askGetent(key) : readPasswd(key);
        } catch (IOException e) {
            throw unanswered(key, "could not be asked", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unanswered(key, "was not waited for", e);
        }
    }

    /**
     * The key is a uid or a valid login name, so getent cannot read it as an option. musl's getent does not know "--".
     */
    private @Nullable User askGetent(String key) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(getent.toString(), "passwd", key)
                .redirectInput(new File("/dev/null"))
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        Process process = builder.start();
        try (BufferedReader answer = process.inputReader(StandardCharsets.ISO_8859_1)) {
            if (!process.waitFor(patienceSeconds, TimeUnit.SECONDS)) {
                throw unanswered(key, "did not answer within " + patienceSeconds + " seconds", null);
            }
            return switch (process.exitValue()) {
                case FOUND -> firstUser(answer, null);
                case NOT_FOUND -> null;
                default -> throw unanswered(key, "failed with exit code " + process.exitValue(), null);
            };
        } finally {
            process.destroyForcibly();
        }
    }

    private @Nullable User readPasswd(String key) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(passwd, StandardCharsets.ISO_8859_1)) {
            return firstUser(lines, key);
        }
    }

    /** The first user in lines of passwd(5) with this name or uid; with a null key, the first user at all. */
    private static @Nullable User firstUser(BufferedReader lines, @Nullable String key) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] fields = line.split(":", -1);
            OptionalLong uid = fields.length > 3 ? SudoUid.parse(fields[2]) : OptionalLong.empty();
            if (uid.isPresent() && (key == null || key.equals(fields[2]) || key.equals(fields[0]))) {
                return new User(uid.getAsLong(), LoginName.orUid(fields[0], uid.getAsLong()));
            }
        }
        return null;
    }

    private StorageException unanswered(String key, String what, @Nullable Exception cause) {
        return new StorageException(
                "The user database of the system (" + (Files.isExecutable(getent) ? getent : passwd) + ") " + what
                        + ", so " + key + " could not be looked up.",
                cause);
    }
}
