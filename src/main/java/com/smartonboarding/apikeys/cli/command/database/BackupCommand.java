package com.smartonboarding.apikeys.cli.command.database;

import com.smartonboarding.apikeys.cli.Context;
import com.smartonboarding.apikeys.cli.Subcommand;
import com.smartonboarding.apikeys.cli.option.Flag;
import com.smartonboarding.apikeys.cli.option.Value;
import com.smartonboarding.apikeys.cli.talk.Progress;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.failure.UsageException;
import com.smartonboarding.apikeys.model.result.Backup;
import com.smartonboarding.apikeys.output.BackupReport;
import com.smartonboarding.apikeys.output.token.DetailFormat;
import com.smartonboarding.apikeys.service.backup.BackupMaker;
import java.util.Objects;
import java.util.Set;

/** Copies the whole database. */
public final class BackupCommand extends Subcommand {
    private static final String STANDARD_OUTPUT = "-";

    private final Value<String> file =
            Value.operand("FILE", false, "A new file for the copy, or - for standard output.");

    private final Value<String> toDir =
            Value.text("--to-dir DIR", "Write a new file in this folder. Its name contains the time in UTC.");

    private final Value<Long> keep = Value.count(
            "--keep N",
            "Then delete all but the newest N backups of this database in the folder. A file is deleted only if it is"
                    + " verified to be such a backup.");

    private final Flag quiet = Flag.of("-q, --quiet", "Print no message if all is well.");

    private final Value<DetailFormat> format = Value.word("-o, --output FORMAT", DetailFormat.class, "text or json.");

    public BackupCommand(Context context) {
        super(context, "backup");
        usage().header("Copy the whole database, verified, while others use it.")
                .description(
                        "The copy has mode 0600. It gets its name only after all rows, their sums and the audit trail"
                                + " were checked with the keys. An existing file is never replaced. The backup is"
                                + " recorded in the audit trail.",
                        "The copy does not contain the key file, and is useless without it. Keep a copy of the key file in"
                                + " another place. You need the System Administrator role, unless you are root or own the"
                                + " files.")
                .customSynopsis("apikeys backup [OPTIONS] FILE", "apikeys backup [OPTIONS] --to-dir DIR [--keep N]")
                .footer(
                        "# A copy on another disk",
                        "apikeys backup \"$HOME/tokens.backup\"",
                        "# For cron: one file a day, of which 14 are kept",
                        "apikeys backup -q --to-dir \"$HOME/backups\" --keep 14",
                        "# Compressed, or to another machine by ssh",
                        "apikeys backup - | (umask 077; gzip > \"$HOME/tokens.gz\")");
        declare(file, toDir, keep, quiet, format);
    }

    @Override
    protected ExitCode execute() {
        String name = file.get();
        String folder = toDir.get();
        if ((name == null) == (folder == null)) {
            throw new UsageException("'backup' takes either a FILE or --to-dir.");
        }
        if (folder == null && keep.get() != null) {
            throw new UsageException("--keep can only be used with --to-dir.");
        }
        long kept = keep.orElse(0L);
        if (keep.get() != null && kept == 0) {
            throw new UsageException("--keep 0 would delete the new backup, too.").advising("Keep at least one.");
        }
        try (Progress copied = new Progress(context(), "MiB copied");
                Progress checked = new Progress(context(), "rows checked")) {
            BackupMaker maker =
                    new BackupMaker(context().session(), context().settings().guard(), copied, count -> {
                        copied.erase();
                        checked.accept(count);
                    });
            if (STANDARD_OUTPUT.equals(name)) {
                return toStandardOutput(maker);
            }
            Backup backup;
            if (folder == null) {
                backup = context().files().backup(maker, Objects.requireNonNull(name));
            } else {
                backup = context().files().backupInto(maker, folder, kept);
            }
            copied.erase();
            checked.erase();
            report(backup);
        }
        return ExitCode.OK;
    }

    private ExitCode toStandardOutput(BackupMaker maker) {
        if (context().terminal().stdout()) {
            throw new UsageException("A backup is not text, and standard output is a terminal.")
                    .advising("Send it to a file or a pipe.");
        }
        if (format.get() == DetailFormat.JSON) {
            throw new UsageException("With -, the backup itself goes to standard output, so -o json cannot be used.");
        }
        Backup backup = maker.toStream(content -> context().streams().printAll(content));
        report(backup);
        return ExitCode.OK;
    }

    private void report(Backup backup) {
        if (backup.notRecorded() != null) {
            context().sayWrapped("The backup was not recorded in the audit trail: " + backup.notRecorded());
        }
        backup.kept().forEach(why -> context().sayWrapped("An older backup was not deleted: " + why));
        if (format.get() == DetailFormat.JSON) {
            context().streams().printReport(BackupReport.json(backup));
        } else if (!quiet.isGiven()) {
            context().sayWrapped(BackupReport.sentence(backup));
            backup.deleted().forEach(old -> context().streams().say("Deleted the older backup " + old + "."));
        }
    }

    @Override
    public Set<ExitCode> exitCodes() {
        return changing(ExitCode.NOT_FOUND, ExitCode.CONFLICT);
    }
}
