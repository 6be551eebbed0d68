package com.smartonboarding.apikeys.cli.help;

import com.smartonboarding.apikeys.cli.Subcommand;
import com.smartonboarding.apikeys.cli.help.HelpSection.Entry;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.output.terminal.Palette;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The help on a command, read from its model; help screens and man pages are made from it. */
public final class CommandHelp {
    private final CommandSpec command;

    public CommandHelp(CommandSpec command) {
        this.command = command;
    }

    /** The whole screen. */
    public String screen(Palette palette) {
        HelpScreen screen = new HelpScreen(palette).paragraph(purpose()).usage(synopsis());
        if (isOverview()) {
            List<Entry> tasks = new ArrayList<>();
            for (int i = 0; i + 1 < examples().size(); i += 2) {
                tasks.add(new Entry(examples().get(i).substring(2), examples().get(i + 1)));
            }
            screen.sections(List.of(HelpSection.of("Common tasks", tasks)));
        }
        description().forEach(screen::paragraph);
        screen.sections(commands()).sections(topics()).sections(sections());
        if (!exitCodes().isEmpty()) {
            screen.sections(List.of(HelpSection.of("Exit codes", exitCodes())));
        }
        if (!isOverview()) {
            screen.lines("Examples", examples());
        }
        String more = isOverview()
                ? "For help with examples, use 'apikeys COMMAND --help' or 'man apikeys-COMMAND'."
                : "See also 'apikeys help' for all commands, and 'man " + manPage() + "'.";
        return screen.paragraph(more).toString();
    }

    /** The name of the command's man page. */
    String manPage() {
        return command.qualifiedName().replace(' ', '-');
    }

    /** What the command is for, in one sentence. */
    String purpose() {
        return command.usageMessage().header()[0];
    }

    /** The ways to call the command, one per line. */
    List<String> synopsis() {
        String[] written = command.usageMessage().customSynopsis();
        return written.length > 0 ? List.of(written) : List.of(plainSynopsis());
    }

    private String plainSynopsis() {
        StringBuilder line = new StringBuilder(command.qualifiedName());
        for (OptionSpec option : command.options()) {
            if (option.required() && option.group() == null) {
                line.append(' ').append(option.longestName()).append(' ').append(option.paramLabel());
            }
        }
        line.append(" [OPTIONS]");
        for (PositionalParamSpec parameter : command.positionalParameters()) {
            line.append(parameter.required() ? " " + term(parameter) : " [" + term(parameter) + "]");
        }
        return line.append(command.subcommands().isEmpty() ? "" : " COMMAND").toString();
    }

    /** The description of the command, and its other names. */
    List<String> description() {
        List<String> paragraphs = new ArrayList<>(List.of(command.usageMessage().description()));
        if (command.aliases().length > 0) {
            paragraphs.add("Other names: " + String.join(", ", command.aliases()) + ".");
        }
        return paragraphs;
    }

    /** The arguments and options by group, in the order in which people look for them. */
    List<HelpSection> sections() {
        Map<String, List<Entry>> byHeading = new TreeMap<>();
        List<String> order = new ArrayList<>(List.of("Arguments", OptionHeading.own(command)));
        for (PositionalParamSpec parameter : command.positionalParameters()) {
            if (!parameter.hidden()) {
                add(byHeading, "Arguments", term(parameter), parameter.description());
            }
        }
        for (OptionSpec option : command.options()) {
            if (!option.hidden()) {
                String heading = OptionHeading.of(command, option);
                add(byHeading, heading, term(option), option.description());
                order.add(heading);
            }
        }
        order.removeAll(List.of(OptionHeading.OUTPUT, OptionHeading.SAFETY, OptionHeading.GLOBAL));
        order.addAll(List.of(OptionHeading.OUTPUT, OptionHeading.SAFETY, OptionHeading.GLOBAL));
        List<HelpSection> sections = new ArrayList<>();
        for (String heading : order) {
            List<Entry> entries = byHeading.remove(heading);
            if (entries != null) {
                sections.add(HelpSection.of(heading, entries));
            }
        }
        return sections;
    }

    private static void add(Map<String, List<Entry>> sections, String heading, String term, String[] description) {
        sections.computeIfAbsent(heading, key -> new ArrayList<>()).add(new Entry(term, String.join(" ", description)));
    }

    private static String term(PositionalParamSpec parameter) {
        return parameter.paramLabel() + (parameter.index().isVariable() ? "..." : "");
    }

    private static String term(OptionSpec option) {
        String value = option.arity().max() == 0 ? "" : " " + option.paramLabel();
        String names = option.names().length > 1 ? String.join(", ", option.names()) : "    " + option.longestName();
        return names + value;
    }

    /** The subcommands. The tool's own are sorted by group; other commands have theirs in declaration order. */
    List<HelpSection> commands() {
        List<HelpSection> sections = new ArrayList<>();
        if (isOverview()) {
            for (CommandSection group : CommandSection.values()) {
                sections.add(HelpSection.of(group.heading(), entries(group.commands())));
            }
        } else if (!command.subcommands().isEmpty()) {
            List<String> names = new ArrayList<>();
            command.subcommands().forEach((name, line) -> {
                if (name.equals(line.getCommandName())) {
                    names.add(name);
                }
            });
            sections.add(HelpSection.of("Commands", entries(names)));
        }
        return sections;
    }

    /** The help topics, for the overview and for the help of 'help'; empty for all other commands. */
    List<HelpSection> topics() {
        if (!isOverview() && !command.name().equals("help")) {
            return List.of();
        }
        List<Entry> entries = new ArrayList<>();
        for (HelpTopic topic : HelpTopic.values()) {
            entries.add(new Entry(isOverview() ? "help " + topic.word() : topic.word(), topic.purpose()));
        }
        return List.of(HelpSection.of("Topics", entries));
    }

    private List<Entry> entries(List<String> names) {
        List<Entry> entries = new ArrayList<>();
        for (String name : names) {
            CommandLine found = Objects.requireNonNull(command.subcommands().get(name), name);
            entries.add(new Entry(name, new CommandHelp(found.getCommandSpec()).purpose()));
        }
        return entries;
    }

    /** The exit codes that the command can return. */
    List<Entry> exitCodes() {
        List<Entry> entries = new ArrayList<>();
        if (command.userObject() instanceof Subcommand subcommand) {
            for (ExitCode code : subcommand.exitCodes()) {
                entries.add(new Entry(Integer.toString(code.number()), code.meaning()));
            }
        }
        return entries;
    }

    /** Shell command lines, each after a line that begins with {@code #} and says what the command does. */
    public List<String> examples() {
        return List.of(command.usageMessage().footer());
    }

    private boolean isOverview() {
        return command.parent() == null;
    }
}
