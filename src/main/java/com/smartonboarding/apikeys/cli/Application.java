package com.smartonboarding.apikeys.cli;

import com.smartonboarding.apikeys.cli.command.CompletionCommand;
import com.smartonboarding.apikeys.cli.command.HelpCommand;
import com.smartonboarding.apikeys.cli.command.SchemaCommand;
import com.smartonboarding.apikeys.cli.command.admins.AdminsCommand;
import com.smartonboarding.apikeys.cli.command.audit.AuditCommand;
import com.smartonboarding.apikeys.cli.command.database.BackupCommand;
import com.smartonboarding.apikeys.cli.command.database.InitCommand;
import com.smartonboarding.apikeys.cli.command.database.PurgeCommand;
import com.smartonboarding.apikeys.cli.command.database.RestoreCommand;
import com.smartonboarding.apikeys.cli.command.doctor.DoctorCommand;
import com.smartonboarding.apikeys.cli.command.key.KeyCommand;
import com.smartonboarding.apikeys.cli.command.serve.ServeCommand;
import com.smartonboarding.apikeys.cli.command.token.DisableCommand;
import com.smartonboarding.apikeys.cli.command.token.EditCommand;
import com.smartonboarding.apikeys.cli.command.token.EnableCommand;
import com.smartonboarding.apikeys.cli.command.token.GenerateCommand;
import com.smartonboarding.apikeys.cli.command.token.HistoryCommand;
import com.smartonboarding.apikeys.cli.command.token.ListCommand;
import com.smartonboarding.apikeys.cli.command.token.RelabelCommand;
import com.smartonboarding.apikeys.cli.command.token.RevokeCommand;
import com.smartonboarding.apikeys.cli.command.token.RotateCommand;
import com.smartonboarding.apikeys.cli.command.token.ScanCommand;
import com.smartonboarding.apikeys.cli.command.token.ShowCommand;
import com.smartonboarding.apikeys.cli.command.token.VerifyCommand;
import com.smartonboarding.apikeys.cli.failure.ErrorReporter;
import com.smartonboarding.apikeys.cli.failure.ExposedCodes;
import com.smartonboarding.apikeys.cli.help.CommandHelp;
import com.smartonboarding.apikeys.cli.help.CommandSection;
import com.smartonboarding.apikeys.cli.talk.StandardStreams;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.failure.StorageException;
import com.smartonboarding.apikeys.store.Connections;
import com.smartonboarding.apikeys.store.schema.Schema;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.ParseResult;

/** The whole command line: wires the commands, runs one, and turns its result into an exit code. */
public final class Application implements IExecutionStrategy {
    private final Host host;
    private final GlobalOptions globalOptions = new GlobalOptions();
    private final StandardStreams streams;
    private final Context context;

    /**
     * The requested help or versions. They are printed after picocli has ended, because it would not report a failed
     * write.
     */
    private String information = "";

    /** The command that picocli runs, once it is known. */
    private @Nullable Object running;

    public Application(Host host) {
        this.host = host;
        this.streams = new StandardStreams(host.out(), host.err());
        this.context = new Context(host, globalOptions, streams);
    }

    /** Runs the command that the arguments name; never throws. */
    public int run(String... args) {
        ErrorReporter reporter = new ErrorReporter(context, globalOptions, args);
        try {
            ExposedCodes.refuse(args, host.environment());
            int exitCode = commandLine(reporter, args).execute(args);
            streams.print(information);
            return exitCode;
        } catch (RuntimeException | Error e) {
            return reporter.report(e, running);
        }
    }

    /** The model of the whole command line. */
    CommandLine commandLine() {
        return commandLine(new ErrorReporter(context, globalOptions));
    }

    /** The model of the command that the first argument names, or of all commands if it names none. */
    private CommandLine commandLine(ErrorReporter reporter, String... args) {
        CommandLine commandLine = new CommandLine(new ApikeysCommand(context, globalOptions).spec());
        // Modelling a command takes picocli longer than most commands run, so only the named command is modelled.
        CommandModel only = args.length == 0 || args[0].equals("help") ? null : command(args[0]);
        if (only != null) {
            commandLine.addSubcommand(new CommandLine(only.spec()));
        } else {
            for (CommandSection group : CommandSection.values()) {
                for (String name : group.commands()) {
                    commandLine.addSubcommand(new CommandLine(
                            Objects.requireNonNull(command(name), name).spec()));
                }
            }
        }
        return commandLine
                .setExecutionStrategy(this)
                // An argument like @/path would read that file into the command line, and errors would repeat it.
                .setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOverwrittenOptionsAllowed(true)
                // Without this, '--label --quiet' makes a token with the label '--quiet'.
                .setUnmatchedOptionsAllowedAsOptionParameters(false)
                .setParameterExceptionHandler(reporter)
                .setExecutionExceptionHandler(reporter);
    }

    /** The command with this name or alias; null when there is none. */
    private @Nullable CommandModel command(String name) {
        return switch (name) {
            case "init" -> new InitCommand(context);
            case "generate", "create", "new" -> new GenerateCommand(context);
            case "list", "ls" -> new ListCommand(context);
            case "show", "describe" -> new ShowCommand(context);
            case "history" -> new HistoryCommand(context);
            case "edit" -> new EditCommand(context);
            case "relabel" -> new RelabelCommand(context);
            case "disable" -> new DisableCommand(context);
            case "enable" -> new EnableCommand(context);
            case "revoke" -> new RevokeCommand(context);
            case "rotate" -> new RotateCommand(context);
            case "verify" -> new VerifyCommand(context);
            case "serve" -> new ServeCommand(context);
            case "scan" -> new ScanCommand(context);
            case "backup" -> new BackupCommand(context);
            case "restore" -> new RestoreCommand(context);
            case "doctor" -> new DoctorCommand(context);
            case "purge" -> new PurgeCommand(context);
            case "schema" -> new SchemaCommand(context);
            case "completion" -> new CompletionCommand(context);
            case "admins" -> new AdminsCommand(context);
            case "audit" -> new AuditCommand(context);
            case "key" -> new KeyCommand(context);
            case "help" -> new HelpCommand(context);
            default -> null;
        };
    }

    @Override
    public int execute(ParseResult parsed) {
        for (CommandLine command : parsed.asCommandLineList()) {
            if (command.isUsageHelpRequested()) {
                information = new CommandHelp(command.getCommandSpec()).screen(context.palette());
                return ExitCode.OK.number();
            }
            if (command.isVersionHelpRequested()) {
                information = versions();
                return ExitCode.OK.number();
            }
        }
        List<CommandLine> commands = parsed.asCommandLineList();
        running = commands.get(commands.size() - 1).getCommandSpec().userObject();
        return new CommandLine.RunLast().execute(parsed);
    }

    /** The versions that a report of a problem should name, one per line, even if parts of the installation are missing. */
    private static String versions() {
        return "apikeys " + ToolVersion.TEXT + "\nJava " + Runtime.version() + "\n" + sqlite() + "\nschema "
                + Schema.VERSION + "\n";
    }

    private static String sqlite() {
        try {
            return "SQLite " + Connections.libraryVersion();
        } catch (StorageException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
