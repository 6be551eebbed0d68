package com.smartonboarding.apikeys.cli.command.token;

import com.smartonboarding.apikeys.cli.Context;
import com.smartonboarding.apikeys.cli.Subcommand;
import com.smartonboarding.apikeys.cli.option.Converters;
import com.smartonboarding.apikeys.cli.option.Flag;
import com.smartonboarding.apikeys.cli.option.ListFilter;
import com.smartonboarding.apikeys.cli.option.Value;
import com.smartonboarding.apikeys.cli.option.Values;
import com.smartonboarding.apikeys.cli.talk.ExpiryWarning;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.model.AuditAction;
import com.smartonboarding.apikeys.model.Status;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.output.token.ListFormat;
import com.smartonboarding.apikeys.output.token.TokenField;
import com.smartonboarding.apikeys.output.token.TokenPrinter;
import com.smartonboarding.apikeys.output.token.TokenView;
import com.smartonboarding.apikeys.service.FilterCheck;
import com.smartonboarding.apikeys.service.ListQuery;
import com.smartonboarding.apikeys.service.Session;
import com.smartonboarding.apikeys.service.Tokens;
import com.smartonboarding.apikeys.service.history.PastTokens;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/** Lists tokens. */
public final class ListCommand extends Subcommand {
    private final ListFilter filter = new ListFilter();

    private final Values<TokenField> columns = Values.of(
            "--columns A,B", TokenField.class, new Converters.Field(), "The columns to print, in this order.");

    private final Flag noHeader = Flag.of("--no-header", "Omit the line with the column names.");

    private final Value<ListFormat> format = Value.word(
            "-o, --output FORMAT", ListFormat.class, "table, json, jsonl, csv, tsv, or ids (one id per line).");

    public ListCommand(Context context) {
        super(context, "list", "ls");
        usage().header("List tokens with their labels, statuses and last uses.")
                .description(
                        "Without filters, lists tokens of every status. At a terminal, the output is a table. In a pipe, it"
                                + " is TSV without a header, with times in UTC.",
                        "This needs no role, unless the policy lets only administrators look at tokens (viewers).")
                .optionListHeading("Which tokens")
                .footer(
                        "# Active tokens, the longest unused first",
                        "apikeys list --status active --sort last_accessed",
                        "# Active tokens that expire soon",
                        "apikeys list 'ci-*' --expiring-within 14d",
                        "# Ids of unused tokens, for a script",
                        "apikeys list --unused-for 90d -o ids");
        declare(filter, columns, noHeader, format);
    }

    @Override
    protected ExitCode execute() {
        ListQuery query = filter.toQuery();
        Instant at = Objects.requireNonNullElse(query.asOf(), context().now());
        ListFormat chosen = format.orElse(ListFormat.byDefault(context().terminal()));
        boolean talks = context().terminal().stdout() && chosen == ListFormat.TABLE;
        ExpiryWarning warning =
                talks && context().terminal().stderr() && query.asOf() == null ? new ExpiryWarning(at) : null;
        // A Consumer, which Java has loaded already: Java loads the types that a lambda names, needed or not.
        Consumer<Token> alsoLook = warning == null ? null : warning::look;
        List<String> leftOut = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        Tokens.Totals totals = context().streams().printWhole(out -> {
            TokenPrinter printer = chosen.printer(
                    out,
                    columns.get(),
                    chosen.headerByDefault() && !noHeader.isGiven(),
                    context().terminal(),
                    context().palette());
            printer.begin();
            Consumer<Token> print = token -> {
                printer.print(new TokenView(token, at, query.status(token, at)));
                if (alsoLook != null) {
                    alsoLook.accept(token);
                }
            };
            Tokens.Totals result = query.asOf() == null
                    ? new Tokens(session()).list(query, print)
                    : listPast(query, at, print, printer, notes);
            printer.end();
            leftOut.addAll(printer.leftOut());
            return result;
        });
        if (talks) {
            context().sayWrapped(summary(totals, leftOut));
        }
        if (totals.listed().isEmpty() && totals.withheld() == 0 && query.asOf() == null) {
            notes.addAll(FilterCheck.facts(context().session(), query));
        }
        for (String note : notes) {
            context().sayWrapped(note);
        }
        if (warning != null && !warning.text().isEmpty()) {
            context().sayWrapped(warning.text());
        }
        return ExitCode.OK;
    }

    private Session session() {
        return context().session().forViewing(AuditAction.LIST, List.of());
    }

    private Tokens.Totals listPast(
            ListQuery query, Instant time, Consumer<Token> print, TokenPrinter printer, List<String> notes) {
        PastTokens.Answer answer = new PastTokens(session()).list(query, time, print);
        printer.past(answer.purgedSince(), answer.partlyKnown());
        int partly = answer.partlyKnown().size();
        if (partly > 0) {
            notes.add((partly == 1 ? "1 of these tokens was" : partly + " of these tokens were")
                    + " purged by an earlier version of apikeys, which kept no record of expiry, scopes, description and"
                    + " last access: " + String.join(", ", answer.partlyKnown()) + ". An Active one may have expired"
                    + " before then.");
        }
        return answer.totals();
    }

    private static String summary(Tokens.Totals totals, List<String> leftOut) {
        if (totals.stored() == 0) {
            return "There are no tokens yet. To generate the first one, run 'apikeys generate --label LABEL'.";
        }
        long listed = 0;
        StringBuilder byStatus = new StringBuilder();
        for (Status status : Status.values()) {
            long count = totals.listed().getOrDefault(status, 0L);
            listed += count;
            if (count > 0) {
                byStatus.append(byStatus.isEmpty() ? ": " : ", ").append(count);
                byStatus.append(' ').append(status.word().toLowerCase(Locale.ROOT));
            }
        }
        return listed + " of " + totals.stored() + (totals.stored() == 1 ? " token" : " tokens") + byStatus
                + (totals.withheld() > 0 ? "; " + totals.withheld() + " more match" : "")
                + (leftOut.isEmpty() ? "" : "; no room for " + String.join(", ", leftOut));
    }

    @Override
    public Set<ExitCode> exitCodes() {
        return reading();
    }
}
