package com.smartonboarding.apikeys.cli;

import com.smartonboarding.apikeys.cli.options.ListFilter;
import com.smartonboarding.apikeys.cli.options.TokenFieldConverter;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.model.Status;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.output.ListFormat;
import com.smartonboarding.apikeys.output.TokenField;
import com.smartonboarding.apikeys.output.TokenPrinter;
import com.smartonboarding.apikeys.output.TokenView;
import com.smartonboarding.apikeys.service.ListQuery;
import com.smartonboarding.apikeys.service.ListTotals;
import com.smartonboarding.apikeys.service.Tokens;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists tokens. */
@Command(
        name = "list",
        aliases = "ls",
        header = "List the tokens: labels, statuses, and when they were last used.",
        description = "At a terminal a table; in a pipe TSV without a header, with times in UTC. Tokens of every status"
                + " are listed unless filtered.",
        optionListHeading = "Which tokens",
        footer = {
            "# Those that work, the longest unused first",
            "apikeys list --status active --sort last_accessed",
            "# What must be replaced soon",
            "apikeys list 'ci-*' --expiring-within 14d",
            "# For a script",
            "apikeys list --unused-for 90d -o ids"
        })
final class ListCommand extends Subcommand {
    @Mixin
    private ListFilter filter = new ListFilter();

    @Option(
            names = "--columns",
            paramLabel = "A,B",
            split = ",",
            converter = TokenFieldConverter.class,
            description = "Which columns, in which order.")
    private List<TokenField> columns = new ArrayList<>();

    @Option(names = "--no-header", description = "Leave out the line with the names of the columns.")
    private boolean noHeader;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "table, json, jsonl, csv, tsv, or ids (one id a line).")
    private @Nullable ListFormat format;

    ListCommand(Context context) {
        super(context);
    }

    @Override
    ExitCode execute() {
        ListQuery query = filter.toQuery();
        Instant at = Objects.requireNonNullElse(query.asOf(), context().now());
        ListFormat chosen = format == null ? ListFormat.byDefault(context().terminal()) : format;
        boolean talks = context().terminal().stdout() && chosen == ListFormat.TABLE;
        ExpiryWarning warning =
                talks && context().terminal().stderr() && query.asOf() == null ? new ExpiryWarning(at) : null;
        // Of a type that Java has loaded already, for what a lambda names is loaded whether it is needed or not.
        Consumer<Token> alsoLook = warning == null ? null : warning::look;
        List<String> leftOut = new ArrayList<>();
        ListTotals totals = context().streams().printWhole(out -> {
            TokenPrinter printer = chosen.printer(
                    out,
                    columns,
                    chosen.headerByDefault() && !noHeader,
                    context().terminal(),
                    context().palette());
            printer.begin();
            ListTotals result = new Tokens(context().session()).list(query, token -> {
                printer.print(new TokenView(token, at, query.status(token, at)));
                if (alsoLook != null) {
                    alsoLook.accept(token);
                }
            });
            printer.end();
            leftOut.addAll(printer.leftOut());
            return result;
        });
        if (talks) {
            context().sayWrapped(summary(totals, leftOut));
        }
        if (warning != null && !warning.text().isEmpty()) {
            context().sayWrapped(warning.text());
        }
        return ExitCode.OK;
    }

    private static String summary(ListTotals totals, List<String> leftOut) {
        if (totals.stored() == 0) {
            return "There are no tokens yet; 'apikeys generate --label LABEL' makes the first.";
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
    Set<ExitCode> exitCodes() {
        return reading();
    }
}
