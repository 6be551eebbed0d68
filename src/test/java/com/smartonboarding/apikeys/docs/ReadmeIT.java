package com.smartonboarding.apikeys.docs;

import static com.smartonboarding.apikeys.cli.Home.assertExit;
import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Home;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.identity.ProcessIds;
import com.smartonboarding.apikeys.launcher.Installation;
import com.smartonboarding.apikeys.launcher.Run;
import com.smartonboarding.apikeys.launcher.Skip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The README's session happens as shown: all its calls, typed into one bash at a terminal with a fresh home, exit and
 * print as the README says. Ids, codes, times, users, terminals, paths and line breaks may differ.
 *
 * <p>After an intended change, {@code -Dgolden.update=true} writes the new session into the README.
 */
class ReadmeIT {
    private static final Path README = Installation.CHECKOUT.resolve("README.md");
    private static final Path EXIT_CODES = Installation.CHECKOUT.resolve("src/docs/exit-codes.md");
    private static final Pattern SESSION = Pattern.compile("(?ms)(?<=^```console\\n)(.*?)(?=^```$)");
    private static final Pattern SCRIPT = Pattern.compile("(?ms)^```sh\\n((?:(?!^```$).)*apikeys generate.*?)^```$");
    private static final Pattern ID = Pattern.compile("(?<=\\(|sok_)[0-9A-Za-z]{12}(?=\\)|_)");
    private static final String QUESTION = "[y/N] ";

    /** Follows the output of each call. */
    private static final String END = "\u0001";

    private final Home home;

    ReadmeIT(Home home) {
        this.home = home;
    }

    /**
     * One call in a session, and what the README shows below it.
     *
     * @param code the exit code that a following {@code echo $?} shows in the README, or 0
     */
    private record Call(String line, String shown, int code) {}

    @Test
    void sessionOfTheReadmeIsWhatHappens() throws Exception {
        Skip.unlessInstalled("script");
        String page = Files.readString(README);
        List<Call> calls = calls(page);
        assertThat(calls).hasSizeGreaterThan(7);

        List<String> printed = type(calls);

        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(README, withSession(page, calls, printed));
            return;
        }
        assertThat(Files.readAllLines(home.folder().resolve("codes")))
                .as("exit codes of calls that printed%n%s", printed)
                .containsExactlyElementsOf(calls.stream()
                        .map(call -> Integer.toString(call.code()))
                        .toList());
        List<String> expected = same(calls.stream()
                .map(call -> call.shown().replace(QUESTION + "y", QUESTION))
                .toList());
        List<String> actual = same(printed.stream().map(this::asAlice).toList());
        for (int i = 0; i < calls.size(); i++) {
            assertThat(actual.get(i)).as(calls.get(i).line()).isEqualTo(expected.get(i));
        }
    }

    @Test
    void scriptThatTheReadmePointsToWorks() throws Exception {
        Matcher script = SCRIPT.matcher(Files.readString(EXIT_CODES));
        assertThat(script.find()).as("a script in %s", EXIT_CODES).isTrue();
        Path file = Files.writeString(home.folder().resolve("script"), script.group(1));
        Path code = home.folder().resolve("nightly.code");

        assertExit(shell(Run.of("sh", file.toString())).end(), ExitCode.OK);
        assertThat(code).content().matches("sok_\\w+\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(code)))
                .isEqualTo("rw-------");

        Run.Ended again = shell(Run.of("sh", file.toString())).end();
        assertExit(again, ExitCode.OK);
        assertThat(again.out()).isEqualTo("nightly exists already\n");
    }

    /**
     * Types the calls and the answers, and returns what each call printed. The terminal does not echo typed text,
     * except for what arrives before the shell turns the echo off. That text comes before the first mark.
     */
    private List<String> type(List<Call> calls) throws Exception {
        StringBuilder script = new StringBuilder("""
                stty -echo columns 100
                printf '\\1'
                ended() { code=$?; echo "$code" >>codes; printf '\\1'; return "$code"; }
                """);
        int questions = 0;
        for (Call call : calls) {
            script.append(call.line()).append("\nended\n");
            questions += call.shown().contains(QUESTION) ? 1 : 0;
        }
        Files.writeString(home.folder().resolve("session"), script);

        Run.Ended run = shell(Run.of("script", "-qec", "bash session", "/dev/null"))
                .with("TERM", "dumb")
                .input("y\n".repeat(questions))
                .end();

        List<String> printed =
                new ArrayList<>(List.of(run.out().replace("\r", "").split(END, -1)));
        assertThat(printed).as(run.out()).hasSize(calls.size() + 2);
        return printed.subList(1, calls.size() + 1);
    }

    private Run shell(Run run) throws IOException {
        Path programs = Files.createDirectories(home.folder().resolve("programs"));
        Path program = programs.resolve("apikeys");
        Files.writeString(program, "#!/bin/sh\nexec '" + Installation.LAUNCHER + "' \"$@\"\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return home.on(run).with("PATH", programs + ":" + System.getenv("PATH"));
    }

    private static List<Call> calls(String page) {
        List<Call> calls = new ArrayList<>();
        Matcher sessions = SESSION.matcher(page);
        while (sessions.find()) {
            for (String call : sessions.group().split("(?m)^\\$ ", -1)) {
                if (!call.isEmpty()) {
                    int end = call.indexOf('\n');
                    calls.add(new Call(
                            call.substring(0, end), call.substring(end + 1).strip(), 0));
                }
            }
        }
        for (int i = 1; i < calls.size(); i++) {
            if (calls.get(i).line().equals("echo $?")) {
                Call before = calls.get(i - 1);
                calls.set(
                        i - 1,
                        new Call(
                                before.line(),
                                before.shown(),
                                Integer.parseInt(calls.get(i).shown())));
            }
        }
        return calls;
    }

    /** The page with the printed output below each call, including the answers. */
    private String withSession(String page, List<Call> calls, List<String> printed) {
        StringBuilder text = new StringBuilder();
        Matcher sessions = SESSION.matcher(page);
        int number = 0;
        while (sessions.find()) {
            List<String> blocks = new ArrayList<>();
            for (int left = sessions.group().split("(?m)^\\$ ", -1).length - 1; left > 0; left--) {
                String shown = asAlice(printed.get(number)).replace(QUESTION, QUESTION + "y\n");
                blocks.add("$ " + calls.get(number).line() + "\n" + shown);
                number++;
            }
            sessions.appendReplacement(text, Matcher.quoteReplacement(String.join("\n", blocks)));
        }
        return sessions.appendTail(text).toString();
    }

    /** The output as alice would see it, with shortened codes. */
    private String asAlice(String printed) {
        String me = Pattern.quote(System.getProperty("user.name"));
        return printed.replace(home.folder().toString(), "/home/alice")
                .replaceAll("(sok_[0-9A-Za-z]{12}_[0-9A-Za-z]{10})[0-9A-Za-z]{28}\\b", "$1…")
                .replaceAll(me + "\\s+\\(uid " + ProcessIds.read().effective() + "\\)", "alice (uid 1000)")
                .replaceAll("(Created by: +)" + me + "\n", "$1alice\n")
                .replaceAll("BY +FROM", "BY     FROM")
                .replaceAll("(?m)(  )" + me + " +(-|/dev/pts/)\\d*$", "$1alice  $2" + "1")
                .replace("alice  -1", "alice  -");
    }

    /** Replaces everything that may differ, so that equal texts say the same about other tokens at another time. */
    private static List<String> same(List<String> texts) {
        Set<String> ids = new LinkedHashSet<>();
        Matcher found = ID.matcher(String.join("\n", texts));
        while (found.find()) {
            ids.add(found.group());
        }
        List<String> same = new ArrayList<>();
        for (String text : texts) {
            String numbered = text;
            int number = 0;
            for (String id : ids) {
                number++;
                numbered = numbered.replace(id, "Token" + number);
            }
            same.add(numbered.replaceAll("(sok_Token\\d+_)[0-9A-Za-z]{10}…", "$1…")
                    .replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ", "TIME")
                    .replaceAll("just now|\\d+ (?:second|minute)s? ago", "AGO")
                    .replaceAll("\\s+", " ")
                    .strip());
        }
        return same;
    }
}
