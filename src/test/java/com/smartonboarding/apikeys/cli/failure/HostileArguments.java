package com.smartonboarding.apikeys.cli.failure;

import com.smartonboarding.apikeys.cli.Cli;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Generates random arguments from everything that commands know and everything nobody should type. A seed always gives
 * the same arguments.
 */
public final class HostileArguments {
    /** Shorter pieces of a code without its beginning look like ids and labels. */
    private static final int SHORTEST_PIECE = 24;

    private static final int MEBIBYTE = 1 << 20;
    private static final Set<String> PATH_OPTIONS = Set.of("--database", "--key-file", "--secret-file");

    private final Random random;
    private final Path folder;
    private final List<Command> commands = new ArrayList<>();
    private final List<String> options;
    private final List<String> words;
    private final List<String> pieces;
    private final boolean argv;

    /** The words of a command's name, and its options. */
    private record Command(List<String> path, List<String> options) {}

    /**
     * Arguments that involve one token.
     *
     * @param folder the folder that contains all generated paths, so that nothing is created elsewhere
     * @param argv whether a real process must be able to receive them: no NUL, no lone surrogates, and not too long
     */
    public HostileArguments(long seed, Path folder, Path keyFile, String label, String code, boolean argv) {
        this.random = new Random(seed);
        this.folder = folder;
        this.argv = argv;
        Set<String> names = new LinkedHashSet<>();
        collect(Cli.model(), List.of(), names);
        this.options = List.copyOf(names);
        String id = code.substring(4, 16);
        List<String> all = new ArrayList<>(List.of(
                "",
                " ",
                "-",
                "--",
                "---",
                "-x",
                "--no-such-option",
                "--=",
                "=",
                "--label=",
                "-o=",
                "-ojson",
                "@" + keyFile,
                "@@" + keyFile,
                "@",
                "@/nowhere",
                "\u001b[2J\u001b]0;title\u0007",
                "a\u0007b",
                "\r\n\t",
                "\u202egnirts",
                "\u200b\u200d\u2060",
                "\ufffd",
                "\u0085\u2028\u2029",
                "é",
                "e\u0301",
                "\ud83d\ude00",
                "%s%n%d",
                "${HOME}",
                "${sys:user.home}",
                "${env:HOME}",
                "@|bold,red x|@",
                "'; DROP TABLE token; --",
                "[",
                "[!]*?",
                "*".repeat(70),
                "..",
                "../../etc/passwd",
                "-1",
                "0",
                "+5",
                "9223372036854775807",
                "9223372036854775808",
                "-9223372036854775809",
                "1e9",
                "0x10",
                "٣",
                "NaN",
                "0s",
                "90",
                "d",
                "-1d",
                "1d1d1d",
                "999999999w",
                "9999999999d",
                "1.5h",
                "P1D",
                "2026-02-30",
                "0000-01-01",
                "9999-12-31T23:59:59.999999999+18:00",
                "+999999999-12-31",
                "1969-12-31",
                "2027-03-31T24:00:00Z",
                "2027-03-31T18:00:00",
                "tomorrow",
                "json",
                "JSON",
                "table",
                "xml",
                "active",
                "ACTİVE",
                "active,,revoked",
                ",",
                "id,id,id",
                "a,b",
                "4294967295",
                "root",
                "nobody-of-this-name",
                label,
                id,
                id.substring(0, 4),
                id.substring(0, 3)));
        if (!argv) {
            all.addAll(List.of("\0", "a\0b", "\ud800", "\udc00x"));
        }
        this.words = List.copyOf(all);
        this.pieces = presented(code);
    }

    private void collect(CommandLine command, List<String> path, Set<String> names) {
        List<String> own = new ArrayList<>();
        for (OptionSpec option : command.getCommandSpec().options()) {
            own.addAll(Arrays.asList(option.names()));
        }
        commands.add(new Command(path, own));
        names.addAll(own);
        command.getSubcommands().forEach((name, subcommand) -> {
            List<String> longer = new ArrayList<>(path);
            longer.add(name);
            collect(subcommand, longer, names);
        });
    }

    /** Pieces of the code's secret, without the beginning that identifies a code. */
    static Stream<String> pieces(String code) {
        return IntStream.rangeClosed(17, code.length() - SHORTEST_PIECE)
                .boxed()
                .flatMap(start -> Stream.of(code.substring(start), code.substring(start, start + SHORTEST_PIECE)));
    }

    private static List<String> presented(String code) {
        List<String> pieces = new ArrayList<>(List.of(
                code,
                code + "\n",
                " " + code + " ",
                "'" + code + "'",
                "x" + code + "y",
                code + code,
                "Bearer " + code,
                "https://host/path?token=" + code + "&x=1",
                code.substring(1),
                code.substring(4),
                code.substring(17),
                code.toLowerCase(Locale.ROOT),
                code.replace('_', '-'),
                code.replace("_", "%5F"),
                code.replace("_", "\\u005f"),
                "\u200b" + code,
                code.substring(0, 30) + "\n" + code.substring(30),
                code.substring(0, 30) + "\u001b[K" + code.substring(30),
                "a=" + code + "\u0007"));
        for (int end = code.length() - 1; end > 18; end -= 5) {
            pieces.add(code.substring(0, end));
        }
        pieces(code).forEach(pieces::add);
        return List.copyOf(pieces);
    }

    /** The next arguments. */
    public String[] next() {
        List<String> args = new ArrayList<>();
        Command command = pick(commands);
        if (random.nextInt(20) > 0) {
            for (String word : command.path()) {
                args.add(random.nextInt(40) == 0 ? word.toUpperCase(Locale.ROOT) : word);
            }
        }
        int length = random.nextInt(random.nextInt(20) == 0 ? 30 : 4);
        for (int i = 0; i < length; i++) {
            String option = pick(random.nextInt(8) == 0 ? options : command.options());
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> args.add(word());
                case 3 -> args.addAll(List.of(option, word()));
                case 4 -> args.add(option + "=" + word());
                case 5 -> args.add(option);
                case 6 -> args.addAll(List.of(option, word(), option, word()));
                case 7 -> args.add(random.nextInt(args.size() + 1), random.nextInt(3) == 0 ? pick(pieces) : option);
                default -> throw new AssertionError();
            }
        }
        for (int i = 0; i < args.size(); i++) {
            boolean path = args.subList(0, i).contains("scan") && !args.get(i).startsWith("-");
            args.set(i, path ? below(args.get(i)) : inFolder(i == 0 ? "" : args.get(i - 1), args.get(i)));
        }
        return args.toArray(String[]::new);
    }

    private String word() {
        if (random.nextInt(12) == 0) {
            return pick(pieces);
        }
        if (!argv && random.nextInt(400) == 0) {
            return pick(List.of("x", "*a", "\u001b", "ğ", "\ud800", "1")).repeat(MEBIBYTE);
        }
        String word = pick(words);
        return !argv && random.nextInt(40) == 0 ? word.repeat(3) + (char) random.nextInt(0x10000) : word;
    }

    /** The word, or a path below the folder if the word would be a path. */
    private String inFolder(String before, String word) {
        for (String option : PATH_OPTIONS) {
            if (word.startsWith(option + "=")) {
                return option + "=" + below(word.substring(option.length() + 1));
            }
        }
        return PATH_OPTIONS.contains(before) ? below(word) : word;
    }

    private String below(String word) {
        return word.isEmpty() || word.startsWith(folder.toString())
                ? word
                : folder + "/" + word.replace("..", "").replace("/", "");
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
