package com.smartonboarding.apikeys.cli.command.token;

import com.smartonboarding.apikeys.cli.Context;
import com.smartonboarding.apikeys.cli.Subcommand;
import com.smartonboarding.apikeys.cli.option.Converters;
import com.smartonboarding.apikeys.cli.option.DeliveryOptions;
import com.smartonboarding.apikeys.cli.option.ExpiryOptions;
import com.smartonboarding.apikeys.cli.option.Flag;
import com.smartonboarding.apikeys.cli.option.RotationStep;
import com.smartonboarding.apikeys.cli.option.TokenOptions;
import com.smartonboarding.apikeys.cli.option.Value;
import com.smartonboarding.apikeys.cli.talk.CodeOutput;
import com.smartonboarding.apikeys.cli.talk.PolicyNotes;
import com.smartonboarding.apikeys.cli.talk.Questions;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.failure.UsageException;
import com.smartonboarding.apikeys.model.AuditAction;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.TokenReference;
import com.smartonboarding.apikeys.model.result.Rotation;
import com.smartonboarding.apikeys.output.RotationReport;
import com.smartonboarding.apikeys.output.json.OutputSchemas;
import com.smartonboarding.apikeys.output.token.DetailFormat;
import com.smartonboarding.apikeys.service.Session;
import com.smartonboarding.apikeys.service.rotate.RotateRequest;
import com.smartonboarding.apikeys.service.rotate.RotationEnder;
import com.smartonboarding.apikeys.service.rotate.TokenRotator;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Replaces a token without an outage. */
public final class RotateCommand extends Subcommand {
    private static final Duration DEFAULT_GRACE = Duration.ofHours(24);

    private final TokenOptions tokenOptions = TokenOptions.one();

    private final Value<Duration> grace = Value.of(
            "--grace DURATION",
            Duration.class,
            new Converters.Grace(),
            "How long the old token keeps working (default: 24h). With 0, it is revoked as soon as the new code"
                    + " is written.");

    private final ExpiryOptions expiry = ExpiryOptions.ofNewToken();

    private final DeliveryOptions delivery = new DeliveryOptions();

    private final RotationStep step = new RotationStep();

    private final Value<Duration> ifIdle = Value.duration(
            "--if-idle DURATION",
            "With --finish: if the old token was used within this time, change nothing and exit with 6. apikeys first"
                    + " waits 15 seconds, because 'verify --stream' records accesses only every ten seconds. Codes that"
                    + " were checked with 'verify --no-touch' do not count as used.");

    private final Flag yes = Flag.of("-y, --yes", "Do not ask before revoking a token.");

    public RotateCommand(Context context) {
        super(context, "rotate");
        usage().header("Replace a token, and keep its old code working for a grace period.")
                .description(
                        "Generates a new token, the successor, and prints its code. The successor has the same label,"
                                + " description, scopes and lifetime as the old token. The grace period of the old"
                                + " token begins when the new code has been written. From then on, the label means the"
                                + " successor. To refer to the old token, use its id.")
                .customSynopsis(
                        "apikeys rotate [OPTIONS] TOKEN", "apikeys rotate TOKEN (--status | --finish | --abort)")
                .optionListHeading("Which token, and how long both work")
                .footer(
                        "# Make a new code; the old code works for another week",
                        "apikeys rotate ci-deploy --grace 7d --secret-file new.code",
                        "# See whether the old token is still used",
                        "apikeys rotate ci-deploy --status",
                        "# Revoke the old token, unless it was used within the last hour",
                        "apikeys rotate ci-deploy --finish --if-idle 1h");
        declare(tokenOptions, grace, expiry, delivery, step, ifIdle, yes);
    }

    @Override
    protected ExitCode execute() {
        TokenReference token = tokenOptions.toReference("rotate");
        if (ifIdle.get() != null && !step.finish()) {
            throw new UsageException("--if-idle can only be used with --finish.");
        }
        if (step.status()) {
            show(new TokenRotator(context().session().forViewing(AuditAction.ROTATE, List.of(token))).status(token));
        } else if (step.finish()) {
            finish(token);
        } else if (step.abort()) {
            abort(token);
        } else {
            rotate(token);
        }
        return ExitCode.OK;
    }

    private void rotate(TokenReference token) {
        Duration lifeLeft = grace.orElse(DEFAULT_GRACE);
        RotateRequest request = new RotateRequest(token, lifeLeft, expiry.toExpiry(), delivery.requestId());
        CodeOutput output = new CodeOutput(context(), delivery, OutputSchemas.ROTATE);
        Session session = context().session();
        TokenRotator rotator = new TokenRotator(session);
        if (lifeLeft.isZero() && !yes.isGiven()) {
            context().prompt().confirm(questions().one("Replace it, and revoke it at once", rotator.plan(token)));
        }
        TokenRotator.Rotated rotated = rotator.rotate(request, output);
        output.finish(List.of(rotated.successor()));
        if (!delivery.quiet()) {
            context().sayWrapped(RotationWords.rotated(rotated, output));
            PolicyNotes.warn(context(), session.policy());
        }
    }

    private void finish(TokenReference token) {
        RotationEnder ender = new RotationEnder(context().session());
        if (ifIdle.get() == null && !yes.isGiven()) {
            Token predecessor = ender.plan(token).predecessor();
            if (predecessor.revocation() == null) {
                context().prompt().confirm(questions().one("Revoke it", predecessor));
            }
        }
        Duration idle = ifIdle.get();
        Rotation rotation =
                idle == null ? ender.finish(token) : ender.finishIfIdle(token, idle, context()::awaitUsesOnRecord);
        report(rotation, RotationWords.finished(rotation));
    }

    private void abort(TokenReference token) {
        RotationEnder ender = new RotationEnder(context().session());
        if (!yes.isGiven()) {
            context()
                    .prompt()
                    .confirm(questions()
                            .one("Revoke this successor", ender.plan(token).successor()));
        }
        Rotation rotation = ender.abort(token);
        report(rotation, RotationWords.aborted(rotation));
    }

    private Questions questions() {
        return new Questions(context());
    }

    private void report(Rotation rotation, String message) {
        if (delivery.format() == DetailFormat.JSON) {
            context().streams().printReport(new RotationReport(rotation).json());
        } else if (!delivery.quiet()) {
            context().sayWrapped(message);
        }
    }

    private void show(Rotation rotation) {
        context()
                .streams()
                .print(delivery.format()
                        .print(
                                new RotationReport(rotation),
                                context().terminal(),
                                context().palette()));
    }

    @Override
    public Set<ExitCode> exitCodes() {
        return changing(
                ExitCode.NOT_FOUND, ExitCode.AMBIGUOUS, ExitCode.CONFLICT, ExitCode.DECLINED, ExitCode.UNDELIVERED);
    }
}
