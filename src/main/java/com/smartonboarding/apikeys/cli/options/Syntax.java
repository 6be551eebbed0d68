package com.smartonboarding.apikeys.cli.options;

import picocli.CommandLine.Model.CommandSpec;

/**
 * What a command takes: an option, an operand, or some that belong together.
 *
 * <p>All of it is declared by calls. picocli reads the same from annotations; for that, Java makes a class for each of
 * eight kinds of annotation at every start, which takes longer than most commands do.
 */
public interface Syntax {
    /** Declares it, behind what was declared before. */
    void addTo(CommandSpec command);

    /** Declares these, one behind the other. */
    static void addAll(CommandSpec command, Syntax... parts) {
        for (Syntax part : parts) {
            part.addTo(command);
        }
    }
}
