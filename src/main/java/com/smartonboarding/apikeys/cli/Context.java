package com.smartonboarding.apikeys.cli;

import com.smartonboarding.apikeys.audit.AuditActor;
import com.smartonboarding.apikeys.cli.caller.FilesHere;
import com.smartonboarding.apikeys.cli.caller.FilesRefused;
import com.smartonboarding.apikeys.cli.caller.FilesThere;
import com.smartonboarding.apikeys.cli.failure.Caller;
import com.smartonboarding.apikeys.cli.setting.Settings;
import com.smartonboarding.apikeys.cli.talk.CallersFiles;
import com.smartonboarding.apikeys.cli.talk.Prompt;
import com.smartonboarding.apikeys.cli.talk.StandardStreams;
import com.smartonboarding.apikeys.failure.Advice;
import com.smartonboarding.apikeys.failure.DeniedException;
import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.failure.Next;
import com.smartonboarding.apikeys.failure.NotInitializedException;
import com.smartonboarding.apikeys.failure.WrongKeyException;
import com.smartonboarding.apikeys.files.ShellWord;
import com.smartonboarding.apikeys.identity.Invoker;
import com.smartonboarding.apikeys.identity.OwnProcess;
import com.smartonboarding.apikeys.model.LastAccess;
import com.smartonboarding.apikeys.model.StoredWords.Via;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.User;
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
import com.smartonboarding.apikeys.store.engine.Reserve;
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
                throw notInitialized(settings);
            }
            boolean past = hasPast(settings);
            if (setup(settings).initialize()) {
                made = true;
                sayWrapped(made(settings, past));
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

    /**
     * How the person who reads advice types a command about this installation: with the options that were given, and through
     * sudo if this call came through it. Nothing else decides this.
     */
    public Caller caller() {
        OwnProcess process = host.process().get();
        long account = process.ids().effective();
        if (isElevated(process)) {
            return new Caller(takesAccount() ? "apikeys" : "sudo -u " + sudoName(account) + " apikeys", account);
        }
        return new Caller(
                "apikeys" + option("--database", options.database()) + option("--key-file", options.keyFile()), null);
    }

    /**
     * How the reader of this advice types it, if a command has failed. On a shared server, the files of the tool belong to
     * another account, but other files that are named belong to the reader.
     */
    public Caller reader(Advice advice) {
        try {
            Settings settings = settings();
            return settings.invoker().elevated() && advice.about().stream().allMatch(settings::isForTool)
                    ? caller()
                    : Caller.PLAIN;
        } catch (Failure e) {
            return Caller.PLAIN;
        }
    }

    /** Whether the settings say so. If they cannot be read, whoever names a user as sudo does came through it. */
    private boolean isElevated(OwnProcess process) {
        try {
            return settings().invoker().elevated();
        } catch (Failure e) {
            return Invoker.identify(process, host.environment(), true).elevated();
        }
    }

    private boolean takesAccount() {
        try {
            return settings().takesAccount();
        } catch (Failure e) {
            return false;
        }
    }

    /** An account as sudo takes it. */
    private String sudoName(long account) {
        User owner = host.accounts().find(Long.toString(account)).orElseThrow();
        return owner.hasName() ? owner.name() : "'#" + account + "'";
    }

    private static String option(String name, @Nullable String path) {
        return path == null
                ? ""
                : " " + name + " " + ShellWord.of(Path.of(path).toAbsolutePath().normalize());
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
            throw notInitialized(settings);
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
                actor(settings.invoker()), host.clock(), copy -> sayWrapped(upgraded(settings.database(), copy)));
        Database database = new Database(
                settings.database(), new KeyRing(settings.keyFile(), settings.guard()), patience(settings), upgrading);
        opened = database;
        return database;
    }

    private static String upgraded(Path database, Path copy) {
        return "The token database " + database + " now has the schema of this version of apikeys.\n" + copy
                + " is a verified copy of it as it was before.";
    }

    /** How long this run waits for the lock of the database. */
    private Duration patience(Settings settings) {
        Duration option = options.patience();
        return option != null ? option : Objects.requireNonNullElse(settings.patience(), host.busyTimeout());
    }

    private Failure notInitialized(Settings settings) {
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
                                        : "To create it, run '" + caller().tool() + " init'.");
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
