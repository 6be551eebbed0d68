package com.smartonboarding.apikeys.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Help;

/** The whole command line: wires the commands, runs one, and turns how it ended into an exit code. */
public final class Application {
    /** Help is laid out for the narrowest window that people use. */
    private static final int HELP_WIDTH = 80;

    private static final int LONGEST_FORMAT = "--output=jsonl".length();

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
        ErrorReporter reporter = new ErrorReporter(streams, () -> wantsJson(args));
        try {
            ExposedCodes.refuse(args, host.environment());
            StringWriter help = new StringWriter();
            CommandLine commandLine = commandLine(reporter).setOut(new PrintWriter(help));
            int exitCode = commandLine.execute(args);
            streams.print(help.toString());
            return exitCode;
        } catch (RuntimeException | Error e) {
            return reporter.report(e, globalOptions.debug());
        }
    }

    /** The model of the whole command line. */
    CommandLine commandLine() {
        return commandLine(new ErrorReporter(streams, () -> false));
    }

    private CommandLine commandLine(ErrorReporter reporter) {
        CommandLine commandLine = new CommandLine(new ApikeysCommand()).addMixin("globalOptions", globalOptions);
        for (Subcommand command : List.of(
                new InitCommand(context),
                new GenerateCommand(context),
                new ListCommand(context),
                new ShowCommand(context),
                new RelabelCommand(context),
                new RevokeCommand(context),
                new RotateCommand(context),
                new VerifyCommand(context),
                new ScanCommand(context),
                new PurgeCommand(context))) {
            commandLine.addSubcommand(command);
        }
        CommandLine admins = new CommandLine(new AdminsCommand());
        for (Subcommand command : List.of(
                new AdminsListCommand(context), new AdminsAddCommand(context), new AdminsRemoveCommand(context))) {
            admins.addSubcommand(command);
        }
        commandLine.addSubcommand(admins).addSubcommand(new HelpCommand());
        commandLine.getCommandSpec().versionProvider(new Versions());
        ExitCodeHelp.addTo(commandLine);
        return commandLine
                .setExecutionStrategy(parsed -> {
                    commandLine.setColorScheme(helpColours());
                    return new CommandLine.RunLast().execute(parsed);
                })
                .setUsageHelpWidth(HELP_WIDTH)
                // An argument like @/path would read that file into the command line, and errors would repeat it.
                .setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOverwrittenOptionsAllowed(true)
                // Without this, '--label --quiet' makes a token with the label '--quiet'.
                .setUnmatchedOptionsAllowedAsOptionParameters(false)
                .setParameterExceptionHandler((e, args) -> reporter.reportUsage(e))
                .setExecutionExceptionHandler((e, line, result) -> reporter.report(e, globalOptions.debug()));
    }

    private Help.ColorScheme helpColours() {
        boolean colour = globalOptions.colour().on(host.terminal().stdout(), host.environment());
        return Help.defaultColorScheme(colour ? Help.Ansi.ON : Help.Ansi.OFF);
    }

    /** Whether errors are asked for as JSON; looked for before parsing, since parsing may be what fails. */
    private static boolean wantsJson(String[] args) {
        String option = "";
        for (String arg : args) {
            String word = arg.length() > LONGEST_FORMAT ? "" : arg.toLowerCase(Locale.ROOT);
            if (word.matches("(-o=?|--output=)jsonl?")
                    || (word.matches("jsonl?") && (option.equals("-o") || option.equals("--output")))) {
                return true;
            }
            option = arg;
        }
        return false;
    }
}
