package com.smartonboarding.apikeys.cli.command.token;

import com.smartonboarding.apikeys.cli.Context;
import com.smartonboarding.apikeys.cli.Subcommand;
import com.smartonboarding.apikeys.cli.ToolVersion;
import com.smartonboarding.apikeys.cli.option.Flag;
import com.smartonboarding.apikeys.cli.option.MendingOptions;
import com.smartonboarding.apikeys.cli.option.ReportOptions.Form;
import com.smartonboarding.apikeys.cli.option.Value;
import com.smartonboarding.apikeys.cli.option.Values;
import com.smartonboarding.apikeys.cli.talk.BulkChange;
import com.smartonboarding.apikeys.cli.talk.CallersFiles.Search;
import com.smartonboarding.apikeys.cli.talk.Progress;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.failure.StorageException;
import com.smartonboarding.apikeys.failure.UsageException;
import com.smartonboarding.apikeys.model.result.Finding;
import com.smartonboarding.apikeys.output.finding.FindingFormat;
import com.smartonboarding.apikeys.output.finding.FindingReport;
import com.smartonboarding.apikeys.scan.Tally;
import com.smartonboarding.apikeys.service.Session;
import com.smartonboarding.apikeys.service.Targets;
import com.smartonboarding.apikeys.service.TokenMatcher;
import com.smartonboarding.apikeys.service.TokenRevoker;
import java.util.List;
import java.util.Set;

/** Finds exposed codes. */
public final class ScanCommand extends Subcommand {
    private final Values<String> paths = Values.operands("PATH", "A file or a folder. '-' is standard input.");

    private final Flag git = Flag.of(
            "--git",
            "Also search the git repositories that contain the PATHs, and their submodules. All objects are"
                    + " searched, including staged and unreachable ones, and git's own files.");

    private final MendingOptions mending = new MendingOptions();

    private final Flag quiet = Flag.of(
            "-q, --quiet",
            "Do not print the summary and what was revoked. The findings, warnings and errors are still printed.");

    private final Value<FindingFormat> format =
            Value.word("-o, --output FORMAT", FindingFormat.class, "text, json or sarif.");

    public ScanCommand(Context context) {
        super(context, "scan");
        usage().header("Find token codes in files, and name their tokens.")
                .description(
                        "Prints one line for each code: PATH:LINE:COLUMN ID LABEL STATUS. The code itself is never"
                                + " printed. If the code is in the git history, the line begins with"
                                + " COMMIT:PATH:LINE:COLUMN. If no token has the code, STATUS is Unknown. Lines and"
                                + " columns are counted from 1. Columns are counted in characters.",
                        "Folders are searched with everything below them, except .git. Links below a PATH are not"
                                + " followed. Binary files are searched like text files. Codes are also found in"
                                + " UTF-16, UTF-32 and base64. The underscores of a code may be escaped as in URLs"
                                + " (%5F), JSON, HTML, Markdown or mail. Archives and compressed files are not opened,"
                                + " and file names are not searched.",
                        "If something cannot be searched completely, scan reports it. For example, a file may be"
                                + " unreadable or become shorter during the scan, a clone may be shallow or partial, or"
                                + " a submodule or Git LFS file may not have been fetched. The exit code is then 18,"
                                + " unless a code of an Active token was found.")
                .customSynopsis("apikeys scan [OPTIONS] PATH...")
                .footer(
                        "# Search the files of a project and its whole git history",
                        "apikeys scan --git src",
                        "# Write a SARIF report for a code scanning service",
                        "apikeys scan -o sarif src config > findings.sarif",
                        "# Revoke every Active token with a code in a log",
                        "apikeys scan --revoke --yes - < app.log");
        declare(paths, git, mending, quiet, format);
    }

    @Override
    protected ExitCode execute() {
        if (paths.get().isEmpty()) {
            throw new UsageException("'scan' takes at least one PATH.").advising("Try 'apikeys scan --help'.");
        }
        Search scan = context().files().search(paths.get());
        Session session = context().session();
        TokenMatcher matcher = new TokenMatcher(session);
        if (mending.revokes()) {
            if (scan.readsStandardInput() && !mending.caution().yes()) {
                throw new UsageException("Standard input is scanned, so it cannot answer the question: add --yes.");
            }
            // Refuses a user without the role before a long scan.
            new TokenRevoker(session).plan(Targets.named(List.of()));
        }
        Tally tally = search(scan);
        List<Finding> findings = matcher.identify(tally.matches());
        if (mending.revokes() && findings.stream().anyMatch(Finding::isActive)) {
            revoke(session, findings);
            findings = matcher.identify(tally.matches());
        }
        FindingReport report =
                new FindingReport(findings, tally.files(), tally.skipped(), tally.incomplete(), tally.notSearched());
        context().streams().printWhole(out -> {
            format.orElse(FindingFormat.TEXT)
                    .printer(out, context().palette(), ToolVersion.TEXT)
                    .print(report);
            return report;
        });
        if (!quiet.isGiven()) {
            context().streams().say(report.summary());
        }
        if (findings.stream().anyMatch(Finding::isActive)) {
            return ExitCode.LEAK_FOUND;
        }
        return report.isComplete() ? ExitCode.OK : ExitCode.INCOMPLETE;
    }

    private Tally search(Search scan) {
        Tally tally;
        try (Progress progress = new Progress(context(), "files")) {
            tally = new Tally(
                    note -> {
                        progress.erase();
                        context().streams().say(note);
                    },
                    progress);
            if (git.isGiven()) {
                scan.histories(tally);
            }
            scan.files(context().host().in(), tally);
        }
        if (tally.incomplete() > 0
                && !tally.isAnythingSearched()
                && tally.skipped() + tally.matches().size() == 0) {
            throw new StorageException("Nothing could be read, so nothing was scanned.");
        }
        return tally;
    }

    private void revoke(Session session, List<Finding> findings) {
        try (BulkChange change =
                new BulkChange(context(), mending.caution(), quiet.isGiven() ? Form.NONE : Form.MESSAGES)) {
            change.revoke(session, TokenMatcher.activeAmong(findings), mending.reason(), false);
        }
    }

    @Override
    public boolean changes() {
        return mending.revokes();
    }

    @Override
    public Set<ExitCode> exitCodes() {
        return changing(ExitCode.NOT_FOUND, ExitCode.DECLINED, ExitCode.LEAK_FOUND, ExitCode.INCOMPLETE);
    }
}
