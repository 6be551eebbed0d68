package com.smartonboarding.apikeys.cli.option;

import picocli.CommandLine.Model.CommandSpec;

/**
 * What a command accepts: an option, an operand, or a group of them.
 *
 * <p>Everything is declared by calls, not by picocli's annotations. To read annotations, Java creates a class for each
 * of eight kinds of annotation at every start, which takes longer than most commands.
 */
public interface Declaration {
    /** Declares this after everything declared before. */
    void addTo(CommandSpec command);

    /** Declares these in order. */
    static void addAll(CommandSpec command, Declaration... parts) {
        for (Declaration part : parts) {
            part.addTo(command);
        }
    }
}
