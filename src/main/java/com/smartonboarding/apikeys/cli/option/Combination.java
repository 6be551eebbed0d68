package com.smartonboarding.apikeys.cli.option;

import java.util.List;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;

/** Options that exclude each other, or that are only allowed together. */
public final class Combination implements Declaration {
    private final ArgGroupSpec.Builder builder;
    private final List<Argument<?>> options;

    private Combination(boolean exclusive, String heading, Argument<?>... options) {
        this.builder = ArgGroupSpec.builder().exclusive(exclusive);
        if (!heading.isEmpty()) {
            builder.heading(heading);
        }
        this.options = List.of(options);
    }

    /** At most one of these can be given. Help lists them under their own heading, unless it is empty. */
    public static Combination oneOf(String heading, Argument<?>... options) {
        return new Combination(true, heading, options);
    }

    /** If one of these is given, the required ones must be given, too. */
    public static Combination together(String heading, Argument<?>... options) {
        return new Combination(false, heading, options);
    }

    @Override
    public void addTo(CommandSpec command) {
        for (Argument<?> option : options) {
            builder.addArg(option.spec());
        }
        command.addArgGroup(builder.build());
    }
}
