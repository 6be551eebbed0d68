package com.smartonboarding.apikeys.cli.command.audit;

import com.smartonboarding.apikeys.cli.Context;
import com.smartonboarding.apikeys.cli.Subcommand;
import com.smartonboarding.apikeys.cli.option.Flag;
import com.smartonboarding.apikeys.cli.option.PastTime;
import com.smartonboarding.apikeys.cli.option.TokenOptions;
import com.smartonboarding.apikeys.cli.option.Value;
import com.smartonboarding.apikeys.cli.option.Values;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.model.AuditAction;
import com.smartonboarding.apikeys.output.audit.AuditFormat;
import com.smartonboarding.apikeys.output.audit.AuditPrinter;
import com.smartonboarding.apikeys.service.history.TrailQuery;
import com.smartonboarding.apikeys.service.history.TrailReader;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lists the events of the audit trail. */
final class AuditListCommand extends Subcommand {
    private final Value<String> token = Value.text(
            "--token TOKEN", "Events about this token (a label or an id). A purged token can be named, too.");

    private final Value<String> actor = Value.text("--actor USER", "Events that this user (name or uid) caused.");

    private final Values<AuditAction> actions = Values.words(
            "--action ACTION",
            AuditAction.class,
            "Events of this kind, such as revoke or admins_add, or of several kinds separated by commas.");

    private final Flag denied = Flag.of("--denied", "Only attempts that were denied.");

    private final Value<PastTime> since = Value.past(
            "--since WHEN", "Events since this time (such as 2026-01-01), or within this long (such as 7d).");

    private final Value<PastTime> until = Value.past(
            "--until WHEN", "Events before this time (such as 2026-02-01), or longer ago than this (such as 24h).");

    private final Value<Long> after = Value.number(
            "--after SEQUENCE",
            "a number of an event",
            "Events after the event with this number. A program that has read the trail up to there gets only what is new.");

    private final Flag reverse = Flag.of("--reverse", "List the last event first.");

    private final Value<Long> limit = Value.number(
            "--limit N",
            "a number of events",
            "Show at most N events: the first ones, or with --reverse the last ones.");

    private final Value<AuditFormat> format =
            Value.word("-o, --output FORMAT", AuditFormat.class, "table, json, jsonl, csv or tsv.");

    AuditListCommand(Context context) {
        super(context, "list", "ls");
        usage().header("List what was done and attempted: who, what, when, from where.")
                .description(
                        "At a terminal, the output is a table. In a pipe, it is TSV without a header, with times in UTC."
                                + " Events are listed in the order of the trail.",
                        "Before anything is printed, all events are checked, or with --after those that follow. If"
                                + " --after names an event that does not exist, the trail was cut, or an older copy was put"
                                + " back. The exit code is then 24.",
                        "This needs no role, unless the policy lets only administrators look at tokens (viewers).")
                .optionListHeading("Which events")
                .footer(
                        "# The last ten events",
                        "apikeys audit list --reverse --limit 10",
                        "# Who saw codes in March",
                        "apikeys audit list --action show --since 2026-03-01 --until 2026-04-01",
                        "# Everything after event 3, for a log",
                        "apikeys audit list --after 3 -o jsonl");
        declare(token, actor, actions, denied, since, until, after, reverse, limit, format);
    }

    @Override
    protected ExitCode execute() {
        String named = token.get();
        TrailQuery query = new TrailQuery(
                named == null ? null : TokenOptions.anyReading(named),
                actor.get(),
                actions.get(),
                denied.isGiven(),
                time(since),
                time(until),
                after.orElse(0L),
                limit.orElse(Long.MAX_VALUE),
                reverse.isGiven());
        AuditFormat chosen = format.orElse(AuditFormat.byDefault(context().terminal()));
        TrailReader reader = new TrailReader(context().session().forViewing(AuditAction.AUDIT_LIST, List.of()));
        long printed = context().streams().printWhole(out -> {
            AuditPrinter printer =
                    chosen.printer(out, context().terminal(), context().palette());
            long[] count = {0};
            printer.begin();
            reader.list(query, event -> {
                printer.print(event);
                count[0]++;
            });
            printer.end();
            return count[0];
        });
        if (printed == 0 && query.limit() > 0) {
            noteUnknownActor(query, reader);
        }
        return ExitCode.OK;
    }

    /**
     * Says that a user is not in the trail, because the name may be mistyped. A program that
     * reads only new events is not told.
     */
    private void noteUnknownActor(TrailQuery query, TrailReader reader) {
        String user = query.actor();
        if (user != null && query.after() == 0 && !reader.knows(user)) {
            context().sayWrapped("The audit trail has no event by '" + user + "'.");
        }
    }

    private @Nullable Instant time(Value<PastTime> option) {
        PastTime given = option.get();
        return given == null ? null : given.at(context().now());
    }

    @Override
    public Set<ExitCode> exitCodes() {
        return reading(ExitCode.NOT_FOUND, ExitCode.AMBIGUOUS);
    }
}
