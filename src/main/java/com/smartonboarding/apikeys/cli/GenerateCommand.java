package com.smartonboarding.apikeys.cli;

import com.smartonboarding.apikeys.cli.options.DeliveryOptions;
import com.smartonboarding.apikeys.cli.options.ExpiryOptions;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.failure.UsageException;
import com.smartonboarding.apikeys.model.Expiry;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.output.IssuedDetails;
import com.smartonboarding.apikeys.service.BatchGeneration;
import com.smartonboarding.apikeys.service.BatchRequest;
import com.smartonboarding.apikeys.service.GenerateRequest;
import com.smartonboarding.apikeys.service.Generation;
import com.smartonboarding.apikeys.service.Issued;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a token and prints its code. */
@Command(
        name = "generate",
        aliases = {"create", "new"},
        header = "Generate an API token and print its code.",
        description = "Standard output gets the code and nothing else. Where there is no token database yet, one is"
                + " created at its default place, and you become its first System Administrator.",
        optionListHeading = "The token",
        footer = {
            "# For CI, with a scope, for 90 days",
            "apikeys generate --label ci-release --scope deploy --expires-in 90d",
            "# Into a variable; nobody can show this code again",
            "code=$(apikeys generate -q --label nightly --once)",
            "# A hundred tokens at once, or none; the codes in the same order",
            "seq -f 'ci-%g' 100 | apikeys generate --label-file - --secret-file codes"
        })
final class GenerateCommand extends Subcommand {
    @Option(
            names = {"-l", "--label"},
            paramLabel = "LABEL",
            description = "The name people use for the token; no two active tokens share one.")
    private @Nullable String label;

    @Option(
            names = "--label-file",
            paramLabel = "FILE",
            description = "Make a token for each line of this file (- is standard input), all or none; the codes come"
                    + " one a line, in the same order.")
    private @Nullable String labelFile;

    @Option(names = "--description", paramLabel = "TEXT", description = "What it is for, in a sentence.")
    private @Nullable String description;

    @Option(names = "--scope", paramLabel = "SCOPE", description = "What it may be used for; can be repeated.")
    private List<String> scopes = new ArrayList<>();

    @ArgGroup
    private @Nullable ExpiryOptions expiry;

    @Option(names = "--once", description = "Keep no sealed copy: the code is printed now and never again.")
    private boolean once;

    @Option(
            names = "--if-absent",
            description = "A label in use is no error: nothing is made then, and no code is printed.")
    private boolean ifAbsent;

    @Mixin
    private DeliveryOptions delivery = new DeliveryOptions();

    GenerateCommand(Context context) {
        super(context);
    }

    @Override
    ExitCode execute() {
        if ((label == null) == (labelFile == null)) {
            throw new UsageException(
                    "'generate' takes either --label LABEL or --label-file FILE." + " Try 'apikeys generate --help'.");
        }
        if (labelFile != null) {
            generateMany(labelFile);
        } else {
            generate(Objects.requireNonNull(label));
        }
        return ExitCode.OK;
    }

    private void generateMany(String file) {
        if (ifAbsent) {
            throw new UsageException(
                    "--if-absent would leave lines without a code, so it does not go with --label-file;"
                            + " --request-id lets a call be repeated.");
        }
        BatchRequest request = new BatchRequest(
                new LabelFile(context(), file).read(),
                description,
                scopes,
                expiry == null ? Expiry.NEVER : expiry.toExpiry(),
                once,
                delivery.requestId());
        CodeOutput output = new CodeOutput(context(), delivery, IssuedDetails.GENERATE_BATCH);
        Progress progress = new Progress(context(), "tokens");
        List<Issued> issued = new BatchGeneration(context().sessionForFirstUse()).generate(request, output, progress);
        progress.erase();
        output.finish(issued);
        if (!delivery.quiet()) {
            context()
                    .streams()
                    .say(summary(issued) + output.aboutAll(issued.get(0).token()));
        }
    }

    private static String summary(List<Issued> issued) {
        String tokens = issued.size() == 1
                ? "1 token, " + issued.get(0).token().name() + ". "
                : issued.size() + " tokens, from " + issued.get(0).token().name() + " to "
                        + issued.get(issued.size() - 1).token().name() + ". ";
        return issued.get(0).outcome() == Issued.Outcome.REPEATED
                ? "Here are the codes again of what this request generated before, " + tokens
                : "Generated " + tokens;
    }

    private void generate(String oneLabel) {
        GenerateRequest request = new GenerateRequest(
                oneLabel,
                description,
                scopes,
                expiry == null ? Expiry.NEVER : expiry.toExpiry(),
                once,
                ifAbsent,
                delivery.requestId());
        CodeOutput output = new CodeOutput(context(), delivery, IssuedDetails.GENERATE);
        Issued issued = new Generation(context().sessionForFirstUse()).generate(request, output);
        output.finish(List.of(issued));
        if (!delivery.quiet()) {
            context().sayWrapped(summary(issued, output));
        }
    }

    private static String summary(Issued issued, CodeOutput output) {
        Token token = issued.token();
        return switch (issued.outcome()) {
            case NEW -> "Generated " + token.name() + ". " + output.about(token, "It");
            case REPEATED ->
                "This request generated " + token.name() + " before; here is its code again. "
                        + output.about(token, "It");
            case PRESENT -> token.name() + " is there already; nothing was generated.";
        };
    }

    @Override
    Set<ExitCode> exitCodes() {
        return changing(ExitCode.NOT_FOUND, ExitCode.CONFLICT, ExitCode.UNDELIVERED);
    }
}
