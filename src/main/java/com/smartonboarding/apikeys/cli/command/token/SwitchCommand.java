package com.smartonboarding.apikeys.cli.command.token;

import com.smartonboarding.apikeys.cli.Context;
import com.smartonboarding.apikeys.cli.Subcommand;
import com.smartonboarding.apikeys.cli.option.BulkOptions;
import com.smartonboarding.apikeys.cli.option.ReportOptions;
import com.smartonboarding.apikeys.cli.option.TokenOptions;
import com.smartonboarding.apikeys.cli.option.Values;
import com.smartonboarding.apikeys.cli.talk.BulkChange;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.failure.UsageException;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.TokenReference;
import com.smartonboarding.apikeys.model.result.SwitchResult;
import com.smartonboarding.apikeys.output.token.ChangeReport;
import com.smartonboarding.apikeys.service.Session;
import com.smartonboarding.apikeys.service.Targets;
import com.smartonboarding.apikeys.service.TokenSwitch;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Disables tokens or enables them: both name the tokens, ask and report in the same way. */
abstract class SwitchCommand extends Subcommand {
    final TokenOptions tokenOptions =
            new TokenOptions(Values.operands("TOKEN", "A label, an id, or the first 4 or more characters of an id."));

    final BulkOptions bulk = new BulkOptions();

    final ReportOptions report = new ReportOptions();

    private final String verb;
    private final String past;
    private final String schema;

    /**
     * A command with this name.
     *
     * @param schema the schema of its report
     */
    SwitchCommand(Context context, String verb, String schema) {
        super(context, verb);
        this.verb = verb;
        this.past = verb + "d";
        this.schema = schema;
    }

    /** What makes the change. */
    abstract TokenSwitch change(Session session, LongConsumer progress);

    /** Why the change is made, if the command can be told. */
    abstract @Nullable String reason();

    /** What a person is told about a token that already was as it shall be. */
    abstract String unchanged(Token token);

    @Override
    protected ExitCode execute() {
        List<TokenReference> references = tokenOptions.toReferences();
        if (references.isEmpty()) {
            throw new UsageException("'" + verb + "' takes at least one TOKEN.")
                    .advising("Try 'apikeys " + verb + " --help'.");
        }
        Targets targets = Targets.named(references);
        try (BulkChange bulkChange = new BulkChange(context(), bulk.caution(), report.form())) {
            TokenSwitch tokens = change(context().session(), bulkChange.progress());
            if (bulkChange.isDryRun(verb, () -> tokens.preview(targets).changed())) {
                return ExitCode.OK;
            }
            Targets meant = targets;
            if (!bulk.caution().yes()) {
                SwitchResult plan = tokens.plan(targets);
                bulkChange.confirm(capitalized(verb), plan::changed);
                // Exactly the tokens that the question named, and those that needed no question.
                meant = Targets.exactly(Stream.concat(plan.changed().stream(), plan.unchanged().stream())
                        .toList());
            }
            SwitchResult result = tokens.change(meant, reason(), bulk.caution().expected());
            bulkChange.progress().erase();
            report(result);
        }
        return ExitCode.OK;
    }

    private void report(SwitchResult result) {
        switch (report.form()) {
            case JSON ->
                context()
                        .streams()
                        .printReport(new ChangeReport(schema, context().now())
                                .tokens(past, result.changed())
                                .tokens("already_" + past, result.unchanged())
                                .number("steps", result.steps())
                                .document());
            case MESSAGES -> {
                result.changed()
                        .forEach(token -> context().streams().say(capitalized(past) + " " + token.name() + "."));
                result.unchanged().forEach(token -> context().streams().say(unchanged(token)));
            }
            case NONE -> {}
        }
        if (result.steps() > 1) {
            context()
                    .streams()
                    .say("The disk is full, so the tokens were " + past + " one at a time. Each step is final.");
        }
    }

    private static String capitalized(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    @Override
    public Set<ExitCode> exitCodes() {
        return changing(ExitCode.NOT_FOUND, ExitCode.AMBIGUOUS, ExitCode.CONFLICT, ExitCode.DECLINED);
    }
}
