package com.smartonboarding.apikeys.cli.option;

import picocli.CommandLine.Model.OptionSpec;

/** An option without a value. */
public final class Flag extends Argument<Flag> {
    private Flag(OptionSpec.Builder option) {
        super(option.type(boolean.class).initialValue(false).build());
    }

    /** A flag that is written like this: {@code -y, --yes}. */
    public static Flag of(String written, String description) {
        return new Flag(option(written, description).preprocessor(new Once()));
    }

    /** The flag that asks for the help of a command. */
    public static Flag ofHelp(String written, String description) {
        return new Flag(option(written, description).usageHelp(true));
    }

    /** The flag that asks for versions. */
    public static Flag ofVersions(String written, String description) {
        return new Flag(option(written, description).versionHelp(true));
    }

    public boolean isGiven() {
        Boolean given = spec().getValue(); // null if no option of the flag's group was given
        return given != null && given;
    }

    @Override
    Flag self() {
        return this;
    }
}
