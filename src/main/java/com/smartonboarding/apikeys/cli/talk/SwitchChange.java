package com.smartonboarding.apikeys.cli.talk;

import com.smartonboarding.apikeys.cli.Context;
import com.smartonboarding.apikeys.cli.option.BulkOptions.Caution;
import com.smartonboarding.apikeys.cli.option.ReportOptions.Form;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.result.SwitchResult;
import com.smartonboarding.apikeys.output.token.ChangeReport;
import com.smartonboarding.apikeys.service.Session;
import com.smartonboarding.apikeys.service.Targets;
import com.smartonboarding.apikeys.service.TokenSwitch;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Disables tokens or enables them: names them, asks, and reports what was done. */
public final class SwitchChange {
    private final Context context;
    private final String verb;
    private final String past;
    private final String schema;
    private final BiFunction<Session, LongConsumer, TokenSwitch> tokenSwitch;
    private final Function<Token, String> unchanged;

    /**
     * A change that is called by this verb.
     *
     * @param schema the schema of its report
     * @param tokenSwitch makes what changes the tokens
     * @param unchanged what a person is told about a token that needed no change
     */
    public SwitchChange(
            Context context,
            String verb,
            String schema,
            BiFunction<Session, LongConsumer, TokenSwitch> tokenSwitch,
            Function<Token, String> unchanged) {
        this.context = context;
        this.verb = verb;
        this.past = verb + "d";
        this.schema = schema;
        this.tokenSwitch = tokenSwitch;
        this.unchanged = unchanged;
    }

    /** Changes these tokens, as carefully as {@code caution} says, and reports it in this form. */
    public void run(Targets targets, @Nullable String reason, Caution caution, Form form) {
        try (BulkChange change = new BulkChange(context, caution, form)) {
            TokenSwitch tokens = tokenSwitch.apply(context.session(), change.progress());
            if (change.isDryRun(verb, () -> tokens.preview(targets).changed())) {
                return;
            }
            Targets meant = targets;
            if (!caution.yes()) {
                SwitchResult plan = tokens.plan(targets);
                change.confirm(capitalized(verb), plan::changed);
                // Exactly the tokens that the question named, and those that needed no question.
                meant = Targets.exactly(Stream.concat(plan.changed().stream(), plan.unchanged().stream())
                        .toList());
            }
            SwitchResult result = tokens.change(meant, reason, caution.expected());
            change.progress().erase();
            report(result, form);
        }
    }

    private void report(SwitchResult result, Form form) {
        switch (form) {
            case JSON ->
                context.streams()
                        .printReport(new ChangeReport(schema, context.now())
                                .tokens(past, result.changed())
                                .tokens("already_" + past, result.unchanged())
                                .number("steps", result.steps())
                                .document());
            case MESSAGES -> {
                for (Token token : result.changed()) {
                    context.streams().say(capitalized(past) + " " + token.name() + ".");
                }
                for (Token token : result.unchanged()) {
                    context.streams().say(unchanged.apply(token));
                }
                if (result.changed().isEmpty() && result.unchanged().isEmpty()) {
                    context.streams().say("There are no tokens to " + verb + ".");
                }
            }
            case NONE -> {}
        }
        if (result.steps() > 1) {
            context.streams()
                    .say("The disk is full, so the tokens were " + past + " one at a time. Each step is final.");
        }
    }

    private static String capitalized(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }
}
