package com.smartonboarding.apikeys.cli.command.token.stream;

import static com.smartonboarding.apikeys.cli.Home.assertExit;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.cli.Home;
import com.smartonboarding.apikeys.cli.ManyTokens;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.launcher.Run;
import com.smartonboarding.apikeys.model.TokenCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** {@code verify --stream} as a server would run it: the packaged tool, a real bash, and a million lines. */
class VerifyStreamIT {
    private static final int LINES = 1_000_000;
    /** More tokens than one batch of accesses holds. */
    private static final int TOKENS = 2_500;

    /** The heap that the launcher allows, plus what Java and SQLite need. */
    private static final long MOST_MEMORY_KIB = 400 * 1024;

    private final Home home;

    VerifyStreamIT(Home home) {
        this.home = home;
    }

    @Test
    void millionLinesAreAnsweredRightInLittleMemoryAndNoAccessIsLost() throws Exception {
        Cli cli = home.cli().at(Instant.now().minus(Duration.ofHours(1)));
        List<String> valid = ManyTokens.fill(cli, TOKENS);
        List<String> expired = new ArrayList<>();
        List<String> revoked = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            expired.add(cli.run("generate", "--label", "expired " + i, "--expires-in", "1m")
                    .line());
            revoked.add(cli.run("generate", "--label", "revoked " + i).line());
        }
        cli.run("revoke", "--label-glob", "revoked *", "--expect", "20", "-y").exits(ExitCode.OK);
        List<String> expected = writeLines(home.folder().resolve("codes"), valid, expired, revoked);
        Instant before = Instant.now().minusSeconds(1);

        Run.Started run = home.bash("exec \"$LAUNCHER\" verify --stream --from 192.0.2.1 <codes >answers")
                .within(Duration.ofMinutes(5))
                .start();
        long memory = 0;
        while (run.process().isAlive()) {
            memory = Math.max(memory, peakMemory(run.process().pid()));
            Thread.sleep(100);
        }

        assertExit(run.end(), ExitCode.OK);
        assertThat(memory).as("KiB at the most").isBetween(1L, MOST_MEMORY_KIB);
        assertAnswers(expected);
        assertAccesses(before);
    }

    @Test
    void answersOfSomeTensOfKilobytesTakeLittleMemoryThoughNobodyReadsThem() throws Exception {
        List<String> command = new ArrayList<>(List.of("generate", "--label", "日"));
        for (int i = 0; i < 300; i++) {
            command.addAll(List.of("--scope", "s%03d".formatted(i) + "x".repeat(60)));
        }
        String code = home.cli().run(command.toArray(String[]::new)).line();
        Files.writeString(home.folder().resolve("codes"), (code + "\n").repeat(12_000));

        Run.Ended run = home.bash(
                        "\"$LAUNCHER\" verify --stream --no-touch <codes | (sleep 2; grep -c '\"valid\":true'); exit \"${PIPESTATUS[0]}\"")
                .within(Duration.ofMinutes(2))
                .start()
                .end();

        assertExit(run, ExitCode.OK);
        assertThat(run.out().strip()).isEqualTo("12000");
    }

    /** Writes the lines, and returns the expected result of each, with the id if the code authenticates, and its name. */
    private static List<String> writeLines(Path file, List<String> valid, List<String> expired, List<String> revoked)
            throws IOException {
        SecureRandom random = new SecureRandom();
        String huge = "x".repeat(1024 * 1024);
        List<String> expected = new ArrayList<>(LINES);
        try (Writer out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < LINES; i++) {
                String code = valid.get(i / 10 % TOKENS);
                String line;
                String result;
                switch (i % 10) {
                    case 4 -> {
                        line = revoked.get(i / 10 % revoked.size());
                        result = "revoked";
                    }
                    case 5 -> {
                        line = expired.get(i / 10 % expired.size());
                        result = "expired";
                    }
                    case 6 -> {
                        line = TokenCode.draw(random).reveal();
                        result = "unknown";
                    }
                    case 7 -> {
                        char last = code.charAt(code.length() - 1);
                        line = code.substring(0, code.length() - 1) + (last == '0' ? '1' : '0');
                        result = "malformed";
                    }
                    case 8 -> {
                        line = "";
                        result = "malformed";
                    }
                    case 9 -> {
                        line = i % 200_000 == 9 ? huge : i % 20 == 9 ? code + code : " " + code;
                        result = "malformed";
                        if (i % 200_000 == 19) {
                            line = "{" + huge;
                            result = "bad_request";
                        }
                    }
                    case 2 -> {
                        line = "{\"code\":\"" + code + "\",\"scopes\":[],\"id\":\"" + i + "\"}";
                        result = "valid " + code.substring(4, 16) + " for " + i;
                    }
                    default -> {
                        line = i % 10 == 3 ? code + "\r" : code;
                        result = "valid " + code.substring(4, 16);
                    }
                }
                out.write(line);
                out.write('\n');
                expected.add(result);
            }
        }
        return expected;
    }

    private void assertAnswers(List<String> expected) throws IOException {
        try (BufferedReader answers = Files.newBufferedReader(home.folder().resolve("answers"))) {
            for (int i = 0; i < LINES; i++) {
                String line = String.valueOf(answers.readLine());
                JsonObject answer = JsonParser.parseString(line).getAsJsonObject();
                String id = answer.get("id").isJsonNull()
                        ? ""
                        : " " + answer.get("id").getAsString();
                String request = answer.get("request").isJsonNull()
                        ? ""
                        : " for " + answer.get("request").getAsString();
                if (!expected.get(i).equals(answer.get("result").getAsString() + id + request)) {
                    assertThat(line).as("the answer to line " + (i + 1)).isEqualTo(expected.get(i));
                }
            }
            assertThat(answers.readLine()).isNull();
        }
    }

    private void assertAccesses(Instant before) {
        int accessed = 0;
        for (String line : home.cli()
                .at(Instant.now())
                .run("list", "-o", "jsonl")
                .exits(ExitCode.OK)
                .out()
                .lines()
                .toList()) {
            JsonObject token = JsonParser.parseString(line).getAsJsonObject();
            boolean isValid = token.get("status").getAsString().equals("Active");
            assertThat(token.get("last_accessed").isJsonNull()).as(line).isEqualTo(!isValid);
            if (isValid) {
                accessed++;
                assertThat(Instant.parse(token.get("last_accessed").getAsString()))
                        .isBetween(before, Instant.now());
                assertThat(token.get("last_accessed_from").getAsString()).isEqualTo("192.0.2.1");
            }
        }
        assertThat(accessed).isEqualTo(TOKENS);
    }

    /** The peak memory of the process as the kernel reports it, in KiB; 0 if the process has ended. */
    private static long peakMemory(long pid) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"), StandardCharsets.ISO_8859_1)) {
                if (line.startsWith("VmHWM:")) {
                    return Long.parseLong(line.toLowerCase(Locale.ROOT).replaceAll("[^0-9]", ""));
                }
            }
        } catch (IOException e) {
            // The process has just ended.
        }
        return 0;
    }

    @Test
    void coProcessAnswersEachLineAtOnceAndKnowsWhatOthersDo() throws Exception {
        Run.Ended run = home.bash("""
                        set -euo pipefail
                        apikeys init 2>/dev/null
                        code=$(apikeys generate -q --label ci)
                        coproc guard { exec "$LAUNCHER" verify --stream; }
                        pid=$guard_PID
                        exec 3>&"${guard[1]}" 4<&"${guard[0]}"
                        ask() { printf '%s\\n' "$1" >&3; read -r -t 30 answer <&4; echo "$answer"; }
                        ask "$code" | grep -o '"result":"[a-z]*"'
                        ask hello | grep -o '"result":"[a-z]*"'
                        apikeys disable -y ci 2>/dev/null
                        ask "$code" | grep -o '"result":"[a-z]*"'
                        apikeys enable -y ci 2>/dev/null
                        ask "$code" | grep -o '"result":"[a-z]*"'
                        apikeys revoke -y ci 2>/dev/null
                        ask "$code" | grep -o '"result":"[a-z]*"'
                        other=$(apikeys generate -q --label other)
                        ask "$other" | grep -o '"result":"[a-z]*"'
                        kill -TERM "$pid"
                        wait "$pid" ; echo "ended with $?"
                        apikeys show other --field last_accessed
                        """).end();

        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines().toList())
                .startsWith(
                        "\"result\":\"valid\"",
                        "\"result\":\"malformed\"",
                        "\"result\":\"disabled\"",
                        "\"result\":\"valid\"",
                        "\"result\":\"revoked\"",
                        "\"result\":\"valid\"",
                        "ended with 0")
                .last()
                .asString()
                .as("noted though a signal ended it")
                .matches("\\d{4}-.*Z");
    }

    @Test
    void anotherSignalEndsItByItsNumberAndTheAccessIsNoted() throws Exception {
        assertThat(ended("HUP", "verify --stream")).startsWith("129\n2");
        assertThat(ended("TERM", "revoke --code-stdin")).startsWith("143\n");
    }

    /** The exit code of a command that this signal ends after it began to read, and its token's last access. */
    private String ended(String signal, String command) throws Exception {
        Run.Ended run = home.bash("""
                        apikeys init 2>/dev/null
                        apikeys generate -q --label ci >code 2>/dev/null || apikeys show -q ci >code
                        mkfifo in out 2>/dev/null
                        "$LAUNCHER" $2 <in >out &
                        exec 3>in 4<out
                        if [ "$2" = 'verify --stream' ]; then cat code >&3; read -r answer <&4; else sleep 5; fi
                        kill -"$1" $!
                        wait $!
                        echo $?
                        apikeys show ci --field last_accessed
                        """, signal, command).end();
        assertThat(run.err()).isEmpty();
        return run.out();
    }

    @Test
    void sigtermEndsItWellThoughNobodyTakesTheAnswers() throws Exception {
        Run.Ended run = home.bash("""
                        apikeys init 2>/dev/null
                        apikeys generate -q --label ci >code
                        mkfifo in out
                        "$LAUNCHER" verify --stream <in >out &
                        exec 3>in 4<out
                        (trap '' PIPE; yes "$(cat code)" >&3 2>/dev/null) &
                        sleep 6
                        kill -TERM %1
                        wait %1
                        echo $?
                        exec 3>&- 4<&-
                        apikeys show ci --field last_accessed
                        """).end();

        assertThat(run.out()).startsWith("0\n2");
    }

    @Test
    void readerThatGoesAwayEndsItInSilence() throws Exception {
        Run.Ended run = home.bash("""
                        apikeys init 2>/dev/null
                        apikeys generate -q --label ci >code
                        yes "$(cat code)" | apikeys verify --stream | head -1 | grep -o '"valid":true'
                        echo "${PIPESTATUS[1]}"
                        apikeys show ci --field last_accessed
                        """).end();

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).startsWith("\"valid\":true\n" + ExitCode.BROKEN_PIPE.number() + "\n2");
    }

    @Test
    void lineWithoutAnEndIsAnsweredToo() throws Exception {
        Run.Ended run = home.bash("""
                        apikeys init 2>/dev/null
                        apikeys generate -q --label ci >code
                        printf '%s' "$(cat code)" | apikeys verify --stream
                        printf '' | apikeys verify --stream
                        """).end();

        assertExit(run, ExitCode.OK);
        assertThat(run.out().lines()).singleElement().asString().contains("\"result\":\"valid\"");
    }
}
