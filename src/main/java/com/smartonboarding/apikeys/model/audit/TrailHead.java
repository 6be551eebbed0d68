package com.smartonboarding.apikeys.model.audit;

import com.smartonboarding.apikeys.model.text.UtcTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The end of an audit trail. Kept where an attacker cannot write, it is an anchor: a database that does not have this
 * event is an older copy, or another database.
 *
 * @param sequence the number of the last event
 * @param at the time of that event, in whole seconds
 * @param mac the MAC of that event, in hexadecimal; it depends on all earlier events
 * @param database the uuid of the database
 * @param keys the ids of the keys that the database uses
 */
public record TrailHead(long sequence, Instant at, String mac, String database, List<String> keys) {
    /**
     * The first word of a line. People keep such lines, so a line of this version means the same for ever. New words may
     * follow at its end.
     */
    private static final String VERSION = "apikeys/audit-head@1";

    private static final Pattern LINE = Pattern.compile(Pattern.quote(VERSION)
            + " ([1-9][0-9]{0,17}) ([0-9TZ:-]{20}) ([0-9a-f]{64}) ([0-9a-f-]{36})"
            + " ([0-9A-Za-z]+(?:,[0-9A-Za-z]+)*)(?: .*)?");

    /** The line to keep: version, sequence, time, MAC, database and keys, with a space between them. */
    public String line() {
        return String.join(
                " ", VERSION, Long.toString(sequence), UtcTime.of(at), mac, database, String.join(",", keys));
    }

    /** The head in a line that {@link #line} made; empty if it is no such line. */
    public static Optional<TrailHead> parse(String line) {
        Matcher words = LINE.matcher(line);
        if (!words.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new TrailHead(
                    Long.parseLong(words.group(1)),
                    UtcTime.parse(words.group(2)),
                    words.group(3),
                    words.group(4),
                    List.of(words.group(5).split(",", -1))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
