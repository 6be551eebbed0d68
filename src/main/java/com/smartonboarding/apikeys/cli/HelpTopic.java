package com.smartonboarding.apikeys.cli;

import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.output.HelpScreen;
import com.smartonboarding.apikeys.output.HelpSection;
import com.smartonboarding.apikeys.output.HelpSection.Entry;
import com.smartonboarding.apikeys.output.Palette;
import java.util.ArrayList;
import java.util.List;

/** What help says beside the commands, because it holds for all of them; the man page of the tool has it too. */
enum HelpTopic {
    FILES("files", "Where the database, its keys and the settings are.") {
        @Override
        List<HelpSection> sections() {
            return List.of(new HelpSection(
                    "Files",
                    List.of(
                            "An option goes before the environment, that before the user configuration, that before the"
                                    + " system configuration, and that before the default, which is named here.",
                            "Only 'generate', and only where neither file is named anywhere, creates both files without"
                                    + " being asked; 'init' creates them where they are named.",
                            "They must be yours and closed to all others (mode 0600), and only you and root may be able"
                                    + " to write to the folders above them. Back up both, and keep the two backups apart:"
                                    + " with both, every code that is kept can be read."),
                    List.of(
                            new Entry(
                                    "~/.local/share/apikeys/apikeys.db",
                                    "The token database: --database, APIKEYS_DATABASE, or 'database' in a"
                                            + " configuration."),
                            new Entry(
                                    "~/.config/apikeys/apikeys.key",
                                    "The file with its keys: --key-file, APIKEYS_KEY_FILE, or 'key-file' in a"
                                            + " configuration."),
                            new Entry(
                                    "~/.config/apikeys/apikeys.properties",
                                    "The user configuration: APIKEYS_CONFIG. It may set 'database', 'key-file' and"
                                            + " 'recoverable' ('never': no code can be shown again)."),
                            new Entry(
                                    "/etc/apikeys/apikeys.properties",
                                    "The system configuration, with the same settings."))));
        }
    },
    ENVIRONMENT("environment", "The variables that apikeys looks at.") {
        @Override
        List<HelpSection> sections() {
            return List.of(HelpSection.of(
                    "Environment",
                    List.of(
                            new Entry("APIKEYS_DATABASE", "The token database."),
                            new Entry("APIKEYS_KEY_FILE", "The file with its keys."),
                            new Entry("APIKEYS_CONFIG", "The user configuration."),
                            new Entry("XDG_DATA_HOME", "In the place of ~/.local/share."),
                            new Entry("XDG_CONFIG_HOME", "In the place of ~/.config."),
                            new Entry("NO_COLOR", "If not empty, no colour, unless --color asks for it."),
                            new Entry("CLICOLOR_FORCE", "If neither empty nor 0, colour in a pipe too."),
                            new Entry("FORCE_COLOR", "The same."),
                            new Entry("TERM", "If it is 'dumb', no colour."),
                            new Entry("JAVA_HOME", "The Java to run on; otherwise the one on the PATH."))));
        }
    },
    FORMATS("formats", "What is printed where, and what scripts may rely on.") {
        @Override
        List<HelpSection> sections() {
            return List.of(
                    HelpSection.of(
                            "Streams",
                            "Standard output is data, standard error is talk. A command that fails leaves standard"
                                    + " output empty or whole. Decide by the exit code; sentences are for people, and"
                                    + " may change."),
                    new HelpSection(
                            "Formats",
                            List.of("-o chooses the format. Without it, a terminal gets a table or sentences, and a"
                                    + " pipe gets TSV, the code, or text. In a pipe nothing is asked, shortened or"
                                    + " coloured."),
                            List.of(
                                    new Entry(
                                            "json",
                                            "One document, whose member 'schema' names what it is; 'apikeys schema'"
                                                    + " prints each schema. With it, an error is JSON too."),
                                    new Entry("jsonl", "One JSON object a line."),
                                    new Entry("tsv", "No header; special characters are written \\t, \\n and \\\\."),
                                    new Entry("csv", "By RFC 4180, with a header."),
                                    new Entry("ids", "One token id a line."),
                                    new Entry("table, text", "For people; may change."))),
                    HelpSection.of(
                            "Values",
                            List.of(
                                    new Entry("DURATION", "90d, 12h, 4w, 1d12h."),
                                    new Entry(
                                            "TIME", "2027-03-31, its first moment in UTC, or 2027-03-31T18:00:00Z."))));
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
                    List.of("The help of each command has those that it can give. Treat one that you do not know as a"
                            + " failure."),
                    entries));
        }
    },
    SECURITY("security", "What keeps codes secret, and what you can do for it.") {
        @Override
        List<HelpSection> sections() {
            return List.of(HelpSection.of(
                    "Security",
                    "Whatever changes something or displays a code needs the System Administrator role and is recorded"
                            + " in an audit trail. Who creates the database has the role first; 'apikeys admins add'"
                            + " gives it to others.",
                    "A code is never taken from an argument or the environment, where others can read it: 'verify',"
                            + " 'scan' and 'revoke --code-stdin' read it from standard input. A code that was seen by"
                            + " others is exposed: revoke its token, by the id, which is the 12 characters after"
                            + " 'sok_'.",
                    "Of a code the database keeps a keyed hash, and an encrypted copy unless it was generated with"
                            + " --once. The keys are in a file of their own. Revoking destroys the copy.",
                    "For several administrators on one server, a service account owns the files, and people call"
                            + " 'sudo -u ACCOUNT apikeys'; the role is that of the person, not of the account."));
        }
    };

    private final String word;
    private final String purpose;

    HelpTopic(String word, String purpose) {
        this.word = word;
        this.purpose = purpose;
    }

    /** The word that asks for it. */
    String word() {
        return word;
    }

    /** What it is about, in one sentence. */
    String purpose() {
        return purpose;
    }

    /** What it says. */
    abstract List<HelpSection> sections();

    /** The whole screen. */
    String screen(Palette palette) {
        return new HelpScreen(palette).paragraph(purpose).sections(sections()).toString();
    }
}
