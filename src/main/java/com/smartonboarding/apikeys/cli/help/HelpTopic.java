package com.smartonboarding.apikeys.cli.help;

import com.smartonboarding.apikeys.cli.help.HelpSection.Entry;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.output.terminal.Palette;
import java.util.ArrayList;
import java.util.List;

/** Help on what holds for all commands; the man page of the tool contains it, too. */
public enum HelpTopic {
    FILES("files", "Where the database, its keys and the settings are.") {
        @Override
        List<HelpSection> sections() {
            return List.of(new HelpSection(
                    "Files",
                    List.of(
                            "Precedence, highest first: option, environment, user configuration, system configuration,"
                                    + " default. The paths below are the defaults.",
                            "Only 'generate' creates missing files on its own, and only at their defaults. If an"
                                    + " option, a variable or a configuration names either file, create them with"
                                    + " 'init'.",
                            "Both files must be yours with mode 0600, and only you and root may be able to write to"
                                    + " the folders above them. Back up both files, and keep the two backups apart:"
                                    + " anyone who has both can read every sealed code."),
                    List.of(
                            new Entry(
                                    "~/.local/share/apikeys/apikeys.db",
                                    "The token database. Set it with --database, APIKEYS_DATABASE, or 'database' in a"
                                            + " configuration."),
                            new Entry(
                                    "~/.config/apikeys/apikeys.key",
                                    "The key file. Set it with --key-file, APIKEYS_KEY_FILE, or 'key-file' in a"
                                            + " configuration."),
                            new Entry(
                                    "~/.config/apikeys/apikeys.properties",
                                    "The user configuration. APIKEYS_CONFIG names another one. It may set 'database',"
                                            + " 'key-file' and 'recoverable' ('never': no code can be shown again)."),
                            new Entry(
                                    "/etc/apikeys/apikeys.properties",
                                    "The system configuration. It may also set 'java', the Java to use."))));
        }
    },
    ENVIRONMENT("environment", "The environment variables that apikeys reads.") {
        @Override
        List<HelpSection> sections() {
            return List.of(HelpSection.of(
                    "Environment",
                    List.of(
                            new Entry("APIKEYS_DATABASE", "The token database."),
                            new Entry("APIKEYS_KEY_FILE", "The key file."),
                            new Entry("APIKEYS_CONFIG", "The user configuration."),
                            new Entry("XDG_DATA_HOME", "Replaces ~/.local/share."),
                            new Entry("XDG_CONFIG_HOME", "Replaces ~/.config."),
                            new Entry("NO_COLOR", "If not empty, turns colour off, unless --color asks for it."),
                            new Entry("CLICOLOR_FORCE", "If neither empty nor 0, turns colour on in pipes too."),
                            new Entry("FORCE_COLOR", "The same as CLICOLOR_FORCE."),
                            new Entry("TERM", "If it is 'dumb', turns colour off."),
                            new Entry(
                                    "JAVA_HOME",
                                    "The Java to use. Without it: 'java' in the system configuration, then the java on the"
                                            + " PATH. Ignored through sudo."))));
        }
    },
    FORMATS("formats", "What is printed where, and what scripts may rely on.") {
        @Override
        List<HelpSection> sections() {
            return List.of(
                    HelpSection.of(
                            "Streams",
                            "Data goes to standard output, and messages go to standard error. A command that fails"
                                    + " leaves standard output empty or complete. Scripts should decide by the exit"
                                    + " code: messages are for people, and may change."),
                    new HelpSection(
                            "Formats",
                            List.of("-o chooses the format. Without it, a terminal gets a table or sentences, and a"
                                    + " pipe gets TSV, the code, or text. In a pipe, nothing is shortened or coloured."
                                    + " Without a terminal, a command that has to ask ends with exit code 7, unless"
                                    + " --yes is given."),
                            List.of(
                                    new Entry(
                                            "json",
                                            "One document. Its 'schema' member names its schema, which 'apikeys"
                                                    + " schema' prints. Errors are JSON, too."),
                                    new Entry("jsonl", "One JSON object per line."),
                                    new Entry(
                                            "tsv",
                                            "No header; tab, newline, CR and backslash become \\t, \\n, \\r and \\\\."),
                                    new Entry("csv", "As in RFC 4180, with a header."),
                                    new Entry("ids", "One token id per line."),
                                    new Entry("table, text", "For people; may change."))),
                    HelpSection.of(
                            "Values",
                            List.of(
                                    new Entry("DURATION", "Such as 90d, 12h, 4w or 1d12h."),
                                    new Entry("TIME", "2027-03-31 (0:00 UTC), or 2027-03-31T18:00:00Z."))));
        }
    },
    EXIT_CODES("exit-codes", "What the exit codes mean.") {
        @Override
        List<HelpSection> sections() {
            List<Entry> entries = new ArrayList<>();
            for (ExitCode code : ExitCode.values()) {
                String number = Integer.toString(code.number());
                entries.add(new Entry(" ".repeat(3 - number.length()) + number + "  " + code.name(), code.meaning()));
            }
            return List.of(new HelpSection(
                    "Exit codes",
                    List.of("The help of each command lists its exit codes. Treat an unknown exit code as a failure."),
                    entries));
        }
    },
    SECURITY("security", "How codes are kept secret, and what you can do about it.") {
        @Override
        List<HelpSection> sections() {
            return List.of(HelpSection.of(
                    "Security",
                    "A command that changes something or displays a code needs the System Administrator role, and is"
                            + " recorded in the audit trail. The user who creates the database gets the role first;"
                            + " 'apikeys admins add' gives it to others.",
                    "apikeys refuses codes in arguments and in the environment, where others can read them: 'verify',"
                            + " 'scan' and 'revoke --code-stdin' read codes from standard input. If others may have seen"
                            + " a code, revoke its token by its id, the 12 characters after 'sok_'.",
                    "For each code, the database keeps a keyed hash and a sealed (encrypted) copy; with 'generate"
                            + " --once', only the hash. The keys are in a separate file. Revoking a token destroys the"
                            + " sealed copy.",
                    "If several people administer one server, a service account owns the files, and people run 'sudo"
                            + " -u ACCOUNT apikeys'. The role of the person counts, not that of the account."));
        }
    };

    private final String word;
    private final String purpose;

    HelpTopic(String word, String purpose) {
        this.word = word;
        this.purpose = purpose;
    }

    /** The word that selects this topic. */
    public String word() {
        return word;
    }

    /** What the topic is about, in one sentence. */
    String purpose() {
        return purpose;
    }

    /** The sections of the topic. */
    abstract List<HelpSection> sections();

    /** The whole screen. */
    public String screen(Palette palette) {
        return new HelpScreen(palette).paragraph(purpose).sections(sections()).toString();
    }
}
