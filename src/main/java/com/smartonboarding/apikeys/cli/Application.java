package com.smartonboarding.apikeys.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.ParseResult;

/** The whole command line: wires the commands, runs one, and turns how it ended into an exit code. */
public final class Application implements IExecutionStrategy {
    /** Help is laid out for the narrowest window that people use. */
    private static final int HELP_WIDTH = 80;

    /** In the order of the help, which ends with 'help' itself. */
    private static final String[] COMMANDS = {
        "init",
        "generate",
        "list",
        "show",
        "history",
        "relabel",
        "revoke",
        "rotate",
        "verify",
        "scan",
        "purge",
        "schema",
        "admins"
    };

    private final Host host;
    private final GlobalOptions globalOptions = new GlobalOptions();
    private final StandardStreams streams;
    private final Context context;

    public Application(Host host) {
        this.host = host;
        this.streams = new StandardStreams(host.out(), host.err());
        this.context = new Context(host, globalOptions, streams);
    }

    /** Runs the command that the arguments name; never throws. */
    public int run(String... args) {
        ErrorReporter reporter = new ErrorReporter(streams, globalOptions, args);
        try {
            ExposedCodes.refuse(args, host.environment());
            StringWriter help = new StringWriter();
            CommandLine commandLine = commandLine(reporter, args).setOut(new PrintWriter(help));
            int exitCode = commandLine.execute(args);
            streams.print(help.toString());
            return exitCode;
        } catch (RuntimeException | Error e) {
            return reporter.report(e);
        }
    }

    /** The model of the whole command line. */
    CommandLine commandLine() {
        return readyForHelp(commandLine(new ErrorReporter(streams, globalOptions)));
    }

    /** The model of the command that the first argument names, or of all commands when it names none. */
    private CommandLine commandLine(ErrorReporter reporter, String... args) {
        CommandLine commandLine = new CommandLine(new ApikeysCommand()).addMixin("globalOptions", globalOptions);
        // To model a command takes picocli longer than most commands run, so those that cannot be meant are left out.
        Object only = args.length == 0 ? null : command(args[0]);
        if (only != null) {
            commandLine.addSubcommand(only);
        } else {
            for (String name : COMMANDS) {
                commandLine.addSubcommand(command(name));
            }
            commandLine.addSubcommand(new HelpCommand());
        }
        commandLine.getCommandSpec().versionProvider(new Versions());
        return commandLine
                .setExecutionStrategy(this)
                .setUsageHelpWidth(HELP_WIDTH)
                // An argument like @/path would read that file into the command line, and errors would repeat it.
                .setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOverwrittenOptionsAllowed(true)
                // Without this, '--label --quiet' makes a token with the label '--quiet'.
                .setUnmatchedOptionsAllowedAsOptionParameters(false)
                .setParameterExceptionHandler(reporter)
                .setExecutionExceptionHandler(reporter);
    }

    /** The command with this name or alias; null when there is none, and for 'help', which knows all others. */
    private @Nullable Object command(String name) {
        return switch (name) {
            case "init" -> new InitCommand(context);
            case "generate", "create", "new" -> new GenerateCommand(context);
            case "list", "ls" -> new ListCommand(context);
            case "show", "describe" -> new ShowCommand(context);
            case "history" -> new HistoryCommand(context);
            case "relabel" -> new RelabelCommand(context);
            case "revoke" -> new RevokeCommand(context);
            case "rotate" -> new RotateCommand(context);
            case "verify" -> new VerifyCommand(context);
            case "scan" -> new ScanCommand(context);
            case "purge" -> new PurgeCommand(context);
            case "schema" -> new SchemaCommand(context);
            case "admins" ->
                new CommandLine(new AdminsCommand())
                        .addSubcommand(new AdminsListCommand(context))
                        .addSubcommand(new AdminsAddCommand(context))
                        .addSubcommand(new AdminsRemoveCommand(context));
            default -> null;
        };
    }

    @Override
    public int execute(ParseResult parsed) {
        if (printsHelp(parsed)) {
            readyForHelp(parsed.commandSpec().commandLine());
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    private static boolean printsHelp(ParseResult parsed) {
        ParseResult last = parsed;
        while (last.hasSubcommand() && !last.isUsageHelpRequested()) {
            last = last.subcommand();
        }
        return last.isUsageHelpRequested() || !(last.commandSpec().userObject() instanceof Subcommand);
    }

    private CommandLine readyForHelp(CommandLine commandLine) {
        ExitCodeHelp.addTo(commandLine);
        return commandLine.setColorScheme(helpColours());
    }

    private Help.ColorScheme helpColours() {
        boolean colour = globalOptions.colour().on(host.terminal().stdout(), host.environment());
        return Help.defaultColorScheme(colour ? Help.Ansi.ON : Help.Ansi.OFF);
    }
}
