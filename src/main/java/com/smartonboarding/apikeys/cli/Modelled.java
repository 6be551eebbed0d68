package com.smartonboarding.apikeys.cli;

import com.smartonboarding.apikeys.cli.options.Syntax;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** What has a name on the command line: picocli's model of it, made by calls as {@link Syntax} says. */
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

    /** What help says of it. */
    final UsageMessageSpec text() {
        return spec.usageMessage();
    }

    /** Declares what it takes, in the order of its help. */
    final void take(Syntax... parts) {
        Syntax.addAll(spec, parts);
    }
}
