package com.smartonboarding.apikeys.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.cli.ManyTokens;
import com.smartonboarding.apikeys.cli.RawDatabase;
import com.smartonboarding.apikeys.failure.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Whatever bit or page of the database is damaged, the tool gives the right answer or says that the database is
 * damaged. The seed is fixed, so a failure can be repeated.
 */
class DamageTest {
    private static final int PAGE = 4096;

    private final Cli cli;
    private final Random random = new Random(20_261_125);
    private final List<Question> questions = new ArrayList<>();
    private byte[] whole = new byte[0];

    DamageTest(Cli cli) {
        this.cli = cli;
    }

    /** A command, its input, and its correct exit code. */
    private record Question(String input, List<String> command, int right) {}

    private void ask(String input, String... command) {
        int right = cli.inPipe(input).run(command).exitCode();
        questions.add(new Question(input, List.of(command), right));
    }

    private void askAbout(String label, String code) {
        ask(code + "\n", "verify", "--no-touch", "-q");
        ask(code + "\n", "verify", "--stream", "--no-touch");
        ask(code + "\n", "revoke", "--code-stdin", "--dry-run");
        ask("", "rotate", "--status", label);
        ask("", "history", code.substring(4, 16));
        ask("", "generate", "--label", label);
    }

    /** Makes a small database, and the questions about it. */
    private void fewTokens() throws IOException {
        List<String> codes = new ArrayList<>();
        for (String label : List.of("a", "b", "c", "d")) {
            codes.add(cli.run("generate", "--label", label).exits(ExitCode.OK).line());
        }
        codes.add(cli.run("rotate", "a").exits(ExitCode.OK).line());
        cli.run("generate", "--label", "e", "--request-id", "r").exits(ExitCode.OK);
        cli.run("revoke", "b", "-y").exits(ExitCode.OK);
        askAbout("a", codes.get(0));
        askAbout("a", codes.get(4));
        askAbout("c", codes.get(2));
        ask("", "generate", "--label", "another", "--request-id", "r");
        ask("", "show", "--no-code", "d");
        ask("a\n", "generate", "--label-file", "-");
        whole = Files.readAllBytes(cli.database());
    }

    private List<String> wrongAnswers(String damage, byte[] damaged) throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Question question : questions) {
            Files.write(cli.database(), damaged);
            Cli.Result result = cli.inPipe(question.input).run(question.command.toArray(String[]::new));
            boolean saysDamaged = result.exitCode() == ExitCode.INTEGRITY.number();
            boolean saysUnknown = result.out().contains("unknown");
            if (!saysDamaged && (result.exitCode() != question.right || saysUnknown)) {
                wrong.add(
                        damage + ": " + question.command + " " + result.exitCode() + " " + result.out() + result.err());
            }
        }
        return wrong;
    }

    @Test
    void flippedBitsAreNoWrongAnswers() throws IOException {
        fewTokens();
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            byte[] damaged = whole.clone();
            int at = PAGE * random.nextInt(damaged.length / PAGE) + random.nextInt(PAGE);
            damaged[at] ^= (byte) (1 << random.nextInt(8));
            wrong.addAll(wrongAnswers("bit of byte " + at, damaged));
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void flippedBitsOfIdsAndLabelsAreNoWrongAnswers() throws IOException {
        fewTokens();
        List<String> wrong = new ArrayList<>();
        byte[] id = questions.get(0).input.substring(4, 16).getBytes(StandardCharsets.US_ASCII);
        int place = indexOf(whole, id, 0);
        assertThat(place).isPositive();
        for (; place >= 0; place = indexOf(whole, id, place + 1)) {
            for (int at : new int[] {place - 1, place, place + 11, place + 12, place + 13}) {
                byte[] damaged = whole.clone();
                damaged[at] ^= 1;
                wrong.addAll(wrongAnswers("bit of byte " + at, damaged));
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void damagedPagesAreNoWrongAnswers() throws IOException {
        fewTokens();
        List<String> wrong = new ArrayList<>();
        int pages = whole.length / PAGE;
        for (int i = 0; i < 40; i++) {
            byte[] damaged = whole.clone();
            int page = PAGE * (1 + random.nextInt(pages - 1));
            int other = PAGE * (1 + random.nextInt(pages - 1));
            String kind = damage(i % 5, damaged, page, other);
            wrong.addAll(wrongAnswers(kind + " " + page / PAGE + ", " + other / PAGE, damaged));
        }
        assertThat(wrong).isEmpty();
    }

    /** Each tree then holds what looks like entries of the other, with ids in place of labels. */
    @Test
    void exchangedTreesAreNoWrongAnswers() throws IOException {
        fewTokens();
        RawDatabase database = new RawDatabase(cli.database());
        String rootOf = "SELECT rootpage FROM sqlite_schema WHERE name = ";
        int table = PAGE * (Integer.parseInt(database.texts(rootOf + "'token'").get(0)) - 1);
        List<String> wrong = new ArrayList<>();
        for (String index : List.of("token_by_label", "token_by_request", "audit_by_token", "audit", "head")) {
            int other = PAGE
                    * (Integer.parseInt(
                                    database.texts(rootOf + "'" + index + "'").get(0))
                            - 1);
            byte[] damaged = whole.clone();
            wrong.addAll(wrongAnswers(index + ": " + damage(0, damaged, table, other), damaged));
        }
        assertThat(wrong).isEmpty();
    }

    private String damage(int kind, byte[] damaged, int page, int other) {
        switch (kind) {
            case 0 -> {
                System.arraycopy(whole, page, damaged, other, PAGE);
                System.arraycopy(whole, other, damaged, page, PAGE);
                return "swapped pages";
            }
            case 1 -> {
                System.arraycopy(whole, page, damaged, other, PAGE);
                return "copied page";
            }
            case 2 -> {
                int sector = page + 512 * random.nextInt(8);
                Arrays.fill(damaged, sector, sector + 512, (byte) 0);
                return "zeroed sector";
            }
            case 3 -> {
                byte[] noise = new byte[512];
                random.nextBytes(noise);
                System.arraycopy(noise, 0, damaged, page + 512 * random.nextInt(8), 512);
                return "noise";
            }
            default -> {
                Arrays.fill(damaged, page, page + PAGE, (byte) 0);
                return "zeroed page";
            }
        }
    }

    /** Among too many tokens to check all, no other token is taken for the one whose row is missing. */
    @Test
    void deletedRowAmongManyFreesNoLabelAndMakesNoOtherTokenTheOneThatIsMeant() throws IOException {
        ManyTokens.fill(cli, 2_500);
        cli.run("generate", "--label", "alpha").exits(ExitCode.OK);
        cli.run("generate", "--label", "beta", "--once", "--request-id", "r").exits(ExitCode.OK);
        cli.run("generate", "--label", "eps").exits(ExitCode.OK);
        String successor = cli.run("rotate", "eps", "-q").exits(ExitCode.OK).line();
        whole = Files.readAllBytes(cli.database());

        assertNoticedWithout("label = 'alpha'", "generate --label alpha", "relabel eps alpha");
        assertNoticedWithout("label = 'beta'", "generate --label beta --once --request-id r");
        assertNoticedWithout(
                "id = '" + successor.substring(4, 16) + "'",
                "show eps -q",
                "show eps --field id",
                "revoke eps -y",
                "rotate --status eps",
                "rotate eps --finish -y");
    }

    private void assertNoticedWithout(String row, String... commands) throws IOException {
        for (String command : commands) {
            Files.write(cli.database(), whole);
            new RawDatabase(cli.database()).execute("DELETE FROM token WHERE " + row);
            assertThat(cli.run(command.split(" ", -1)).exitCode())
                    .as("%s without %s", command, row)
                    .isEqualTo(ExitCode.INTEGRITY.number());
        }
    }

    /** There are too many tokens to check all of them for each unknown code. */
    @Test
    void rowThatIsMissingAmongManyIsNotUnknown() throws IOException {
        List<String> codes = ManyTokens.fill(cli, 1_500);
        String code = codes.get(700);
        String id = code.substring(4, 16);
        whole = Files.readAllBytes(cli.database());
        ask(code + "\n", "verify", "--no-touch", "-q");
        ask(code + "\n", "verify", "--stream", "--no-touch");
        ask(code + "\n", "revoke", "--code-stdin", "--dry-run");
        ask("", "generate", "--label", "label 700");

        new RawDatabase(cli.database()).execute("DELETE FROM token WHERE id = '" + id + "'");
        List<String> wrong = new ArrayList<>(wrongAnswers("deleted row", Files.readAllBytes(cli.database())));
        byte[] bytes = id.getBytes(StandardCharsets.US_ASCII);
        for (int place = indexOf(whole, bytes, 0); place >= 0; place = indexOf(whole, bytes, place + 1)) {
            byte[] damaged = whole.clone();
            damaged[place + 5] ^= 1;
            wrong.addAll(wrongAnswers("bit of byte " + place, damaged));
        }

        assertThat(wrong).isEmpty();
    }

    @Test
    void purgedTokenIsStillUnknown() {
        String code = cli.run("generate", "--label", "a").exits(ExitCode.OK).line();
        cli.run("revoke", "a", "-y").exits(ExitCode.OK);
        cli.at(Cli.START.plusSeconds(10))
                .run("purge", "--revoked-before", "1s", "-y")
                .exits(ExitCode.OK);

        assertThat(cli.inPipe(code + "\n")
                        .run("verify", "--stream")
                        .exits(ExitCode.OK)
                        .out())
                .contains("unknown");
        cli.inPipe(code + "\n").run("revoke", "--code-stdin", "-y").exits(ExitCode.NOT_FOUND);
    }

    private static int indexOf(byte[] bytes, byte[] sought, int from) {
        for (int i = from; i + sought.length <= bytes.length; i++) {
            if (Arrays.equals(bytes, i, i + sought.length, sought, 0, sought.length)) {
                return i;
            }
        }
        return -1;
    }
}
