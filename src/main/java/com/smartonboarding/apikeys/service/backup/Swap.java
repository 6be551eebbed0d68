package com.smartonboarding.apikeys.service.backup;

import com.smartonboarding.apikeys.failure.ConflictException;
import com.smartonboarding.apikeys.failure.State;
import com.smartonboarding.apikeys.failure.StorageException;
import com.smartonboarding.apikeys.files.LargeDraft;
import com.smartonboarding.apikeys.files.NotDurableException;
import com.smartonboarding.apikeys.files.PrivateFiles;
import com.smartonboarding.apikeys.files.ShellWord;
import com.smartonboarding.apikeys.store.DatabasePlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Puts one file in the place of another that nobody can use meanwhile, in an order in which each step may be the last: the
 * old or the new database is always in its place, whole, and no journal or anchor of the other one is beside it.
 */
final class Swap {
    private static final DateTimeFormatter KEPT = DateTimeFormatter.ofPattern(
                    "'.before-restore-'uuuuMMdd'T'HHmmss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final DatabasePlace place;
    private final Path file;
    private final Path kept;

    Swap(DatabasePlace place, Instant now) {
        this.place = place;
        this.file = place.file();
        this.kept = beside(KEPT.format(now));
    }

    private Path beside(String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    /**
     * Puts the draft in place, and returns where the former database is.
     *
     * @param former the copy of the former database; null if there was none
     * @param backwards whether the database goes back, so that the anchor would refuse it
     */
    @Nullable
    Path put(LargeDraft draft, @Nullable LargeDraft former, boolean backwards) {
        if (former != null) {
            keep(former);
        }
        boolean discard = former != null;
        try {
            discard &= !setJournalAside();
            if (backwards) {
                place.forgetSeen();
            }
            draft.publish(file, true);
            discard = false;
            return former == null ? null : kept;
        } catch (NotDurableException e) {
            discard = false;
            throw new StorageException(
                            "The backup is in place, but may not survive a power cut: " + e.reason() + ".", e)
                    .leaving(State.BEGUN);
        } catch (IOException e) {
            throw PrivateFiles.failure("replace", file, e);
        } finally {
            if (discard) {
                discardKept();
            }
        }
    }

    private void keep(LargeDraft former) {
        try {
            if (!former.publish(kept, false)) {
                throw new ConflictException("There is a file " + ShellWord.of(kept) + " already.")
                        .advising("Try again.");
            }
        } catch (IOException e) {
            throw PrivateFiles.failure("keep the former database as", kept, e);
        }
    }

    /** Nothing was replaced, so the copy is of no use. */
    private void discardKept() {
        try {
            Files.deleteIfExists(kept);
        } catch (IOException e) {
            // It does no harm.
        }
    }

    /** A journal that is here now is left from a writer that died. SQLite would apply it to the new file. */
    private boolean setJournalAside() throws IOException {
        Path journal = beside("-journal");
        if (!Files.exists(journal, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        Files.move(journal, kept.resolveSibling(kept.getFileName() + "-journal"), StandardCopyOption.ATOMIC_MOVE);
        PrivateFiles.syncFolder(Objects.requireNonNull(file.toAbsolutePath().getParent()));
        return true;
    }
}
