package com.smartonboarding.apikeys.cli;

import com.smartonboarding.apikeys.audit.AuditActor;
import com.smartonboarding.apikeys.cli.setting.Settings;
import com.smartonboarding.apikeys.failure.Advice;
import com.smartonboarding.apikeys.failure.Next;
import com.smartonboarding.apikeys.failure.WrongKeyException;
import com.smartonboarding.apikeys.identity.Invoker;
import com.smartonboarding.apikeys.model.StoredWords.Via;
import com.smartonboarding.apikeys.secret.KeyRing;
import com.smartonboarding.apikeys.store.Anchor;
import com.smartonboarding.apikeys.store.Database;
import com.smartonboarding.apikeys.store.Upgrading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Opens the database that settings name, after a look at its files. */
final class DatabaseOpener {
    private final Clock clock;
    private final Supplier<TypedCommands> typedCommands;
    private final Consumer<String> notes;

    /**
     * An opener.
     *
     * @param notes gets a sentence if the database was upgraded
     */
    DatabaseOpener(Clock clock, Supplier<TypedCommands> typedCommands, Consumer<String> notes) {
        this.clock = clock;
        this.typedCommands = typedCommands;
        this.notes = notes;
    }

    /** The database; it must exist. */
    Database openMade(Settings settings, Duration patience) {
        if (isMissing(settings)) {
            throw DatabaseWords.missing(settings, typedCommands.get());
        }
        return open(settings, patience);
    }

    /** The database, which may be missing. The key file must exist. */
    Database open(Settings settings, Duration patience) {
        if (!settings.guard().checkKeyFile(settings.keyFile())) {
            throw new WrongKeyException("There is no key file at " + settings.keyFile() + ".")
                    .advising(
                            settings.invoker().elevated()
                                    ? Advice.of(Next.RESTORE_KEY_FILE, settings.keyFile())
                                    : Advice.of(
                                            Next.SENTENCE,
                                            "Restore the key file of " + settings.database()
                                                    + ", or name it with --key-file."));
        }
        settings.guard().checkKeyFile(Anchor.file(settings.keyFile(), settings.database()));
        Upgrading upgrading = new Upgrading(
                actor(settings.invoker()),
                clock,
                copy -> notes.accept(DatabaseWords.upgraded(settings.database(), copy)));
        return new Database(
                settings.database(), new KeyRing(settings.keyFile(), settings.guard()), patience, upgrading);
    }

    static boolean isMissing(Settings settings) {
        Path database = settings.database();
        try {
            return !settings.guard().checkDatabase(database) || Files.size(database) == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** The person for whom the trail records what is done. */
    static AuditActor actor(Invoker invoker) {
        String via = invoker.viaSudo() ? Via.SUDO : invoker.sudoUidIgnored() ? Via.SUDO_UID_IGNORED : Via.DIRECT;
        return new AuditActor(
                invoker.actor().uid(),
                invoker.actor().name(),
                invoker.account(),
                via,
                invoker.loginUid(),
                invoker.terminal(),
                ToolVersion.TEXT);
    }
}
