package com.smartonboarding.apikeys.torture.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.launcher.Run;
import com.smartonboarding.apikeys.torture.tool.Household;
import com.smartonboarding.apikeys.torture.tool.Ledger;
import com.smartonboarding.apikeys.torture.tool.Tool;
import com.smartonboarding.apikeys.torture.trial.Suite;
import com.smartonboarding.apikeys.torture.trial.Trials;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Sends signals at random moments of a run. */
public final class SignalSuite implements Suite {
    private static final Map<String, Integer> SIGNALS =
            new TreeMap<>(Map.of("HUP", 1, "INT", 2, "QUIT", 3, "PIPE", 13, "TERM", 15));

    @Override
    public String name() {
        return "signals";
    }

    @Override
    public String promise() {
        return "A signal at a random moment ends a run with 128 plus its number, or the run ends as if there"
                + " were none. Nothing is half done or half printed. After QUIT, Java lists its threads on standard"
                + " error.";
    }

    @Override
    public void run(Trials trials) throws Exception {
        Household first = Household.furnish(trials.folder("home"), 0);
        Duration usual = Tool.usual(first, trials, "generate", "--label", "new");
        for (Map.Entry<String, Integer> signal : SIGNALS.entrySet()) {
            trials.times(
                    signal.getKey(),
                    100,
                    (i, random, folder) -> signal(first, usual, signal.getKey(), signal.getValue(), random, folder));
        }
    }

    private static String signal(Household first, Duration usual, String signal, int number, Random random, Path folder)
            throws Exception {
        Household home = first.copy(folder);
        String[] command = switch (random.nextInt(4)) {
            case 0 -> new String[] {"generate", "--label", "new", "-q"};
            case 1 -> new String[] {"rotate", "alpha", "-q", "--grace", "0", "-y"};
            case 2 -> new String[] {"revoke", "alpha", "-y"};
            default -> new String[] {"show", "alpha", "-q"};
        };
        Run.Ended run = Tool.signalled(Tool.run(folder, command), Tool.moment(usual, random), signal);
        assertThat(run.code()).as("exit code; it said %s", run.err()).isIn(0, 128 + number);
        if (signal.equals("QUIT")) {
            assertThat(run.err()).doesNotContain("sok_"); // Java lists its threads on stderr, not on stdout
            run = new Run.Ended(run.code(), run.out(), "");
        }
        Tool.assertWhole(run);
        String alpha = home.code("alpha");
        Ledger ledger = home.ledger();
        if (command[0].equals("rotate") || command[0].equals("revoke")) {
            boolean ended = Ledger.verify(home.cli(), alpha) == ExitCode.REJECTED_REVOKED.number();
            assertThat(ended || run.code() != 0).as("done, as exit 0 says").isTrue();
            assertThat(command[0].equals("rotate") && ended && run.out().isEmpty())
                    .as("the predecessor ended and no successor was printed")
                    .isFalse();
            ledger.either(alpha);
        }
        if (!run.out().isEmpty() && !command[0].equals("show")) {
            ledger.live(run.out().strip());
        }
        ledger.check(home.cli());
        return run.code() == 0 ? "ended first" : "exit " + run.code();
    }
}
