package com.smartonboarding.apikeys.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.cli.RawDatabase;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.identity.ProcessIds;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What cannot be recorded does not happen: without an audit row, there is no change and no code. */
class AuditFailsClosedTest {
    private static final String[][] RECORDED = {
        {"generate", "--label", "fresh"},
        {"show", "demo", "-q"},
        {"relabel", "demo", "other"},
        {"revoke", "demo", "-y"},
        {"admins", "add", "3999999001"},
    };

    private final Cli cli;
    private final String id;

    AuditFailsClosedTest(Cli cli) {
        this.cli = cli;
        id = cli.run("generate", "--label", "demo").exits(ExitCode.OK).line().substring(4, 16);
    }

    @Test
    void everyRecordedCommandAddsOneEvent() {
        long events = events();
        for (String[] args : RECORDED) {
            cli.run(withId(args)).exits(ExitCode.OK);
            assertThat(events()).as(args[0]).isEqualTo(++events);
        }
    }

    @Test
    void nothingHappensWhereTheNextEventHasItsPlaceTaken() throws IOException {
        new RawDatabase(cli.database())
                .execute("INSERT INTO audit SELECT sequence + 1, at, clock_regressed, action, denied, token_id, detail,"
                        + " actor_uid, actor_name, account_uid, via, login_uid, terminal, tool_version, mac FROM audit"
                        + " ORDER BY sequence DESC LIMIT 1");

        assertNothingHappens(cli, ExitCode.INTEGRITY);
    }

    @Test
    void nothingHappensOnceTheNumbersHaveRunOut() throws IOException {
        new RawDatabase(cli.database()).execute("UPDATE head SET audit_sequence = 9223372036854775807");

        assertNothingHappens(cli, ExitCode.INTEGRITY);
    }

    @Test
    void onAFullDiskNothingHappensButRevoking() throws Exception {
        Path disk = mountSmallDisk();
        try {
            Cli onDisk = new Cli(disk);
            onDisk.run("generate", "--label", "demo").exits(ExitCode.OK);
            onDisk.run("generate", "--label", "doomed").exits(ExitCode.OK);
            fill(disk);

            long events = events(onDisk);
            for (int i = 0; i < 200 && fits(onDisk); i++) {
                events++;
            }
            assertThat(events(onDisk)).isEqualTo(events);

            Cli.Result shown = onDisk.run("show", "demo", "-q").exits(ExitCode.STORAGE);
            assertThat(shown.out()).isEmpty();
            Cli.Result generated = onDisk.run("generate", "--label", "fresh").exits(ExitCode.STORAGE);
            assertThat(generated.out()).isEmpty();
            assertThat(onDisk.run("list").exits(ExitCode.OK).out()).doesNotContain("fresh");
            assertThat(events(onDisk)).isEqualTo(events);

            onDisk.run("revoke", "doomed", "-y").exits(ExitCode.OK);
            assertThat(onDisk.run("list", "doomed").exits(ExitCode.OK).out()).contains("Revoked");
            assertThat(events(onDisk)).isEqualTo(events + 1);
        } finally {
            shell("umount " + disk);
        }
    }

    /** Whether there is still space to record the display of a code. */
    private static boolean fits(Cli onDisk) {
        return onDisk.run("show", "demo", "-q").exitCode() == 0;
    }

    private static void assertNothingHappens(Cli cli, ExitCode expected) throws IOException {
        byte[] before = Files.readAllBytes(cli.database());
        for (String[] args : RECORDED) {
            Cli.Result result = cli.run(args).exits(expected);
            assertThat(result.out()).isEmpty();
            assertThat(Files.readAllBytes(cli.database())).isEqualTo(before);
        }
    }

    private Path mountSmallDisk() throws Exception {
        if (ProcessIds.read().effective() != 0
                || shell("mount -t tmpfs -o size=512k,mode=700 none " + cli.home()) != 0) {
            System.err.println("SKIPPED: only root, and not in every container, can mount a small disk to fill");
            Assumptions.abort("no small disk to fill");
        }
        return cli.home();
    }

    private static void fill(Path disk) throws IOException {
        Path filler = disk.resolve("filler");
        try (OutputStream out = Files.newOutputStream(filler)) {
            byte[] block = new byte[4096];
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    /** The arguments with the token's id instead of its label, because one of the commands changes the label. */
    private String[] withId(String[] args) {
        String[] changed = args.clone();
        if (changed[1].equals("demo")) {
            changed[1] = id;
        }
        return changed;
    }

    private long events() {
        return events(cli);
    }

    private static long events(Cli cli) {
        return Long.parseLong(new RawDatabase(cli.database())
                .texts("SELECT count(*) FROM audit")
                .get(0));
    }

    private static int shell(String command) throws IOException, InterruptedException {
        return new ProcessBuilder("/bin/sh", "-c", command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
