package com.smartonboarding.apikeys.cli;

import com.smartonboarding.apikeys.cli.caller.FilesHere;
import com.smartonboarding.apikeys.cli.caller.FilesRefused;
import com.smartonboarding.apikeys.cli.caller.FilesThere;
import com.smartonboarding.apikeys.cli.setting.Settings;
import com.smartonboarding.apikeys.cli.talk.CallersFiles;
import com.smartonboarding.apikeys.cli.talk.Prompt;
import com.smartonboarding.apikeys.cli.talk.StandardStreams;
import com.smartonboarding.apikeys.failure.DeniedException;
import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.identity.Invoker;
import com.smartonboarding.apikeys.model.LastAccess;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.output.terminal.Palette;
import com.smartonboarding.apikeys.output.terminal.Terminal;
import com.smartonboarding.apikeys.output.text.Paragraph;
import com.smartonboarding.apikeys.output.text.SafeText;
import com.smartonboarding.apikeys.output.token.ListFormat;
import com.smartonboarding.apikeys.output.token.TokenPrinter;
import com.smartonboarding.apikeys.output.token.TokenView;
import com.smartonboarding.apikeys.service.DatabaseCreator;
import com.smartonboarding.apikeys.service.Session;
import com.smartonboarding.apikeys.store.Database;
import com.smartonboarding.apikeys.verifier.SingleVerifier;
import com.smartonboarding.apikeys.verifier.TokenVerifier;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What commands share: the streams, the prompt, and the database, which is opened on first use. */
public final class Context {
    private static final Duration PATIENCE_OF_REQUEST = Duration.ofSeconds(2);

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
        return open(settings, made(settings));
    }

    /**
     * The database that the settings name; created now if it is missing and both files are at their default places.
     */
    public Session sessionForFirstUse() {
        Settings settings = settings();
        if (DatabaseOpener.isMissing(settings)) {
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
                DatabaseOpener.actor(settings.invoker()),
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
        return TokenVerifier.open(() -> made(settings), host.clock(), this::sayNotRecorded);
    }

    /**
     * A verifier for a server that runs for days, on the database that the settings name now. A request cannot wait as
     * long as a person.
     *
     * @param notes gets a sentence if the database was upgraded
     */
    public TokenVerifier verifierForRequests(Consumer<String> notes, Consumer<Failure> notRecorded) {
        Settings settings = settings();
        DatabaseOpener opener = new DatabaseOpener(host.clock(), this::typedCommands, notes);
        return TokenVerifier.open(
                () -> opener.openMade(settings, requestPatience(settings)), host.clock(), notRecorded);
    }

    /** How long a request waits for the lock of the database, as the settings say now. */
    public Duration requestPatience() {
        return requestPatience(settings());
    }

    private Duration requestPatience(Settings settings) {
        return patience(settings, PATIENCE_OF_REQUEST);
    }

    /** A verifier of one code on the same database. */
    public SingleVerifier singleVerifier() {
        return new SingleVerifier(() -> made(settings()), host.clock(), this::sayNotRecorded);
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
                database,
                DatabaseOpener.actor(settings.invoker()),
                host.accounts(),
                host.clock(),
                host.random(),
                settings.policy());
    }

    private DatabaseOpener opener() {
        return new DatabaseOpener(host.clock(), this::typedCommands, this::sayWrapped);
    }

    /** The database; it must exist. */
    private Database made(Settings settings) {
        return noted(opener().openMade(settings, patience(settings)));
    }

    private Database database(Settings settings) {
        return noted(opener().open(settings, patience(settings)));
    }

    private Database noted(Database database) {
        opened = database;
        return database;
    }

    /** How long this run waits for the lock of the database. */
    private Duration patience(Settings settings) {
        return patience(settings, host.busyTimeout());
    }

    private Duration patience(Settings settings, Duration usual) {
        Duration option = options.patience();
        return option != null ? option : Objects.requireNonNullElse(settings.patience(), usual);
    }
}
