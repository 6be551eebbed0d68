package com.smartonboarding.apikeys.cli.command;

import com.smartonboarding.apikeys.cli.Context;
import com.smartonboarding.apikeys.cli.Subcommand;
import com.smartonboarding.apikeys.cli.complete.Shell;
import com.smartonboarding.apikeys.cli.option.Value;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.model.text.ResourceText;
import java.util.Objects;
import java.util.Set;

public final class CompletionCommand extends Subcommand {
    private final Value<Shell> shell = Value.operandWord("SHELL", Shell.class, "bash, zsh or fish.");

    public CompletionCommand(Context context) {
        super(context, "completion");
        usage().header("Print the script that lets a shell complete apikeys commands.")
                .description(
                        "The script completes commands, options, their values, files, and tokens. This command needs"
                                + " no database.")
                .customSynopsis("apikeys completion [OPTIONS] SHELL")
                .footer(
                        "# In the current bash session",
                        "source <(apikeys completion bash)",
                        "# For zsh; move the file to a folder on the fpath",
                        "apikeys completion zsh > _apikeys",
                        "# For fish; move the file to ~/.config/fish/completions",
                        "apikeys completion fish > apikeys.fish");
        declare(shell);
    }

    @Override
    protected ExitCode execute() {
        String file = Objects.requireNonNull(shell.get()).file();
        context().streams().print(ResourceText.read("/completions/" + file));
        return ExitCode.OK;
    }

    @Override
    public Set<ExitCode> exitCodes() {
        return withoutDatabase();
    }
}
