package com.smartonboarding.apikeys.cli.option;

import com.smartonboarding.apikeys.failure.UsageException;
import com.smartonboarding.apikeys.model.IpAddress;
import com.smartonboarding.apikeys.model.Status;
import com.smartonboarding.apikeys.model.TokenOrder;
import com.smartonboarding.apikeys.service.ListQuery;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** Which tokens to list, and in which order. */
public final class ListFilter implements Declaration {
    /** SQLite rejects longer patterns, and too many of them; no label needs a longer one. */
    private static final int LONGEST_GLOB = 1000;

    private static final int MOST_GLOBS = 500;

    private final Values<String> globs = Values.operands(
            "LABEL-GLOB",
            "A label, or a pattern with *, ? and [a-z]. If several are given, a token is listed if its label matches"
                    + " any of them.");

    private final Values<Status> statuses = Values.words(
            "--status STATUS",
            Status.class,
            "active, disabled, revoked or expired, or several of them separated by commas.");

    private final Value<Duration> unusedFor = Value.duration(
            "--unused-for DURATION",
            "Tokens that were not used for this long. If a token was never used, the time since its creation"
                    + " counts.");

    private final Value<Duration> expiringWithin =
            Value.duration("--expiring-within DURATION", "Active tokens that expire within this time.");

    private final Value<String> createdBy =
            Value.text("--created-by USER", "Tokens that this user (name or uid) generated.");

    private final Values<String> scopes =
            Values.texts("--scope SCOPE", "Tokens with this scope. If repeated, tokens with all these scopes.");

    private final NoteFilter notes = new NoteFilter();

    private final Value<IpAddress> allowedFrom = Value.of(
            "--allowed-from ADDRESS",
            IpAddress.class,
            new Converters.Address(),
            "Tokens that may be used from this address: those without networks, and those with a network that contains"
                    + " it.");

    private final Value<TokenOrder.Column> sort = Value.word(
            "--sort COLUMN",
            TokenOrder.Column.class,
            "Sort by id, label, status, created (the default), expires, last_accessed or created_by.");

    private final Flag reverse = Flag.of("--reverse", "Reverse the order, so that the greatest or latest comes first.");

    private final Value<Long> limit = Value.count("--limit N", "Show at most N tokens.");

    private final Value<Instant> asOf = Value.time(
            "--as-of TIME",
            "List the tokens that existed at TIME, as they were then, including those that were purged since. Only the"
                    + " last access, and an expiry that a rotation changed, are current.");

    /** The query that the options describe. */
    public ListQuery toQuery() {
        EnumSet<Status> wanted = EnumSet.noneOf(Status.class);
        wanted.addAll(statuses.get());
        return new ListQuery(
                checked(globs.get()),
                wanted,
                unusedFor.get(),
                expiringWithin.get(),
                createdBy.get(),
                scopes.get(),
                notes.owner(),
                notes.metadata(),
                allowedFrom.get(),
                new TokenOrder(sort.orElse(TokenOrder.Column.CREATED), reverse.isGiven()),
                limit.orElse(Long.MAX_VALUE),
                asOf.get());
    }

    /** The globs in NFC, like the labels; refuses globs that SQLite does not accept. */
    static List<String> checked(List<String> globs) {
        List<String> labels = new ArrayList<>();
        for (String glob : globs) {
            if (globs.size() > MOST_GLOBS || glob.length() > LONGEST_GLOB) {
                throw new UsageException("There can be at most " + MOST_GLOBS + " LABEL-GLOBs, each of at most "
                        + LONGEST_GLOB + " characters.");
            }
            labels.add(Normalizer.normalize(glob, Normalizer.Form.NFC));
        }
        return labels;
    }

    @Override
    public void addTo(CommandSpec command) {
        Declaration.addAll(
                command,
                globs,
                statuses,
                unusedFor,
                expiringWithin,
                createdBy,
                scopes,
                notes,
                allowedFrom,
                sort,
                reverse,
                limit,
                asOf);
    }
}
