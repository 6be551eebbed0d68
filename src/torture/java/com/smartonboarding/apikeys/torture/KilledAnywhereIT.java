package com.smartonboarding.apikeys.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.smartonboarding.apikeys.cli.Homes;
import com.smartonboarding.apikeys.launcher.ExposureWatch;
import com.smartonboarding.apikeys.launcher.Run;
import com.smartonboarding.apikeys.launcher.Skip;
import com.smartonboarding.apikeys.torture.fault.Disk;
import com.smartonboarding.apikeys.torture.fault.Modes;
import com.smartonboarding.apikeys.torture.fault.Shim;
import com.smartonboarding.apikeys.torture.suite.Overhaul;
import com.smartonboarding.apikeys.torture.trial.Trials;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * A change of the master keys or an upgrade of the schema that is killed anywhere leaves the old state or the new one.
 *
 * <p>The packaged tool runs once, and every call with which it changes a file is recorded. From the recording, this test
 * makes the files as a kill between these calls leaves them, and as a kill in the middle of a write outside of SQLite does.
 * {@code src/torture/run --only keys} kills the tool itself at each call.
 */
@ExposureWatch.ExposesCodes
class KilledAnywhereIT {
    /** Of the moments within a row of writes to one file of SQLite, one of so many is tried. */
    private static final int OF_A_ROW = 3;

    private static Path scratch;
    private static Shim shim;
    private static List<Overhaul> all;

    @BeforeAll
    static void prepare() throws Exception {
        Skip.unlessInstalled("gcc");
        scratch = Torture.scratch();
        shim = Shim.build(scratch);
        all = Overhaul.prepare(scratch);
    }

    @AfterAll
    static void remove() throws Exception {
        if (scratch != null) {
            Trials.remove(scratch);
        }
    }

    /** The files before the command, and its calls. */
    private record Recording(Path before, Path folder, List<Shim.Call> calls) {
        static Recording of(Overhaul overhaul) throws Exception {
            Path folder = Files.createTempDirectory(scratch, "run", Modes.FOLDER);
            Path before = Files.createTempDirectory(scratch, "before", Modes.FOLDER);
            Path record = before.resolveSibling(before.getFileName() + ".calls");
            overhaul.begin(folder);
            copy(folder, before);
            Run.Ended run = shim.recorded(overhaul.run(folder), folder, record).end();
            assertThat(run.code()).as(run.err()).isZero();
            List<Shim.Call> calls =
                    Shim.read(record).stream().filter(Shim.Call::changes).toList();
            return new Recording(before, folder, calls);
        }

        Recording with(List<Shim.Call> others) {
            return new Recording(before, folder, others);
        }

        /** Makes the files as they are after these calls. */
        void replay(List<Shim.Call> made) throws Exception {
            Trials.remove(folder);
            Files.createDirectory(folder, Modes.FOLDER);
            Disk disk = new Disk().having(before);
            made.forEach(disk::play);
            disk.leave(folder);
        }
    }

    private static void copy(Path from, Path to) throws Exception {
        Homes.copy(from, to);
    }

    @TestFactory
    Stream<DynamicTest> aKillAnywhereLeavesTheOldStateOrTheNew() {
        return all.stream()
                .map(overhaul -> dynamicTest(overhaul.toString(), () -> {
                    Recording recording = Recording.of(overhaul);
                    Map<String, String> ended = files(recording.folder());
                    recording.replay(recording.calls());
                    assertThat(files(recording.folder()))
                            .as("the recording is whole")
                            .isEqualTo(ended);

                    List<Boolean> done = checkAll(overhaul, recording);

                    assertThat(done)
                            .as("%d calls", recording.calls().size())
                            .startsWith(false)
                            .endsWith(true)
                            .isSorted();
                }));
    }

    /** A control: if the key file were replaced before the database, a code could need a key that is in no file. */
    @Test
    void theTestSeesAKeyThatIsDroppedTooEarly() throws Exception {
        Overhaul drop = all.get(2);
        Recording recording = Recording.of(drop);
        List<Shim.Call> reordered = new ArrayList<>(recording.calls());
        reordered.removeIf(call -> !isOfKeyFile(call));
        recording.calls().stream().filter(call -> !isOfKeyFile(call)).forEach(reordered::add);

        assertThatThrownBy(() -> checkAll(drop, recording.with(reordered)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("does not hold the key");
    }

    private static boolean isOfKeyFile(Shim.Call call) {
        return call.path().endsWith("/.apikeys.key.draft");
    }

    /** A control: without its journal, a change that was not finished stays as it is. */
    @Test
    void theTestSeesAJournalThatIsMissing() throws Exception {
        Overhaul upgrade = all.get(all.size() - 1); // a rekey is made in a copy
        Recording recording = Recording.of(upgrade);
        List<Shim.Call> without = recording.calls().stream()
                .filter(call -> !call.path().endsWith("-journal"))
                .toList();

        assertThatThrownBy(() -> checkAll(upgrade, recording.with(without))).isInstanceOf(AssertionError.class);
    }

    /** Whether the command was done at each of these moments. */
    private static List<Boolean> checkAll(Overhaul overhaul, Recording recording) throws Exception {
        List<Shim.Call> calls = recording.calls();
        List<Boolean> done = new ArrayList<>();
        for (int i = 0; i <= calls.size(); i++) {
            List<Shim.Call> made = new ArrayList<>(calls.subList(0, i));
            if (i % OF_A_ROW == 0 || !isInARow(calls, i)) {
                done.add(check(overhaul, recording, made, i));
            }
            if (i < calls.size() && isWriteOfOurs(calls.get(i))) {
                made.add(calls.get(i).half());
                done.add(check(overhaul, recording, made, i));
            }
        }
        return done;
    }

    /** Whether the calls before and after this moment write to the same file of SQLite. */
    private static boolean isInARow(List<Shim.Call> calls, int moment) {
        if (moment == 0 || moment == calls.size()) {
            return false;
        }
        Shim.Call before = calls.get(moment - 1);
        Shim.Call after = calls.get(moment);
        return before.kind() == 'W'
                && after.kind() == 'W'
                && !isWriteOfOurs(after)
                && before.path().equals(after.path());
    }

    /** A write outside of SQLite's own files, whose journal is made for halves of writes. */
    private static boolean isWriteOfOurs(Shim.Call call) {
        return call.kind() == 'W'
                && !call.path().endsWith(".db")
                && !call.path().endsWith("-journal");
    }

    private static boolean check(Overhaul overhaul, Recording recording, List<Shim.Call> made, int reader)
            throws Exception {
        recording.replay(made);
        try {
            return overhaul.check(recording.folder(), reader);
        } catch (AssertionError | Exception e) {
            String last = made.isEmpty()
                    ? "before the first call"
                    : "after " + made.size() + " calls, the last of which is "
                            + made.get(made.size() - 1).kind() + " "
                            + made.get(made.size() - 1).path();
            throw new AssertionError("killed " + last + ": " + e.getMessage(), e);
        }
    }

    /** The digest of each file. */
    private static Map<String, String> files(Path folder) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(
                        folder.relativize(file).toString(),
                        HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file))));
            }
        }
        return files;
    }
}
