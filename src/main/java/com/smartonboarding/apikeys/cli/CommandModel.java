package com.smartonboarding.apikeys.cli;

import com.smartonboarding.apikeys.cli.option.Declaration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** A command with its picocli model, which is built by calls, for the reason given in {@link Declaration}. */
public abstract class CommandModel {
    private final CommandSpec spec;

    @SuppressWarnings("this-escape") // picocli only keeps the reference
    protected CommandModel(String name, String... aliases) {
        spec = CommandSpec.wrapWithoutInspection(this)
                .interpolateVariables(false)
                .name(name)
                .aliases(aliases);
    }

    public CommandSpec spec() {
        return spec;
    }

    /** The help text of the command. */
    protected final UsageMessageSpec usage() {
        return spec.usageMessage();
    }

    /** Declares the options and operands, in the order in which help lists them. */
    protected final void declare(Declaration... parts) {
        Declaration.addAll(spec, parts);
    }
}
