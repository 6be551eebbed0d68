package com.smartonboarding.apikeys.secret;

import com.smartonboarding.apikeys.failure.DeniedException;
import com.smartonboarding.apikeys.failure.Next;
import com.smartonboarding.apikeys.files.FileGuard;
import com.smartonboarding.apikeys.files.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The master keys that this process knows. Another process may replace the key file at any time. So it is read again,
 * after the same checks, when a database names a key that is not known here, and before a new code is made.
 */
public final class KeyRing {
    private final @Nullable Path file;
    private final @Nullable FileGuard guard;
    private @Nullable Version version;
    private KeyFile held;

    /** Which file has the name, and which content: a key file is replaced as a whole. */
    private record Version(@Nullable Object identity, FileTime modified, long size) {}

    /** The keys in a file that the caller has just found safe. */
    public KeyRing(Path file, FileGuard guard) {
        this.file = file;
        this.guard = guard;
        this.version = version(file);
        this.held = KeyFile.read(file);
    }

    /** Keys that stay the same. */
    public KeyRing(KeyFile keys) {
        this.file = keys.file();
        this.guard = null;
        this.held = keys;
    }

    /** The path of the key file, or null. */
    public @Nullable Path file() {
        return file;
    }

    /** Whether root presents the file, so that nothing can be kept beside it. */
    public boolean isPresented() {
        return guard != null && guard.keyFromRoot();
    }

    /** All known keys, the newest last. */
    public synchronized List<MasterKey> known() {
        return held.keys();
    }

    /** The key with this id; empty only if the file does not hold it now. */
    public synchronized Optional<MasterKey> find(String id) {
        Optional<MasterKey> found = held.find(id);
        if (found.isEmpty()) {
            readAgain();
            found = held.find(id);
        }
        return found;
    }

    /** What the file holds now. While a database is locked for a change, nobody else replaces its key file. */
    public synchronized KeyFile current() {
        readAgain();
        return held;
    }

    /** Replaces the file, durably, or leaves it as it is. */
    public synchronized void replace(KeyFile next) {
        if (file == null || guard == null) {
            throw new IllegalStateException("these keys come from no file");
        }
        if (guard.keyFromRoot()) {
            throw new DeniedException("The key file " + file
                            + " belongs to root, who presents it to this account, so it" + " cannot be changed here.")
                    .advising(Next.CHANGE_PRESENTED_KEY_FILE, file);
        }
        guard.checkKeyFile(file);
        PrivateFiles.replace(file, next.text(), guard.account(), KeyFile::mayHold);
        readAgain();
    }

    private void readAgain() {
        if (file == null || guard == null) {
            return;
        }
        Version now = version(file);
        if (!Objects.equals(now, version) && guard.checkKeyFile(file)) {
            held = KeyFile.read(file);
            version = now;
        }
    }

    private static @Nullable Version version(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Version(attributes.fileKey(), attributes.lastModifiedTime(), attributes.size());
        } catch (IOException e) {
            return null; // reading it says why
        }
    }
}
