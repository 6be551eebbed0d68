package com.smartonboarding.apikeys.cli;

import com.smartonboarding.apikeys.cli.options.DurationConverter;
import com.smartonboarding.apikeys.cli.options.TimeConverter;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.model.Expiry;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.TokenCode;
import com.smartonboarding.apikeys.output.TokenDetails;
import com.smartonboarding.apikeys.output.TokenView;
import com.smartonboarding.apikeys.output.UtcTime;
import com.smartonboarding.apikeys.service.GenerateRequest;
import com.smartonboarding.apikeys.service.Generation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes a token and prints its code. */
@Command(
        name = "generate",
        aliases = {"create", "new"},
        header = "Generate an API token and print its code.",
        description = "Standard output gets the code and nothing else. Where there is no token database yet, one is"
                + " created at its default place, and you become its first System Administrator.",
        footer = {
            "",
            "Examples:",
            "  apikeys generate --label ci-deploy --scope deploy --expires-in 90d",
            "  code=$(apikeys generate -q --label nightly --once)",
            "  apikeys generate --label partner --expires-at 2027-12-31 -o json"
        })
final class GenerateCommand extends Subcommand {
    @Option(
            names = {"-l", "--label"},
            required = true,
            paramLabel = "LABEL",
            description = "The name people use for the token; no two active tokens share one.")
    private String label = "";

    @Option(names = "--description", paramLabel = "TEXT", description = "What it is for, in a sentence.")
    private @Nullable String description;

    @Option(names = "--scope", paramLabel = "SCOPE", description = "What it may be used for; can be repeated.")
    private List<String> scopes = new ArrayList<>();

    @ArgGroup
    private @Nullable ExpiryOptions expiry;

    @Option(names = "--once", description = "Keep no sealed copy: the code is printed now and never again.")
    private boolean once;

    @Option(
            names = {"-q", "--quiet"},
            description = "Say nothing on standard error.")
    private boolean quiet;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "text (the code alone) or json.")
    private DetailFormat format = DetailFormat.TEXT;

    /** When it stops authenticating. */
    static final class ExpiryOptions {
        @Option(
                names = "--expires-in",
                required = true,
                paramLabel = "DURATION",
                converter = DurationConverter.class,
                description = "Expire after this long, such as 90d or 12h.")
        private @Nullable Duration in;

        @Option(
                names = "--expires-at",
                required = true,
                paramLabel = "TIME",
                converter = TimeConverter.class,
                description = "Expire at 2027-03-31 (0:00 UTC) or 2027-03-31T18:00Z.")
        private @Nullable Instant at;

        Expiry toExpiry() {
            return new Expiry(in, at);
        }
    }

    GenerateCommand(Context context) {
        super(context);
    }

    @Override
    public void run() {
        GenerateRequest request = new GenerateRequest(
                label, description, scopes, expiry == null ? Expiry.NEVER : expiry.toExpiry(), once);
        Token token = new Generation(context().sessionForFirstUse())
                .generate(request, (made, code) -> context().streams().write(text(made, code)));
        if (!quiet) {
            context().streams().say(summary(token));
        }
    }

    private String text(Token token, TokenCode code) {
        return switch (format) {
            case TEXT -> code.reveal() + "\n";
            case JSON -> new TokenDetails(new TokenView(token, context().now()), code).json(TokenDetails.GENERATE);
        };
    }

    private String summary(Token token) {
        Instant expiresAt = token.expiresAt();
        String expires = expiresAt == null ? "It does not expire." : "It expires " + UtcTime.of(expiresAt) + ".";
        String again = token.recoverable()
                ? " 'apikeys show " + token.id() + "' prints the code again."
                : " Note the code now: no copy is kept.";
        String screen = context().terminal().stdout() ? "\nThe code is on the screen and in the scrollback now." : "";
        return "Generated " + token.name() + ". " + expires + again + screen;
    }

    @Override
    Set<ExitCode> exitCodes() {
        Set<ExitCode> codes = changing(ExitCode.CONFLICT, ExitCode.UNDELIVERED);
        codes.remove(ExitCode.BROKEN_PIPE);
        return codes;
    }
}
