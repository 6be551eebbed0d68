package com.smartonboarding.apikeys.cli.command.token;

import com.smartonboarding.apikeys.cli.Context;
import com.smartonboarding.apikeys.cli.Subcommand;
import com.smartonboarding.apikeys.cli.option.EditOptions;
import com.smartonboarding.apikeys.cli.option.Flag;
import com.smartonboarding.apikeys.cli.option.ReportOptions;
import com.smartonboarding.apikeys.cli.option.TokenOptions;
import com.smartonboarding.apikeys.cli.talk.PolicyNotes;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.failure.State;
import com.smartonboarding.apikeys.model.result.Edit;
import com.smartonboarding.apikeys.output.EditReport;
import com.smartonboarding.apikeys.service.Session;
import com.smartonboarding.apikeys.service.edit.EditRequest;
import com.smartonboarding.apikeys.service.edit.TokenEditor;
import java.util.Set;

/** Changes the details of a token. */
public final class EditCommand extends Subcommand {
    private final TokenOptions tokenOptions = TokenOptions.one();

    private final EditOptions options = new EditOptions();

    private final Flag dryRun = Flag.of("-n, --dry-run", "Print what would change, and change nothing.");

    private final ReportOptions report = new ReportOptions();

    public EditCommand(Context context) {
        super(context, "edit");
        usage().header("Change the scopes, owner, expiry or other details of a token.")
                .description(
                        "The code stays the same, and the change takes effect at once. An expired token with a later"
                                + " expiry is valid again, unless another token uses its label. The expiry of a token"
                                + " that a rotation has replaced cannot be changed until the rotation ends.")
                .customSynopsis("apikeys edit [OPTIONS] TOKEN")
                .optionListHeading("Which token, and what to change")
                .footer(
                        "# Give a token another scope, and a later expiry",
                        "apikeys edit ci-deploy --add-scope read --expires-in 90d",
                        "# Say whose it is, and from where it may be used",
                        "apikeys edit ci-deploy --owner 'CI team' --from-network 10.0.0.0/8",
                        "# See what would change",
                        "apikeys edit ci-deploy --no-description --no-expiry --dry-run");
        declare(tokenOptions, options, dryRun, report);
    }

    @Override
    protected ExitCode execute() {
        EditRequest request = options.toRequest(tokenOptions.toReference("edit"));
        Session session = context().session();
        TokenEditor editor = new TokenEditor(session);
        EditReport edited = new EditReport(dryRun.isGiven() ? editor.preview(request) : editor.edit(request));
        switch (report.form()) {
            case JSON -> context().streams().printReport(edited.json());
            case NONE -> print(edited);
            case MESSAGES -> {
                print(edited);
                context().sayWrapped(summary(edited));
                PolicyNotes.warn(context(), session.policy());
            }
        }
        return ExitCode.OK;
    }

    /** Prints the answer to a dry run, which is data. */
    private void print(EditReport edited) {
        if (dryRun.isGiven()) {
            context()
                    .streams()
                    .print(edited.text(context().terminal(), context().palette()));
        }
    }

    private static String summary(EditReport edited) {
        Edit edit = edited.edit();
        String valid = edit.revives() ? " It had expired, and is valid again." : "";
        return switch (edit.outcome()) {
            case EDITED -> "Edited " + edit.after().name() + ". " + edited.sentences() + valid;
            case PREVIEW -> "Would edit " + edit.after().name() + ". " + State.UNCHANGED.sentence();
            case UNCHANGED -> edit.after().name() + " is like this already. " + State.UNCHANGED.sentence();
        };
    }

    @Override
    public Set<ExitCode> exitCodes() {
        return changing(ExitCode.NOT_FOUND, ExitCode.AMBIGUOUS, ExitCode.CONFLICT);
    }
}
