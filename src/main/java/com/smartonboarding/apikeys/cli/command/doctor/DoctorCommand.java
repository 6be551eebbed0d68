package com.smartonboarding.apikeys.cli.command.doctor;

import com.smartonboarding.apikeys.cli.Context;
import com.smartonboarding.apikeys.cli.Subcommand;
import com.smartonboarding.apikeys.cli.failure.AdviceText;
import com.smartonboarding.apikeys.cli.option.Flag;
import com.smartonboarding.apikeys.cli.option.Value;
import com.smartonboarding.apikeys.cli.talk.Progress;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.model.doctor.Diagnosis;
import com.smartonboarding.apikeys.output.doctor.DoctorFormat;
import com.smartonboarding.apikeys.output.doctor.DoctorView;
import com.smartonboarding.apikeys.secret.Redactor;
import java.util.Set;

/** Says what is wrong with the installation before it causes trouble. */
public final class DoctorCommand extends Subcommand {
    private final Flag deep =
            Flag.of("--deep", "Read everything: the whole audit trail, and the whole file with its indexes.");

    private final Flag fix = Flag.of(
            "--fix",
            "Mend what is safe to mend: the modes of your own files, a missing reserve file or anchor file, and files"
                    + " that dead processes left behind. Through sudo, this needs the System Administrator role.");

    private final Value<FailOn> failOn = Value.word(
            "--fail-on SEVERITY",
            FailOn.class,
            "End with 16 if there is a finding of this severity or worse: error, warning (the default), notice or"
                    + " never.");

    private final Flag quiet = Flag.of("-q, --quiet", "Print nothing; the exit code is the answer.");

    private final Value<DoctorFormat> format =
            Value.word("-o, --output FORMAT", DoctorFormat.class, "text (the default), json or prometheus.");

    public DoctorCommand(Context context) {
        super(context, "doctor");
        usage().header("Check the installation, and say what mends it.")
                .description(
                        "Checks files, disk, database, audit trail, keys, tokens, administrators, backups and settings, and"
                                + " changes nothing. Each finding has a severity, the fact, and the command that mends it.",
                        "An error is something that does not work, is not safe, or was damaged. A warning will cause trouble"
                                + " later unless somebody acts. A notice is worth knowing.")
                .footer(
                        "# See what is wrong, and how to repair it",
                        "apikeys doctor --fail-on error",
                        "# Everything, for a program that looks only for errors",
                        "apikeys doctor --deep --fail-on error -o json",
                        "# For the textfile collector of node_exporter",
                        "apikeys doctor --fail-on never -o prometheus");
        declare(deep, fix, failOn, quiet, format);
    }

    @Override
    protected ExitCode execute() {
        Diagnosis diagnosis;
        try (Progress progress = new Progress(context(), "rows checked")) {
            diagnosis = new Consultation(context(), progress).examine(deep.isGiven(), fix.isGiven());
        }
        if (!quiet.isGiven()) {
            AdviceText text = new AdviceText(context().typedCommands().caller());
            DoctorView view = new DoctorView(diagnosis, advice -> Redactor.mask(text.lines(advice)));
            context().streams().printWhole(out -> {
                format.orElse(DoctorFormat.TEXT)
                        .printer(out, context().terminal(), context().palette())
                        .print(view);
                return view;
            });
        }
        return failOn.orElse(FailOn.WARNING).fails(diagnosis) ? ExitCode.FINDINGS : ExitCode.OK;
    }

    @Override
    public Set<ExitCode> exitCodes() {
        return withoutDatabase(ExitCode.DENIED, ExitCode.FINDINGS);
    }
}
