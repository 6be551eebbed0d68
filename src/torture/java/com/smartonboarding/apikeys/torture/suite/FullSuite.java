package com.smartonboarding.apikeys.torture.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.launcher.Installation;
import com.smartonboarding.apikeys.launcher.Run;
import com.smartonboarding.apikeys.torture.fault.Modes;
import com.smartonboarding.apikeys.torture.tool.Household;
import com.smartonboarding.apikeys.torture.tool.Ledger;
import com.smartonboarding.apikeys.torture.tool.Programs;
import com.smartonboarding.apikeys.torture.tool.Tool;
import com.smartonboarding.apikeys.torture.trial.Suite;
import com.smartonboarding.apikeys.torture.trial.Trials;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Tries disks without space, without inodes or read-only, and processes without files, memory or streams. */
public final class FullSuite implements Suite {
    private static final List<String> COMMANDS = List.of(
            "revoke alpha -y",
            "revoke --label-glob * -y",
            "generate --label new -q",
            "rotate alpha -q",
            "rotate alpha --grace 0 -y -q",
            "relabel alpha new",
            "purge --revoked-before 30d -y",
            "admins add 12345",
            "show alpha -q",
            "list",
            "history alpha",
            "rotate epsilon --status");
    private static final List<Integer> FREE = List.of(0, 4, 8, 12, 16, 24, 32, 48, 64);
    private static final List<String> LIMITS = List.of(
            "ulimit -f 0",
            "ulimit -f 8",
            "ulimit -f 64",
            "ulimit -n 20",
            "ulimit -n 32",
            "ulimit -n 64",
            "ulimit -v 4000000");
    private static final List<String> STREAMS = List.of(
            ">&-", "<&- >&-", ">&- 2>&-", "<&- >&- 2>&-", ">/dev/full", ">/dev/full 2>/dev/full", "1</dev/null");
    private static final Set<Integer> HONEST = Set.of(0, 20, 21, 22, 23);

    /** A limit of open files under which the launcher does not start Java. */
    private static final String TOO_FEW_FILES = "ulimit -n 20";

    /** A command in a situation. */
    private record Case(String command, String situation) {
        @Override
        public String toString() {
            return command + " with " + situation;
        }
    }

    @Override
    public String name() {
        return "full";
    }

    @Override
    public String promise() {
        return "On a disk that is full, read-only or out of inodes, under limits, and with closed or full"
                + " streams, a command does its work or says what it could not do. `revoke` works on a full disk.";
    }

    @Override
    public void run(Trials trials) throws Exception {
        Household first = Household.furnish(trials.folder("home"), 0);
        List<Case> space = cases(FREE.stream().map(free -> free + " KiB free").toList());
        if (Programs.isRoot()) {
            trials.inTurn("a disk with little space", space, (each, random, folder) -> disk(first, each, folder));
            trials.control(
                    "the reserve was deleted before the disk became full",
                    List.of(new Case("revoke alpha -y", "0 KiB free, no reserve")),
                    (each, random, folder) -> disk(first, each, folder));
            trials.inTurn(
                    "no inodes", cases(List.of("no inodes")), (each, random, folder) -> disk(first, each, folder));
            trials.inTurn(
                    "a disk mounted read-only",
                    cases(List.of("read-only")),
                    (each, random, folder) -> disk(first, each, folder));
        } else {
            trials.skip("disks", space.size(), "only root can mount them");
        }
        trials.each("limits of a process", cases(LIMITS), (each, random, folder) -> shell(first, each, folder));
        trials.each("closed and full streams", cases(STREAMS), (each, random, folder) -> shell(first, each, folder));
    }

    private static List<Case> cases(List<String> situations) {
        List<Case> cases = new ArrayList<>();
        for (String situation : situations) {
            COMMANDS.forEach(command -> cases.add(new Case(command, situation)));
        }
        return cases;
    }

    private static String disk(Household first, Case each, Path folder) throws Exception {
        Path mount = Files.createDirectory(folder.resolve("disk"), Modes.FOLDER);
        String options = each.situation().equals("no inodes") ? "size=4m,nr_inodes=24" : "size=1m";
        mount("mount", "-t", "tmpfs", "-o", "mode=0700," + options, "tmpfs", mount.toString());
        try {
            Household home = first.copy(Files.createDirectory(mount.resolve("home"), Modes.FOLDER));
            if (each.situation().endsWith("no reserve")) {
                Files.delete(home.cli().database().resolveSibling("apikeys.db.reserve"));
            }
            if (each.situation().equals("read-only")) {
                mount("mount", "-o", "remount,ro", mount.toString());
            } else if (each.situation().equals("no inodes")) {
                for (int i = 0; created(mount.resolve("inode" + i)); i++) {}
            } else {
                fill(mount.resolve("filler"), Integer.parseInt(each.situation().split(" ", -1)[0]));
            }
            Run.Ended run = Tool.run(home.home(), each.command().split(" ", -1)).end();
            boolean readOnly = each.situation().equals("read-only");
            if (each.command().startsWith("revoke") && !readOnly) {
                assertThat(run.code()).as("revoke, which said " + run.err()).isZero();
            }
            if (readOnly) {
                mount("mount", "-o", "remount,rw", mount.toString());
            } else {
                Files.deleteIfExists(mount.resolve("filler"));
                for (int i = 0; Files.deleteIfExists(mount.resolve("inode" + i)); i++) {}
            }
            return check(home, each, run);
        } finally {
            mount("umount", "-l", mount.toString());
        }
    }

    private static String shell(Household first, Case each, Path folder) throws Exception {
        Household home = first.copy(folder);
        boolean limit = each.situation().startsWith("ulimit");
        String line = limit ? each.situation() + "; exec \"$@\"" : "exec \"$@\" " + each.situation();
        Run run = Run.shell("set -f; " + line, Installation.LAUNCHER.toString())
                .and(each.command().split(" ", -1));
        return check(home, each, Tool.at(folder, run).end());
    }

    /** Checks that what the exit code says is true. */
    private static String check(Household home, Case each, Run.Ended run) throws Exception {
        Tool.assertQuiet(run);
        boolean starts = !each.situation().equals(TOO_FEW_FILES);
        assertThat(starts ? HONEST : Set.of(ExitCode.NO_JAVA.number()))
                .as("exit code %d, which said %s", run.code(), run.err())
                .contains(run.code());
        assertThat(run.err().contains("at least 32 files open at once"))
                .as("the reason, in %s", run.err())
                .isNotEqualTo(starts);
        String alpha = home.code("alpha");
        boolean revoked = Ledger.verify(home.cli(), alpha) == ExitCode.REJECTED_REVOKED.number();
        String command = each.command();
        boolean ends = command.startsWith("revoke") || command.contains("--grace 0");
        boolean certain = run.code() != ExitCode.OUTCOME_UNKNOWN.number();
        if (certain) {
            assertThat(revoked)
                    .as("revoked after exit %d, which said %s", run.code(), run.err())
                    .isEqualTo(ends && run.code() == 0);
        }
        boolean prints = command.startsWith("generate") || command.startsWith("rotate alpha");
        Ledger ledger = new Ledger();
        if (prints && run.code() == 0) {
            assertThat(run.out()).as("printed").isNotEmpty();
            ledger.live(run.out().strip());
        } else if (run.code() != 0) {
            assertThat(run.out()).isEmpty();
        }
        if (command.startsWith("list") && run.code() == 0) {
            assertThat(run.out()).as("a list").isNotEmpty();
        }
        ledger.check(home.cli());
        home.cli().run("generate", "--label", "afterwards").exits(ExitCode.OK);
        assertThat(home.cli().database().resolveSibling("apikeys.db.reserve")).exists();
        return "exit " + run.code();
    }

    private static boolean created(Path file) {
        try {
            Files.createFile(file);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Fills the disk and leaves this much space free. */
    private static void fill(Path filler, int freeKibibytes) throws IOException {
        byte[] page = new byte[4096];
        try (OutputStream out = Files.newOutputStream(filler)) {
            while (Files.getFileStore(filler).getUsableSpace() > freeKibibytes * 1024L) {
                out.write(page);
            }
        }
    }

    private static void mount(String program, String... args) throws Exception {
        Run.Ended run = Run.of(program, args).end();
        assertThat(run.code()).as("%s said %s", program, run.err()).isZero();
    }
}
