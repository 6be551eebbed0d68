package com.smartonboarding.apikeys.torture.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.failure.ExitCode;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What the tool has acknowledged for each code. It is compared with what the tool says later. */
public final class Ledger {
    private static final Set<Integer> LIVE = Set.of(ExitCode.OK.number());
    private static final Set<Integer> ENDED = Set.of(ExitCode.REJECTED_REVOKED.number());
    private static final Set<Integer> EITHER = Set.of(ExitCode.OK.number(), ExitCode.REJECTED_REVOKED.number());
    private static final Set<Integer> GONE = Set.of(ExitCode.REJECTED_UNKNOWN.number());
    private static final Set<Integer> ENDED_OR_GONE =
            Set.of(ExitCode.REJECTED_REVOKED.number(), ExitCode.REJECTED_UNKNOWN.number());

    private final Map<String, Set<Integer>> answers = new HashMap<>();

    /** Notes that the code was printed, so it must authenticate. */
    public Ledger live(String code) {
        answers.put(code, LIVE);
        return this;
    }

    /** Notes that the tool reported the code as revoked. */
    public Ledger ended(String code) {
        answers.put(code, ENDED);
        return this;
    }

    /** Notes that the tool was asked to revoke the code and has not answered yet. */
    public Ledger either(String code) {
        answers.put(code, EITHER);
        return this;
    }

    /** Notes that the row was purged. */
    public Ledger gone(String code) {
        answers.put(code, GONE);
        return this;
    }

    /** Notes that the tool was asked to purge the row and has not answered yet. */
    public Ledger endedOrGone(String code) {
        answers.put(code, ENDED_OR_GONE);
        return this;
    }

    public boolean isEmpty() {
        return answers.isEmpty();
    }

    /** Checks each code with verify, the database with list, and the file with SQLite. */
    public void check(Cli cli) throws Exception {
        cli.inPipe().run("list", "-o", "ids").exits(ExitCode.OK);
        for (Map.Entry<String, Set<Integer>> each : answers.entrySet()) {
            assertThat(each.getValue())
                    .as("what verify may say of %s", each.getKey().substring(0, 16))
                    .contains(verify(cli, each.getKey()));
        }
        assertThat(Sqlite.rows(cli.database(), "PRAGMA integrity_check")).containsExactly("ok|");
    }

    /** The exit code of verify. */
    public static int verify(Cli cli, String code) {
        int exitCode = cli.inPipe(code).run("verify", "--no-touch", "-q").exitCode();
        cli.inPipe();
        return exitCode;
    }
}
