package com.smartonboarding.apikeys.cli.option;

import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;

/**
 * An option or an operand. Once the command line is parsed, it holds the given value. Options are written as in help:
 * {@code -o, --output FORMAT}.
 */
public abstract class Argument<A extends Argument<A>> implements Declaration {
    private ArgSpec spec;

    Argument(ArgSpec spec) {
        this.spec = spec;
    }

    /** The option that is written like this. */
    static OptionSpec.Builder option(String written, String description) {
        int start = written.indexOf("--");
        int end = written.indexOf(' ', start);
        String name = end < 0 ? written.substring(start) : written.substring(start, end);
        OptionSpec.Builder option =
                start == 0 ? OptionSpec.builder(name) : OptionSpec.builder(written.substring(0, 2), name);
        return (end < 0 ? option : option.paramLabel(written.substring(end + 1))).description(description);
    }

    /** Makes it an error to leave out this option; in a group, only if another option of the group is given. */
    public A required() {
        spec = OptionSpec.builder((OptionSpec) spec).required(true).build();
        return self();
    }

    /** Makes subcommands take this option, too. */
    public A inherited() {
        spec = OptionSpec.builder((OptionSpec) spec)
                .scopeType(ScopeType.INHERIT)
                .build();
        return self();
    }

    @Override
    public void addTo(CommandSpec command) {
        command.add(spec);
    }

    ArgSpec spec() {
        return spec;
    }

    abstract A self();
}
