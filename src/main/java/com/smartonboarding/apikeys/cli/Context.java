package com.smartonboarding.apikeys.cli;

import com.smartonboarding.apikeys.audit.AuditActor;
import com.smartonboarding.apikeys.cli.caller.FilesHere;
import com.smartonboarding.apikeys.cli.caller.FilesRefused;
import com.smartonboarding.apikeys.cli.caller.FilesThere;
import com.smartonboarding.apikeys.cli.setting.Settings;
import com.smartonboarding.apikeys.cli.talk.CallersFiles;
import com.smartonboarding.apikeys.cli.talk.Prompt;
import com.smartonboarding.apikeys.cli.talk.StandardStreams;
import com.smartonboarding.apikeys.failure.Advice;
import com.smartonboarding.apikeys.failure.DeniedException;
import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.failure.Next;
import com.smartonboarding.apikeys.failure.WrongKeyException;
import com.smartonboarding.apikeys.identity.Invoker;
import com.smartonboarding.apikeys.model.LastAccess;
import com.smartonboarding.apikeys.model.StoredWords.Via;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.output.terminal.Palette;
import com.smartonboarding.apikeys.output.terminal.Terminal;
import com.smartonboarding.apikeys.output.text.Paragraph;
import com.smartonboarding.apikeys.output.text.SafeText;
import com.smartonboarding.apikeys.output.token.ListFormat;
import com.smartonboarding.apikeys.output.token.TokenPrinter;
import com.smartonboarding.apikeys.output.token.TokenView;
import com.smartonboarding.apikeys.secret.KeyRing;
import com.smartonboarding.apikeys.service.DatabaseCreator;
import com.smartonboarding.apikeys.service.Session;
import com.smartonboarding.apikeys.store.Anchor;
import com.smartonboarding.apikeys.store.Database;
import com.smartonboarding.apikeys.store.Upgrading;
import com.smartonboarding.apikeys.verifier.SingleVerifier;
import com.smartonboarding.apikeys.verifier.TokenVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What commands share: the streams, the prompt, and the database, which is opened on first use. */
public final class Context {
    private final Host host;
    private final GlobalOptions options;
    private final StandardStreams streams;
    private @Nullable Database opened;
    private @Nullable CallersFiles files;
    private boolean made;

    public Context(Host host, GlobalOptions options, StandardStreams streams) {
        this.host = host;
        this.options = options;
        this.streams = streams;
    }

    public Host host() {
        return host;
    }

    public StandardStreams streams() {
        return streams;
    }

    public Terminal terminal() {
        return host.terminal();
    }

    public Instant now() {
        return host.clock().instant();
    }

    /** The colours of standard output. */
    public Palette palette() {
        return Palette.of(options.colour().on(host.terminal().stdout(), host.environment()));
    }

    /** The colours of standard error. */
    public Palette talkPalette() {
        return Palette.of(options.colour().on(host.terminal().stderr(), host.environment()));
    }

    /**
     * Prints a longer message; at a terminal, its lines are wrapped between words, and what people copy stays whole.
     */
    public void sayWrapped(String message) {
        if (!terminal().stderr()) {
            streams.say(message);
            return;
        }
        for (String line : message.split("\n", -1)) {
            streams.say(Paragraph.flow(SafeText.escape(line), terminal().columns()));
        }
    }

    /** The database that the settings name; it must exist. */
    public Session session() {
        Settings settings = settings();
        return open(settings, madeDatabase(settings));
    }

    /**
     * The database that the settings name; created now if it is missing and both files are at their default places.
     */
    public Session sessionForFirstUse() {
        Settings settings = settings();
        if (isMissing(settings)) {
            if (!settings.firstRunAllowed()) {
                throw DatabaseWords.missing(settings, typedCommands());
            }
            boolean past = DatabaseWords.hasPast(settings);
            if (setup(settings).initialize()) {
                made = true;
                sayWrapped(DatabaseWords.made(settings, past));
            }
        }
        return open(settings, database(settings));
    }

    /** The place of the database that the settings name, for a command that fills it; the key file must exist. */
    public Session sessionOnPlace() {
        Settings settings = settings();
        settings.ownFiles().requireApart();
        settings.guard().checkDatabase(settings.database());
        return open(settings, database(settings));
    }

    /** Whether this run made a database before the command did its own work. */
    public boolean hasMadeDatabase() {
        return made;
    }

    /** Whether a change that this run made is durable. */
    public boolean hasChanged() {
        return made || (opened != null && opened.hasCommitted());
    }

    public Settings settings() {
        Settings settings = Settings.resolve(
                options.database(),
                options.keyFile(),
                host.environment(),
                host.process().get());
        if (host.rendezvous() != null && !settings.invoker().viaSudo()) {
            throw new DeniedException("The word " + FilesThere.WORD + " is for apikeys itself, through sudo.");
        }
        return settings;
    }

    /** The files that the command line names. */
    public CallersFiles files() {
        CallersFiles known = files;
        if (known == null) {
            known = files(settings());
            files = known;
        }
        return known;
    }

    private CallersFiles files(Settings settings) {
        Invoker invoker = settings.invoker();
        if (!invoker.elevated()) {
            return new FilesHere(settings.ownFiles(), settings.guard(), host.environment());
        }
        String rendezvous = host.rendezvous();
        return rendezvous == null
                ? new FilesRefused()
                : FilesThere.at(rendezvous, invoker.actor().uid());
    }

    /** How a command about this installation is typed. */
    public TypedCommands typedCommands() {
        return new TypedCommands(host, options, this::settings);
    }

    public DatabaseCreator setup(Settings settings) {
        settings.ownFiles().requireApart();
        return new DatabaseCreator(
                settings.database(),
                settings.keyFile(),
                settings.guard(),
                actor(settings.invoker()),
                host.clock(),
                host.random(),
                patience(settings));
    }

    /**
     * Prints tokens as a list, without a header in a pipe. Names the columns that did not fit into the window.
     */
    public void print(List<Token> tokens, ListFormat format) {
        TokenPrinter printed = streams.printWhole(out -> {
            TokenPrinter printer = format.printer(out, List.of(), terminal().stdout(), terminal(), palette());
            printer.begin();
            tokens.forEach(token -> printer.print(new TokenView(token, now())));
            printer.end();
            return printer;
        });
        if (!printed.leftOut().isEmpty()) {
            sayWrapped("No room for " + String.join(", ", printed.leftOut()) + ".");
        }
    }

    /** A verifier on the database that the settings name; the database must exist. */
    public TokenVerifier verifier() {
        Settings settings = settings();
        return TokenVerifier.open(() -> madeDatabase(settings), host.clock(), this::sayNotRecorded);
    }

    /** A verifier of one code on the same database. */
    public SingleVerifier singleVerifier() {
        return new SingleVerifier(() -> madeDatabase(settings()), host.clock(), this::sayNotRecorded);
    }

    /** Waits until every use of a token up to now is on record. */
    public void awaitUsesOnRecord() {
        if (terminal().stderr()) {
            streams.say("Waiting " + LastAccess.KNOWN_AFTER.toSeconds()
                    + " seconds, so that all uses up to now are recorded.");
        }
        host.pause().accept(LastAccess.KNOWN_AFTER);
    }

    private void sayNotRecorded(Failure failure) {
        streams.say("The access was not recorded: " + failure.fact());
    }

    /** The prompt, which reads standard input and asks the person who types there. */
    public Prompt prompt() {
        return new Prompt(host.in(), host.terminal(), streams);
    }

    private Session open(Settings settings, Database database) {
        return new Session(
                database, actor(settings.invoker()), host.accounts(), host.clock(), host.random(), settings.policy());
    }

    private Database madeDatabase(Settings settings) {
        if (isMissing(settings)) {
            throw DatabaseWords.missing(settings, typedCommands());
        }
        return database(settings);
    }

    private Database database(Settings settings) {
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
                host.clock(),
                copy -> sayWrapped(DatabaseWords.upgraded(settings.database(), copy)));
        Database database = new Database(
                settings.database(), new KeyRing(settings.keyFile(), settings.guard()), patience(settings), upgrading);
        opened = database;
        return database;
    }

    /** How long this run waits for the lock of the database. */
    private Duration patience(Settings settings) {
        Duration option = options.patience();
        return option != null ? option : Objects.requireNonNullElse(settings.patience(), host.busyTimeout());
    }

    private static boolean isMissing(Settings settings) {
        Path database = settings.database();
        try {
            return !settings.guard().checkDatabase(database) || Files.size(database) == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static AuditActor actor(Invoker invoker) {
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
