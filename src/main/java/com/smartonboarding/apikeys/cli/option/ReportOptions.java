package com.smartonboarding.apikeys.cli.option;

import com.smartonboarding.apikeys.output.token.DetailFormat;
import picocli.CommandLine.Model.CommandSpec;

/** How a command that changes something reports what it did. */
public final class ReportOptions implements Declaration {
    private final Flag quiet =
            Flag.of("-q, --quiet", "Do not report what was done. Warnings and errors are still printed.");

    private final Value<DetailFormat> format = Value.word(
            "-o, --output FORMAT",
            DetailFormat.class,
            "text (a message on standard error, the default) or json (on standard output).");

    /** How the report is made. */
    public enum Form {
        /** Messages on standard error. */
        MESSAGES,
        /** One JSON document on standard output, and no messages. */
        JSON,
        /** No report. */
        NONE
    }

    /** The form that the options ask for. JSON is data, so {@code --quiet} does not omit it. */
    public Form form() {
        if (format.get() == DetailFormat.JSON) {
            return Form.JSON;
        }
        return quiet.isGiven() ? Form.NONE : Form.MESSAGES;
    }

    @Override
    public void addTo(CommandSpec command) {
        Declaration.addAll(command, quiet, format);
    }
}
