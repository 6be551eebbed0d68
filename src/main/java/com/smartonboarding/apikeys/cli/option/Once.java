package com.smartonboarding.apikeys.cli.option;

import java.util.Map;
import java.util.Stack;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.OverwrittenOptionException;

/**
 * Refuses an option that is given twice, because only one of the two values would count. The parser itself refuses this
 * only for options outside of groups, and does not notice that an option was given both before and after the command's
 * name.
 */
final class Once implements IParameterPreprocessor {
    private boolean given;

    @Override
    @SuppressWarnings("JdkObsolete") // the interface's type
    public boolean preprocess(Stack<String> args, CommandSpec command, ArgSpec option, Map<String, Object> info) {
        if (given) {
            throw new OverwrittenOptionException(command.commandLine(), option, "given twice");
        }
        given = true;
        return false;
    }
}
