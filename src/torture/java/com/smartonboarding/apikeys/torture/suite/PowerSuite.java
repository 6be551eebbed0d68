package com.smartonboarding.apikeys.torture.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.launcher.Run;
import com.smartonboarding.apikeys.torture.fault.Disk;
import com.smartonboarding.apikeys.torture.fault.Shim;
import com.smartonboarding.apikeys.torture.tool.Household;
import com.smartonboarding.apikeys.torture.tool.Ledger;
import com.smartonboarding.apikeys.torture.tool.Programs;
import com.smartonboarding.apikeys.torture.tool.Tool;
import com.smartonboarding.apikeys.torture.trial.Suite;
import com.smartonboarding.apikeys.torture.trial.Trials;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Cuts the power at random moments of a session. Each call of the session was recorded. */
public final class PowerSuite implements Suite {
    private static final List<String> EVERYDAY = List.of(
            "generate --label one",
            "generate --label two",
            "revoke beta -y",
            "rotate alpha -q",
            "generate --label three",
            "rotate two --grace 0 -y -q",
            "relabel one uno",
            "show epsilon -q",
            "purge --revoked-before 30d -y",
            "revoke three -y",
            "generate --label four");
    private static final List<String> FIRST = List.of("generate --label one", "generate --label two", "revoke one -y");

    @Override
    public String name() {
        return "power";
    }

    @Override
    public String promise() {
        return "The power is cut at a random moment. Each sector or name that was not synced is kept, lost,"
                + " torn or filled with garbage. Then every printed code verifies, every reported revocation holds,"
                + " and the tool works.";
    }

    @Override
    public void run(Trials trials) throws Exception {
        if (!Programs.present("gcc")) {
            trials.skip("power cuts", 500, "gcc is not installed");
            return;
        }
        Shim shim = Shim.build(trials.folder("shim"));
        Household first = Household.furnish(trials.folder("home"), 0);
        Household nothing = new Household(trials.folder("nothing"), Map.of());
        Session everyday = Session.record(shim, first, EVERYDAY, trials);
        Session firstRun = Session.record(shim, nothing, FIRST, trials);
        List<Integer> many = IntStream.range(0, 600).boxed().toList();
        trials.times(
                "a session of eleven commands",
                1_400,
                (i, random, folder) -> cut(everyday, call -> true, random, folder));
        trials.times(
                "a first run and two more", 600, (i, random, folder) -> cut(firstRun, call -> true, random, folder));
        trials.control(
                "the folder is not synced (SQLite's usual FULL)",
                many,
                (i, random, folder) -> cut(
                        everyday,
                        call -> call.kind() != 'S' || !call.path().equals(".local/share/apikeys"),
                        random,
                        folder));
        trials.control(
                "the journal is not synced",
                many,
                (i, random, folder) ->
                        cut(everyday, call -> call.kind() != 'S' || !call.path().endsWith("-journal"), random, folder));
    }

    private static String cut(Session session, Predicate<Shim.Call> honest, Random random, Path folder)
            throws Exception {
        List<Shim.Call> calls = session.calls();
        int end = random.nextInt(calls.size() + 1);
        Disk disk = new Disk().having(session.home().home());
        calls.subList(0, end).stream().filter(honest).forEach(disk::play);
        disk.cut(folder, random);
        Cli cli = Household.cli(folder);
        boolean journal = Files.exists(cli.database().resolveSibling("apikeys.db-journal"));
        Ledger ledger = session.ledger(end);
        if (!ledger.isEmpty()) {
            ledger.check(cli);
        }
        Cli.Result next = cli.run("generate", "--label", "afterwards");
        if (ledger.isEmpty() && next.exitCode() == ExitCode.NOT_INITIALIZED.number()) {
            cli.run("init").exits(ExitCode.OK); // as the message said
            return "asked for init";
        }
        next.exits(ExitCode.OK);
        ledger.check(cli);
        return journal ? "with a journal to roll back" : "without a journal";
    }

    /** Several commands and the calls that they made, with marks where each command begins and ends. */
    record Session(Household home, List<String> commands, List<Shim.Call> calls) {
        static Session record(Shim shim, Household home, List<String> commands, Trials trials) throws Exception {
            Path folder = trials.folder("recorded-" + commands.size());
            Path record = trials.folder("shim").resolve("record-" + commands.size());
            home.copy(folder);
            for (int i = 0; i < commands.size(); i++) {
                Files.writeString(record, "B " + i + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                Run.Ended run = shim.recorded(Tool.run(folder, commands.get(i).split(" ", -1)), folder, record)
                        .end();
                assertThat(run.code()).as(run.err()).isZero();
                Files.writeString(record, "E " + i + "\n", StandardOpenOption.APPEND);
            }
            List<Shim.Call> calls = new ArrayList<>(Shim.read(record));
            calls.removeIf(call -> call.kind() == 'N');
            return new Session(home, commands, calls);
        }

        /** What the tool had acknowledged after this number of calls. */
        Ledger ledger(int end) {
            Ledger ledger = home.ledger();
            Map<String, String> codes = new HashMap<>(home.codes());
            String command = "";
            String target = "";
            for (Shim.Call call : calls.subList(0, end)) {
                switch (call.kind()) {
                    case 'B' -> {
                        command = commands.get(Integer.parseInt(call.path()));
                        target = codes.getOrDefault(command.split(" ", -1)[1], "");
                        begin(ledger, command, target, codes);
                    }
                    case 'A' -> {
                        String said = call.data().strip();
                        if (call.number() == 1 && said.startsWith("sok_") && !command.startsWith("show")) {
                            ledger.live(said);
                            codes.put(command.replaceAll("generate --label |rotate | .*", ""), said);
                        } else if (call.number() == 2 && said.startsWith("Revoked")) {
                            ledger.ended(target);
                        }
                    }
                    case 'E' -> end(ledger, command, target, codes);
                    default -> {}
                }
            }
            return ledger;
        }

        private static void begin(Ledger ledger, String command, String target, Map<String, String> codes) {
            if (command.startsWith("revoke") || command.contains("--grace 0")) {
                ledger.either(target);
            } else if (command.startsWith("purge")) {
                ledger.endedOrGone(codes.getOrDefault("gamma", ""));
            }
        }

        private static void end(Ledger ledger, String command, String target, Map<String, String> codes) {
            if (command.startsWith("revoke") || command.contains("--grace 0")) {
                ledger.ended(target);
            } else if (command.startsWith("purge")) {
                ledger.gone(codes.getOrDefault("gamma", ""));
            }
        }
    }
}
