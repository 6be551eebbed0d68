package com.smartonboarding.apikeys.cli.command.token;

import com.smartonboarding.apikeys.cli.Context;
import com.smartonboarding.apikeys.cli.Subcommand;
import com.smartonboarding.apikeys.cli.command.token.stream.StreamAnswers;
import com.smartonboarding.apikeys.cli.command.token.stream.VerifyStream;
import com.smartonboarding.apikeys.cli.option.Flag;
import com.smartonboarding.apikeys.cli.option.Value;
import com.smartonboarding.apikeys.cli.option.Values;
import com.smartonboarding.apikeys.cli.talk.CodeInput;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.failure.UsageException;
import com.smartonboarding.apikeys.model.Verification;
import com.smartonboarding.apikeys.model.Verification.Result;
import com.smartonboarding.apikeys.model.text.TextRules;
import com.smartonboarding.apikeys.output.VerificationReport;
import com.smartonboarding.apikeys.output.token.DetailFormat;
import com.smartonboarding.apikeys.verifier.SingleVerifier;
import com.smartonboarding.apikeys.verifier.TokenVerifier;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks a presented code. */
public final class VerifyCommand extends Subcommand {
    private static final String SEVERAL_LINES =
            "Rejected: the input has more than one line, but 'verify' checks one code. To check one code per"
                    + " line, use --stream.";

    private final Values<String> scopes =
            Values.texts("--scope SCOPE", "Reject the code if its token does not have this scope. Can be repeated.");

    private final Value<String> from = Value.text(
            "--from ADDRESS",
            "The address of the client that presented the code. Recorded with the last access. If the token has"
                    + " networks, the code is rejected from any other address.");

    private final Flag noTouch = Flag.of("--no-touch", "Do not record the access.");

    private final Flag stream =
            Flag.of("--stream", "Read one code or JSON object per line, and answer each line, until the input ends.");

    private final Flag quiet = Flag.of("-q, --quiet", "Print nothing; the exit code is the answer.");

    private final Value<DetailFormat> format = Value.word("-o, --output FORMAT", DetailFormat.class, "text or json.");

    public VerifyCommand(Context context) {
        super(context, "verify");
        usage().header("Check a code, and exit with 0 if it is valid.")
                .description(
                        "Reads the code from standard input. If the code is valid, its use is recorded as the token's last"
                                + " access. If the code is rejected, only the reason is printed. This command needs no"
                                + " role.",
                        "Input of more than 4 KiB is rejected. Blanks, empty lines, byte order marks, pairs of quotes,"
                                + " and the marks that a terminal adds around pasted text are ignored. NUL bytes after"
                                + " the code are ignored, too. UTF-16 is accepted. If more than one line contains text,"
                                + " the input is rejected as malformed (exit code 10).",
                        "--stream is for servers that keep apikeys running. Each input line must be exactly one code, or"
                                + " a JSON object with 'code' and, if needed, 'scopes', 'from' and 'id':"
                                + " {\"code\":\"...\",\"scopes\":[\"deploy\"],\"from\":\"10.0.0.7\",\"id\":\"42\"}."
                                + " 'scopes' are required beside those of --scope, 'from' replaces --from, and the answer"
                                + " repeats 'id' as 'request'. apikeys answers each line at once with one line of JSON,"
                                + " until the input ends. Last accesses are recorded every ten seconds and at the end.",
                        "A line that cannot be used is answered with the result 'bad_request'. If the database stays"
                                + " locked, the lines that wait are answered with the result 'busy'. In both cases,"
                                + " 'valid' is null: it is not known whether the code is valid.")
                .customSynopsis("apikeys verify [OPTIONS] < FILE", "apikeys verify [OPTIONS] --stream")
                .footer(
                        "# Check that a code is valid and has the scope 'deploy'",
                        "apikeys verify --scope deploy < ci-deploy.code",
                        "# Answer in JSON, and record who presented the code",
                        "apikeys verify -o json --from 203.0.113.9 < ci-deploy.code",
                        "# Check each line of a file: a code, or a JSON object",
                        "apikeys verify --stream --wait 5s < many.codes");
        declare(scopes, from, noTouch, stream, quiet, format);
    }

    @Override
    protected ExitCode execute() {
        List<String> wanted = TextRules.scopes(scopes.get());
        String given = from.get();
        String address = given == null ? null : TextRules.address(given);
        if (stream.isGiven()) {
            if (quiet.isGiven()) {
                throw new UsageException("--quiet cannot be used with --stream, which answers every line.");
            }
            stream(wanted, address);
            return ExitCode.OK;
        }
        CodeInput input = context().prompt().readCode();
        SingleVerifier verifier = context().singleVerifier();
        Verification answer = noTouch.isGiven()
                ? verifier.check(input.text(), wanted, address)
                : verifier.verify(input.text(), wanted, address);
        report(answer, input);
        return answer.result().exitCode();
    }

    private void stream(List<String> wanted, @Nullable String address) {
        VerifyStream.endOnTermination();
        TokenVerifier verifier = context().verifier();
        StreamAnswers answers = new StreamAnswers(
                wanted,
                address,
                noTouch.isGiven() ? verifier::checkAll : verifier::verifyAll,
                locked -> context().streams().say("Lines are answered with 'busy': " + locked.fact()));
        new VerifyStream(context(), verifier, answers).run();
    }

    private void report(Verification answer, CodeInput input) {
        DetailFormat chosen = format.orElse(DetailFormat.TEXT);
        if (quiet.isGiven()) {
            return;
        }
        if (answer.isValid() || chosen == DetailFormat.JSON) {
            context()
                    .streams()
                    .print(chosen.print(
                            new VerificationReport(answer, context().now()),
                            context().terminal(),
                            context().palette()));
        } else {
            context().streams().say(rejection(answer.result(), input));
        }
    }

    private static String rejection(Result result, CodeInput input) {
        if (result != Result.MALFORMED) {
            return VerificationReport.reason(result);
        }
        return input.hasSeveralLines()
                ? SEVERAL_LINES
                : input.obstacle()
                        .map(obstacle -> "Rejected: this is not a token code; " + obstacle + ".")
                        .orElse(VerificationReport.reason(result));
    }

    @Override
    public Set<ExitCode> exitCodes() {
        return reading(
                ExitCode.REJECTED_MALFORMED,
                ExitCode.REJECTED_UNKNOWN,
                ExitCode.REJECTED_REVOKED,
                ExitCode.REJECTED_EXPIRED,
                ExitCode.REJECTED_SCOPE,
                ExitCode.REJECTED_NETWORK,
                ExitCode.REJECTED_DISABLED);
    }
}
