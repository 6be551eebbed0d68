package com.smartonboarding.apikeys.cli;

import com.smartonboarding.apikeys.cli.options.TokenOptions;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.model.History;
import com.smartonboarding.apikeys.model.TokenReference;
import com.smartonboarding.apikeys.output.HistoryFormat;
import com.smartonboarding.apikeys.output.HistoryPrinter;
import com.smartonboarding.apikeys.service.TokenHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells what happened to one token. */
@Command(
        name = "history",
        header = "Tell a token's life: generated, shown, rotated, revoked; who, when, from where.",
        description =
                "At a terminal a block of lines; in a pipe TSV without a header, with times in UTC. The events are"
                        + " those of the audit trail, all of which is checked first, and the last access on record. A purged token"
                        + " is found by its whole id.",
        customSynopsis = {"apikeys history [OPTIONS] TOKEN"},
        optionListHeading = "Which token",
        footer = {
            "# Who did what, and when",
            "apikeys history ci-deploy",
            "# For a program",
            "apikeys history ci-deploy -o json",
            "# When it happened, what, and by whom, of the last five events",
            "apikeys history ci-deploy -o tsv | cut -f 1,2,4 | tail -n 5"
        })
final class HistoryCommand extends Subcommand {
    @Parameters(paramLabel = "TOKEN", description = "A label, an id, or the first 4 or more characters of an id.")
    private List<String> words = new ArrayList<>();

    @Mixin
    private TokenOptions tokenOptions = new TokenOptions();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "text, tsv or json.")
    private @Nullable HistoryFormat format;

    HistoryCommand(Context context) {
        super(context);
    }

    @Override
    ExitCode execute() {
        TokenReference reference = tokenOptions.toReference(words, "history");
        HistoryFormat chosen =
                format == null ? HistoryFormat.byDefault(context().terminal()) : format;
        History history = context().streams().printWhole(out -> {
            HistoryPrinter printer = chosen.printer(
                    out, context().now(), context().terminal(), context().palette());
            History told = new TokenHistory(context().session()).tell(reference, printer::begin, printer::print);
            printer.end();
            return told;
        });
        if (context().terminal().stdout() && history.status() == null) {
            context().streams().say("The token was purged; this is what the audit trail keeps of it.");
        }
        return ExitCode.OK;
    }

    @Override
    Set<ExitCode> exitCodes() {
        return reading(ExitCode.NOT_FOUND, ExitCode.AMBIGUOUS);
    }
}
