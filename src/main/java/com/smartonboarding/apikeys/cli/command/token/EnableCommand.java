package com.smartonboarding.apikeys.cli.command.token;

import com.smartonboarding.apikeys.cli.Context;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.output.json.OutputSchemas;
import com.smartonboarding.apikeys.service.Session;
import com.smartonboarding.apikeys.service.TokenSwitch;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Lets the codes of disabled tokens authenticate again. */
public final class EnableCommand extends SwitchCommand {
    public EnableCommand(Context context) {
        super(context, "enable", OutputSchemas.ENABLE);
        usage().header("Enable disabled tokens again.")
                .description(
                        "The codes of enabled tokens authenticate again, unless the tokens have expired. If one token cannot be"
                                + " enabled, none is. Enabling a token twice is not an error.")
                .customSynopsis("apikeys enable [OPTIONS] TOKEN...")
                .optionListHeading("Which tokens")
                .footer(
                        "# Let the code of a disabled token authenticate again",
                        "apikeys enable ci-deploy --yes",
                        "# See which tokens are disabled",
                        "apikeys list --status disabled");
        declare(tokenOptions, bulk, report);
    }

    @Override
    TokenSwitch change(Session session, LongConsumer progress) {
        return TokenSwitch.on(session, progress);
    }

    @Override
    @Nullable
    String reason() {
        return null;
    }

    @Override
    String unchanged(Token token) {
        return token.name() + " was not disabled.";
    }
}
