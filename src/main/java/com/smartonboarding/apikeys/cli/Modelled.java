package com.smartonboarding.apikeys.cli;

import com.smartonboarding.apikeys.cli.options.Syntax;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** A command with its picocli model, which is built by calls, for the reason given in {@link Syntax}. */
abstract class Modelled {
    private final CommandSpec spec;

    Modelled(String name, String... aliases) {
        spec = CommandSpec.wrapWithoutInspection(this)
                .interpolateVariables(false)
                .name(name)
                .aliases(aliases);
    }

    CommandSpec spec() {
        return spec;
    }

    /** The help text of the command. */
    final UsageMessageSpec text() {
        return spec.usageMessage();
    }

    /** Declares the options and operands, in the order in which help lists them. */
    final void take(Syntax... parts) {
        Syntax.addAll(spec, parts);
    }
}
