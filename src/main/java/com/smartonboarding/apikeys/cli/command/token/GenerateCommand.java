package com.smartonboarding.apikeys.cli.command.token;

import com.smartonboarding.apikeys.cli.Context;
import com.smartonboarding.apikeys.cli.Subcommand;
import com.smartonboarding.apikeys.cli.option.DeliveryOptions;
import com.smartonboarding.apikeys.cli.option.ExpiryOptions;
import com.smartonboarding.apikeys.cli.option.Flag;
import com.smartonboarding.apikeys.cli.option.NoteOptions;
import com.smartonboarding.apikeys.cli.option.Value;
import com.smartonboarding.apikeys.cli.option.Values;
import com.smartonboarding.apikeys.cli.talk.CodeOutput;
import com.smartonboarding.apikeys.cli.talk.MixedScripts;
import com.smartonboarding.apikeys.cli.talk.PolicyNotes;
import com.smartonboarding.apikeys.cli.talk.Progress;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.failure.UsageException;
import com.smartonboarding.apikeys.model.Expiry;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.result.Issued;
import com.smartonboarding.apikeys.model.text.TextRules;
import com.smartonboarding.apikeys.output.json.OutputSchemas;
import com.smartonboarding.apikeys.service.Session;
import com.smartonboarding.apikeys.service.issue.GenerateRequest;
import com.smartonboarding.apikeys.service.issue.TokenGenerator;
import com.smartonboarding.apikeys.service.policy.PolicySetting;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a token and prints its code. */
public final class GenerateCommand extends Subcommand {
    private final Value<String> label = Value.text(
            "-l, --label LABEL", "The name that people use for the token. No other Active token may have it.");

    private final Value<String> labelFile = Value.text(
            "--label-file FILE",
            "Read one label per line from FILE ('-' is standard input), and generate a token for each. If one"
                    + " of them fails, none is generated. The codes are printed in the same order, one per line.");

    private final Value<String> description =
            Value.text("--description TEXT", "What the token is for, in one sentence.");

    private final Values<String> scopes = Values.texts(
            "--scope SCOPE",
            "A word for one thing that the token allows, such as deploy. 'verify --scope deploy' rejects codes of"
                    + " tokens without it. Can be repeated.");

    private final NoteOptions notes = new NoteOptions();

    private final ExpiryOptions expiry = new ExpiryOptions();

    private final Flag once =
            Flag.of("--once", "Keep no copy of the code. It is printed now and cannot be shown again.");

    private final Flag ifAbsent =
            Flag.of("--if-absent", "If an Active token already has the label, exit with 0 without generating a token.");

    private final DeliveryOptions delivery = new DeliveryOptions();

    public GenerateCommand(Context context) {
        super(context, "generate", "create", "new");
        usage().header("Generate an API token and print its code.")
                .description(
                        "Only the code is written to standard output. If there is no token database yet, this command"
                                + " creates it in the default place and makes you its first System Administrator.")
                .optionListHeading("The token")
                .footer(
                        "# A token for CI with one scope that expires in 90 days",
                        "apikeys generate --label ci-release --scope deploy --expires-in 90d",
                        "# Store the code in a variable; the database keeps no copy of it",
                        "code=$(apikeys generate -q --label nightly --once)",
                        "# Generate 100 tokens, and write their codes to a file",
                        "seq -f 'ci-%g' 100 | apikeys generate --label-file - --secret-file codes");
        declare(label, labelFile, description, scopes, notes, expiry, once, ifAbsent, delivery);
    }

    @Override
    protected ExitCode execute() {
        if ((label.get() == null) == (labelFile.get() == null)) {
            throw new UsageException("'generate' takes either --label LABEL or --label-file FILE.")
                    .advising("Try 'apikeys generate --help'.");
        }
        String file = labelFile.get();
        if (file != null) {
            generateMany(file);
        } else {
            generate(Objects.requireNonNull(label.get()));
        }
        return ExitCode.OK;
    }

    private GenerateRequest request(List<String> labels, boolean list) {
        return new GenerateRequest(
                labels,
                list,
                description.get(),
                scopes.get(),
                notes.toNotes(),
                expiry.toExpiry(),
                once.isGiven(),
                ifAbsent.isGiven(),
                delivery.requestId());
    }

    private void generateMany(String file) {
        if (ifAbsent.isGiven()) {
            throw new UsageException(
                            "--if-absent cannot be used with --label-file, because some labels would get no code.")
                    .advising("To make retries safe, use --request-id.");
        }
        GenerateRequest request = request(new LabelFile(context(), file).read(), true);
        CodeOutput output = new CodeOutput(context(), delivery, OutputSchemas.GENERATE_BATCH);
        Session session = context().sessionForFirstUse();
        List<Issued> issued;
        try (Progress progress = new Progress(context(), "tokens")) {
            issued = new TokenGenerator(session).generate(request, progress.before(output), progress);
        }
        output.finish(issued);
        if (!delivery.quiet()) {
            Issued first = issued.get(0);
            context().streams().say(summary(issued) + output.aboutAll(first.token(), lifetime(session, first)));
        }
        MixedScripts.warn(context(), request.labels());
        PolicyNotes.warn(context(), session.policy());
    }

    private static String summary(List<Issued> issued) {
        String tokens = issued.size() == 1
                ? "1 token, " + issued.get(0).token().name() + ". "
                : issued.size() + " tokens, from " + issued.get(0).token().name() + " to "
                        + issued.get(issued.size() - 1).token().name() + ". ";
        return issued.get(0).outcome() == Issued.Outcome.REPEATED
                ? "This request was already carried out. Here are its codes again: " + tokens
                : "Generated " + tokens;
    }

    private void generate(String oneLabel) {
        GenerateRequest request = request(List.of(TextRules.label(oneLabel)), false);
        CodeOutput output = new CodeOutput(context(), delivery, OutputSchemas.GENERATE);
        Session session = context().sessionForFirstUse();
        List<Issued> issued = new TokenGenerator(session).generate(request, output, count -> {});
        output.finish(issued);
        if (!delivery.quiet()) {
            context().sayWrapped(summary(issued.get(0), output, lifetime(session, issued.get(0))));
        }
        if (issued.get(0).outcome() == Issued.Outcome.NEW) {
            MixedScripts.warn(context(), request.labels());
            PolicyNotes.warn(context(), session.policy());
        }
    }

    /** The setting of the policy that gave a new token its lifetime; null if none did. */
    private @Nullable PolicySetting<Duration> lifetime(Session session, Issued issued) {
        boolean asked = !expiry.toExpiry().equals(Expiry.NEVER);
        return asked || issued.outcome() != Issued.Outcome.NEW
                ? null
                : session.policy().lifetimeOfNew();
    }

    private static String summary(Issued issued, CodeOutput output, @Nullable PolicySetting<Duration> lifetime) {
        Token token = issued.token();
        return switch (issued.outcome()) {
            case NEW -> "Generated " + token.name() + ". " + output.about(token, "It", lifetime);
            case REPEATED ->
                "This request already generated " + token.name() + ". Here is its code again. "
                        + output.about(token, "It", null);
            case PRESENT -> token.name() + " already exists; nothing was generated.";
        };
    }

    @Override
    public Set<ExitCode> exitCodes() {
        return changing(ExitCode.NOT_FOUND, ExitCode.CONFLICT, ExitCode.UNDELIVERED);
    }
}
