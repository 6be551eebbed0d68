package com.smartonboarding.apikeys.cli.command.token;

import com.smartonboarding.apikeys.cli.Context;
import com.smartonboarding.apikeys.cli.option.Value;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.text.UtcTime;
import com.smartonboarding.apikeys.output.json.OutputSchemas;
import com.smartonboarding.apikeys.service.Session;
import com.smartonboarding.apikeys.service.TokenSwitch;
import java.util.Objects;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Switches tokens off until they are enabled again. */
public final class DisableCommand extends SwitchCommand {
    private final Value<String> reason =
            Value.text("--reason TEXT", "Why the tokens are disabled. Stored with the tokens and in the audit trail.");

    public DisableCommand(Context context) {
        super(context, "disable", OutputSchemas.DISABLE);
        usage().header("Disable tokens, so that their codes do not authenticate for a while.")
                .description(
                        "The codes of disabled tokens stop authenticating at once. 'apikeys enable' lets the same codes authenticate again."
                                + " A disabled token keeps its label, its sealed code and its expiry. It can be revoked, but not rotated."
                                + " If one token cannot be disabled, none is. The exception is a full disk: apikeys then disables one token at a time."
                                + " Disabling a token twice is not an error.")
                .customSynopsis("apikeys disable [OPTIONS] TOKEN...")
                .optionListHeading("Which tokens, and why")
                .footer(
                        "# Stop a client for now, and note why",
                        "apikeys disable ci-deploy --reason 'asked its owner' --yes",
                        "# See what would be disabled, without disabling it",
                        "apikeys disable ci-deploy dashboard --dry-run");
        declare(tokenOptions, reason, bulk, report);
    }

    @Override
    TokenSwitch change(Session session, LongConsumer progress) {
        return TokenSwitch.off(session, progress);
    }

    @Override
    @Nullable
    String reason() {
        return reason.get();
    }

    @Override
    String unchanged(Token token) {
        return token.name() + " was already disabled on "
                + UtcTime.of(Objects.requireNonNull(token.disabling()).at()) + ".";
    }
}
