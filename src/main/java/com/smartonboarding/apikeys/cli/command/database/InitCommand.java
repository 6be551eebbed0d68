package com.smartonboarding.apikeys.cli.command.database;

import com.smartonboarding.apikeys.cli.Context;
import com.smartonboarding.apikeys.cli.DatabaseWords;
import com.smartonboarding.apikeys.cli.Subcommand;
import com.smartonboarding.apikeys.cli.option.ReportOptions;
import com.smartonboarding.apikeys.cli.setting.Settings;
import com.smartonboarding.apikeys.failure.ConflictException;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.output.json.OutputSchemas;
import com.smartonboarding.apikeys.output.token.ChangeReport;
import java.util.Set;

/** Creates the database and the key file. */
public final class InitCommand extends Subcommand {
    private final ReportOptions report = new ReportOptions();

    public InitCommand(Context context) {
        super(context, "init");
        usage().header("Create the token database and its key file.")
                .description("The user who runs this command becomes the first System Administrator.")
                .footer(
                        "# In the default places",
                        "apikeys init",
                        "# At other paths; a configuration can name them for later commands",
                        "apikeys init --database \"$HOME/test.db\" --key-file \"$HOME/test.key\"");
        declare(report);
    }

    @Override
    protected ExitCode execute() {
        Settings settings = context().settings();
        boolean past = DatabaseWords.hasPast(settings);
        if (!context().setup(settings).initialize()) {
            throw new ConflictException("There is already a token database at " + settings.database() + ".");
        }
        switch (report.form()) {
            case JSON ->
                context()
                        .streams()
                        .printReport(new ChangeReport(
                                        OutputSchemas.INIT, context().now())
                                .text("database", settings.database().toString())
                                .text("key_file", settings.keyFile().toString())
                                .user("administrator", settings.invoker().actor())
                                .document());
            case MESSAGES -> context().sayWrapped(DatabaseWords.made(settings, past));
            case NONE -> {}
        }
        return ExitCode.OK;
    }

    @Override
    public Set<ExitCode> exitCodes() {
        Set<ExitCode> codes = changing(ExitCode.CONFLICT);
        codes.remove(ExitCode.NOT_INITIALIZED);
        return codes;
    }
}
