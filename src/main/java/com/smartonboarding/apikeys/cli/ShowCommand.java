package com.smartonboarding.apikeys.cli;

import com.smartonboarding.apikeys.cli.options.DetailFormat;
import com.smartonboarding.apikeys.cli.options.TokenFieldConverter;
import com.smartonboarding.apikeys.cli.options.TokenOptions;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.TokenCode;
import com.smartonboarding.apikeys.model.TokenReference;
import com.smartonboarding.apikeys.output.TokenDetails;
import com.smartonboarding.apikeys.output.TokenField;
import com.smartonboarding.apikeys.output.TokenView;
import com.smartonboarding.apikeys.service.ShownToken;
import com.smartonboarding.apikeys.service.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows one token. */
@Command(
        name = "show",
        aliases = "describe",
        header = "Show a token, with its code.",
        description =
                "To see the code needs the System Administrator role and is recorded; --no-code and --field do not.",
        customSynopsis = {"apikeys show [OPTIONS] TOKEN"},
        optionListHeading = "Which token",
        footer = {
            "# Everything, with the code",
            "apikeys show ci-deploy",
            "# Without the code, which needs no role and is not recorded",
            "apikeys show ci-deploy --no-code",
            "# One value for a script",
            "apikeys show ci-deploy --field expires"
        })
final class ShowCommand extends Subcommand {
    @Parameters(paramLabel = "TOKEN", description = "A label, an id, or the first 4 or more characters of an id.")
    private List<String> words = new ArrayList<>();

    @Mixin
    private TokenOptions tokenOptions = new TokenOptions();

    @ArgGroup
    private Part part = new Part();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "text or json.")
    private DetailFormat format = DetailFormat.TEXT;

    /** What alone is printed; each of these excludes the others. */
    static final class Part {
        @Option(
                names = {"-q", "--quiet"},
                description = "Print the code alone.")
        private boolean code;

        @Option(names = "--no-code", description = "Print the details alone.")
        private boolean details;

        @Option(
                names = "--field",
                paramLabel = "NAME",
                converter = TokenFieldConverter.class,
                description = "Print one value alone: a column of 'list --columns'. Empty where there is none.")
        private @Nullable TokenField field;
    }

    ShowCommand(Context context) {
        super(context);
    }

    @Override
    ExitCode execute() {
        TokenReference reference = tokenOptions.toReference(words, "show");
        Tokens tokens = new Tokens(context().session());
        if (part.details || part.field != null) {
            Token token = tokens.find(reference);
            print(token, null);
            warn(token);
        } else {
            ShownToken shown = tokens.show(reference);
            print(shown.token(), shown.code());
            if (context().terminal().stdout()) {
                context().sayWrapped("The code is on the screen and in the scrollback now; the display was recorded.");
            }
            warn(shown.token());
        }
        return ExitCode.OK;
    }

    private void warn(Token token) {
        boolean readable = part.field == null && !part.code && format == DetailFormat.TEXT;
        if (readable && context().terminal().stdout() && context().terminal().stderr()) {
            String warning = ExpiryWarning.about(token, context().now());
            if (!warning.isEmpty()) {
                context().sayWrapped(warning);
            }
        }
    }

    private void print(Token token, @Nullable TokenCode code) {
        TokenView view = new TokenView(token, context().now());
        if (part.field != null) {
            String value = view.text(part.field);
            context().streams().print((value == null ? "" : value) + "\n");
        } else if (part.code && code != null) {
            context().streams().print(code.reveal() + "\n");
        } else {
            TokenDetails details = new TokenDetails(view, code);
            context()
                    .streams()
                    .print(
                            switch (format) {
                                case TEXT ->
                                    details.text(context().terminal(), context().palette());
                                case JSON -> details.json(TokenDetails.SHOW);
                            });
        }
    }

    @Override
    Set<ExitCode> exitCodes() {
        return changing(ExitCode.NOT_FOUND, ExitCode.AMBIGUOUS);
    }
}
