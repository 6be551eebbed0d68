package com.smartonboarding.apikeys.cli.command.key;

import com.smartonboarding.apikeys.cli.Context;
import com.smartonboarding.apikeys.cli.Subcommand;
import com.smartonboarding.apikeys.cli.option.Flag;
import com.smartonboarding.apikeys.cli.option.Value;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.model.result.NewKey;
import com.smartonboarding.apikeys.output.key.NewKeyReport;
import com.smartonboarding.apikeys.output.token.DetailFormat;
import com.smartonboarding.apikeys.service.key.KeyRotator;
import java.util.Set;

/** Adds a master key. */
final class KeyRotateCommand extends Subcommand {
    private final Flag quiet = Flag.of("-q, --quiet", "Print no message if all is well.");

    private final Value<DetailFormat> format =
            Value.word("-o, --output FORMAT", DetailFormat.class, "text (the default) or json.");

    KeyRotateCommand(Context context) {
        super(context, "rotate");
        usage().header("Add a new master key to the key file, for new codes.")
                .description(
                        "The key file is replaced as a whole and keeps the older keys. Existing codes stay valid. Running"
                                + " programs that verify codes read the new key when they need it.")
                .footer(
                        "# Make new codes with a new key from now on",
                        "apikeys key rotate",
                        "# For a program",
                        "apikeys key rotate -o json");
        declare(quiet, format);
    }

    @Override
    protected ExitCode execute() {
        NewKey key = new KeyRotator(context().session()).rotate();
        if (format.get() == DetailFormat.JSON) {
            context().streams().printReport(NewKeyReport.json(key));
        } else if (!quiet.isGiven()) {
            context().sayWrapped(NewKeyReport.sentences(key));
        }
        return ExitCode.OK;
    }

    @Override
    public Set<ExitCode> exitCodes() {
        return changing();
    }
}
