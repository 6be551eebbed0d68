package com.smartonboarding.apikeys.cli.command.token;

import com.smartonboarding.apikeys.cli.Context;
import com.smartonboarding.apikeys.cli.Subcommand;
import com.smartonboarding.apikeys.cli.option.Combination;
import com.smartonboarding.apikeys.cli.option.Converters;
import com.smartonboarding.apikeys.cli.option.Flag;
import com.smartonboarding.apikeys.cli.option.TokenOptions;
import com.smartonboarding.apikeys.cli.option.Value;
import com.smartonboarding.apikeys.cli.talk.ExpiryWarning;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.model.AuditAction;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.TokenCode;
import com.smartonboarding.apikeys.model.TokenReference;
import com.smartonboarding.apikeys.output.text.SafeText;
import com.smartonboarding.apikeys.output.token.DetailFormat;
import com.smartonboarding.apikeys.output.token.TokenDetails;
import com.smartonboarding.apikeys.output.token.TokenField;
import com.smartonboarding.apikeys.output.token.TokenView;
import com.smartonboarding.apikeys.service.Session;
import com.smartonboarding.apikeys.service.Tokens;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Shows one token. */
public final class ShowCommand extends Subcommand {
    private final TokenOptions tokenOptions = TokenOptions.one();

    private final Flag codeAlone = Flag.of("-q, --quiet", "Print only the code.");

    private final Flag detailsAlone = Flag.of("--no-code", "Print the details without the code.");

    private final Value<TokenField> field = Value.of(
            "--field NAME",
            TokenField.class,
            new Converters.Field(),
            "Print only this value. NAME is a column of 'list --columns'. If the token has no such value, an"
                    + " empty line is printed.");

    private final Value<DetailFormat> format = Value.word("-o, --output FORMAT", DetailFormat.class, "text or json.");

    public ShowCommand(Context context) {
        super(context, "show", "describe");
        usage().header("Show a token and its code.")
                .description(
                        "To see the code, you need the System Administrator role. The audit trail records that you"
                                + " displayed it. --no-code and --field are not recorded, and need no role, unless the"
                                + " policy lets only administrators look at tokens (viewers).",
                        "At a terminal, control characters are escaped. In a pipe, --field prints the value exactly as it"
                                + " is stored.")
                .customSynopsis("apikeys show [OPTIONS] TOKEN")
                .optionListHeading("Which token")
                .footer(
                        "# All details and the code",
                        "apikeys show ci-deploy",
                        "# The details without the code (not recorded)",
                        "apikeys show ci-deploy --no-code",
                        "# One value for a script",
                        "apikeys show ci-deploy --field expires");
        declare(tokenOptions, Combination.oneOf("", codeAlone, detailsAlone, field), format);
    }

    @Override
    protected ExitCode execute() {
        TokenReference reference = tokenOptions.toReference("show");
        Session session = context().session();
        if (detailsAlone.isGiven() || field.get() != null) {
            Token token = new Tokens(session.forViewing(AuditAction.SHOW, List.of(reference))).find(reference);
            print(token, null);
            warn(token);
        } else {
            Tokens.Shown shown = new Tokens(session).show(reference);
            print(shown.token(), shown.code());
            if (context().terminal().stdout()) {
                context()
                        .sayWrapped(
                                "The code is now on the screen and in the scrollback. The audit trail records that you"
                                        + " displayed it.");
            }
            warn(shown.token());
        }
        return ExitCode.OK;
    }

    private void warn(Token token) {
        boolean readable = field.get() == null && !codeAlone.isGiven() && format.get() != DetailFormat.JSON;
        if (readable && context().terminal().stdout() && context().terminal().stderr()) {
            String warning = ExpiryWarning.about(token, context().now());
            if (!warning.isEmpty()) {
                context().sayWrapped(warning);
            }
        }
    }

    private void print(Token token, @Nullable TokenCode code) {
        TokenView view = new TokenView(token, context().now());
        TokenField wanted = field.get();
        if (wanted != null) {
            String value = view.text(wanted);
            String bytes = value == null ? "" : value;
            context().streams().print((context().terminal().stdout() ? SafeText.escape(bytes) : bytes) + "\n");
        } else if (codeAlone.isGiven() && code != null) {
            context().streams().print(code.reveal() + "\n");
        } else {
            TokenDetails details = new TokenDetails(view, code);
            context()
                    .streams()
                    .print(format.orElse(DetailFormat.TEXT)
                            .print(details, context().terminal(), context().palette()));
        }
    }

    @Override
    public Set<ExitCode> exitCodes() {
        return changing(ExitCode.NOT_FOUND, ExitCode.AMBIGUOUS);
    }
}
