package com.smartonboarding.apikeys.cli;

import com.smartonboarding.apikeys.cli.setting.Settings;
import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.failure.Next;
import com.smartonboarding.apikeys.failure.NotInitializedException;
import com.smartonboarding.apikeys.store.Anchor;
import com.smartonboarding.apikeys.store.engine.Reserve;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is said about a database that is missing, or was just made or upgraded. */
public final class DatabaseWords {
    private DatabaseWords() {}

    /** Whether there was a database in this place before: the anchor file beside the key file remembers it. */
    public static boolean hasPast(Settings settings) {
        return Files.exists(Anchor.file(settings.keyFile(), settings.database()));
    }

    /**
     * Says that a database was made.
     *
     * @param past whether there was another one in this place before
     */
    public static String made(Settings settings, boolean past) {
        boolean presented = settings.guard().keyFromRoot();
        String first = "Created the token database " + settings.database()
                + (presented ? " for the key file " : " and its key file ") + settings.keyFile() + ".\n"
                + settings.invoker().actor().nameAndUid()
                + " is the first System Administrator. Back up both files, and keep the two backups apart.";
        return !past
                ? first
                : first
                        + "\nThe anchor file beside the key file shows that there was another token database here"
                        + " before. The new one does not know its tokens. To get it back, move the new database and the"
                        + " file "
                        + Anchor.file(settings.keyFile(), settings.database())
                        + " away, then restore a backup with 'apikeys restore FILE'.";
    }

    /** Says that a database was upgraded, and where its copy is. */
    static String upgraded(Path database, Path copy) {
        return "The token database " + database + " now has the schema of this version of apikeys.\n" + copy
                + " is a verified copy of it as it was before.";
    }

    /** The failure of a command that needs the database. */
    static Failure missing(Settings settings, TypedCommands typed) {
        if (new Reserve(settings.database()).exists()) {
            return new NotInitializedException("The token database " + settings.database()
                            + " is gone or empty, but its reserve file is still there.")
                    .advising(Next.RESTORE_OR_START_OVER, settings.database() + ".reserve");
        }
        if (hasPast(settings)) {
            return new NotInitializedException("The token database " + settings.database()
                            + " is gone: the anchor file beside the key file still knows it.")
                    .advising(Next.RESTORE_OR_INITIALIZE);
        }
        return new NotInitializedException("There is no token database at " + settings.database() + ".")
                .advising(
                        settings.firstRunAllowed()
                                ? "To create it with a first token, run 'apikeys generate --label LABEL'. To create it"
                                        + " without tokens, run 'apikeys init'."
                                : settings.invoker().elevated()
                                        ? "To create it, as root run 'apikeys init'."
                                        : "To create it, run '" + typed.caller().tool() + " init'.");
    }
}
