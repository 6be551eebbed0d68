package com.smartonboarding.apikeys.docs;

import com.smartonboarding.apikeys.cli.Cli;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The names in the code spans and code blocks of a page that mean nothing: classes, methods, packages and files that the
 * source does not have, and commands, options and variables that the tool does not have.
 */
final class Names {
    private static final String ROOT = "com.smartonboarding.apikeys";
    private static final Path MAIN = Path.of("src/main/java", ROOT.split("\\.", -1));

    /** Where a path of a page may begin: the checkout, the packages, the resources, and what the package has. */
    private static final List<Path> BEGINNINGS =
            List.of(Path.of(""), MAIN, Path.of("src/main/resources"), Path.of("src/main/dist"));

    private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```(\\w*)\n(.*?)^ *```");
    private static final Pattern SPAN = Pattern.compile("`([^`]+)`");
    private static final Pattern TYPE = Pattern.compile("(?<![\\w.$@/-])[A-Z][a-z0-9]\\w*(?:\\.(\\w+))?");
    private static final Pattern IMPORT = Pattern.compile("(?m)^import (?:static )?([\\w.]+);$");
    private static final Pattern DECLARATION = Pattern.compile("\\b(?:class|record|enum|interface) (\\w+)");
    private static final Pattern CALL = Pattern.compile("(?<![\\w.])(?:[a-z]\\w*(?:\\(\\))?\\.)*([a-z]\\w*)\\(");
    private static final Pattern PACKAGE = Pattern.compile("([a-z]+)(\\.[a-z]+)+");
    private static final Pattern FILE = Pattern.compile("[\\w.*-]+(/[\\w.*-]+)+/?|\\w+\\.(?:java|xml|c)");
    private static final Pattern VARIABLE = Pattern.compile("APIKEYS_[A-Z_]+");
    private static final Pattern OPTION = Pattern.compile("(--?[a-z][a-z-]*)(?:=.*)?");

    private final Map<String, Set<String>> membersOfTypes = new HashMap<>();
    private final Set<String> methods = new HashSet<>();
    private final Set<String> packages = new HashSet<>();
    private final Set<String> foreign;
    private final CommandSpec tool = Cli.model().getCommandSpec();
    private final Set<String> options = new HashSet<>();
    private final String variables;
    private final String assembly = Files.readString(Path.of("src/main/assembly/contents.xml"));

    /** With the classes of others, whose members are known too, and words that are no names of ours. */
    Names(List<Class<?>> foreignTypes, Set<String> foreign) throws IOException {
        this.foreign = foreign;
        for (JavaClass type : new ClassFileImporter().importPackages(ROOT)) {
            packages.add(type.getPackageName());
            Set<String> members = membersOfTypes.computeIfAbsent(type.getSimpleName(), name -> new HashSet<>());
            type.getAllMembers().stream().map(JavaMember::getName).forEach(members::add);
            type.getMethods().forEach(method -> methods.add(method.getName()));
        }
        for (String folder : List.of("src/torture", "src/bench", "src/main/java/org", "src/main/java-templates")) {
            for (Path file : filesBelow(Path.of(folder), ".java")) {
                Set<String> words = new HashSet<>(List.of(Files.readString(file).split("\\W+", -1)));
                membersOfTypes.put(file.getFileName().toString().replace(".java", ""), words);
            }
        }
        for (Class<?> type : foreignTypes) {
            Set<String> members = Stream.of(type.getMethods(), type.getFields(), type.getDeclaredMethods())
                    .flatMap(Arrays::stream)
                    .map(member -> ((java.lang.reflect.Member) member).getName())
                    .collect(Collectors.toSet());
            membersOfTypes.putIfAbsent(type.getSimpleName(), members);
            methods.addAll(members);
        }
        for (CommandSpec command : Cli.commands()) {
            command.options().forEach(option -> options.addAll(List.of(option.names())));
        }
        StringBuilder sources = new StringBuilder(Files.readString(Path.of("bin/apikeys")));
        for (Path file : filesBelow(MAIN, ".java")) {
            sources.append(Files.readString(file));
        }
        variables = sources.toString();
    }

    /** The names of this Markdown text that mean nothing, each with what it should be a name of. */
    Set<String> wrong(String text) {
        Set<String> wrong = new TreeSet<>();
        for (MatchResult block : BLOCK.matcher(text).results().toList()) {
            switch (block.group(1)) {
                case "java" -> checkJava(block.group(2), wrong);
                case "console" ->
                    block.group(2)
                            .lines()
                            .filter(line -> line.startsWith("$ "))
                            .forEach(line -> checkShell(line.substring(2), wrong));
                default -> block.group(2).replace("\\\n", " ").lines().forEach(line -> checkShell(line, wrong));
            }
        }
        for (MatchResult span :
                SPAN.matcher(BLOCK.matcher(text).replaceAll("")).results().toList()) {
            String code = span.group(1).replaceAll("\\s+", " ");
            if (!foreign.contains(code)) {
                checkSpan(code, wrong);
            }
        }
        return wrong;
    }

    private void checkSpan(String code, Set<String> wrong) {
        String first = code.split(" ", 2)[0];
        if (first.startsWith("-X") || first.startsWith("-D")) {
            return; // an option of Java's
        }
        if (FILE.matcher(code).matches()) {
            checkFile(code, wrong);
        } else if (PACKAGE.matcher(code).matches()) {
            checkPackage(code, wrong);
        } else if (subcommand(tool, first) != null) {
            checkCommand(List.of(code.split(" ", -1)), wrong);
        } else if (OPTION.matcher(first).matches()) {
            Arrays.stream(code.split(" ", -1)).forEach(word -> checkOption(word, options, "any command", wrong));
        } else if (code.matches(".*(^| |/)apikeys .*")) {
            checkShell(code, wrong);
        } else {
            checkJava(code, wrong);
        }
    }

    private void checkJava(String code, Set<String> wrong) {
        Set<String> here = new HashSet<>();
        IMPORT.matcher(code).results().forEach(line -> {
            if (!isClass(line.group(1))) {
                wrong.add(line.group(1) + " is no class");
            }
            here.add(line.group(1).replaceAll(".*\\.", ""));
        });
        DECLARATION.matcher(code).results().forEach(line -> here.add(line.group(1)));
        String withoutTexts =
                code.replaceAll("\"[^\"]*\"", "\"\"").replaceAll("(?m)^import .*$|//.*$|(?s)/\\*.*?\\*/", "");
        if (!withoutTexts.matches("(?s)[A-Z]\\w*(\\.\\w+)?|.*\\(.*")) {
            withoutTexts = withoutTexts.replaceAll("\\b[A-Z][a-z0-9]*\\b", ""); // a word that only begins a sentence
        }
        for (MatchResult match : TYPE.matcher(withoutTexts).results().toList()) {
            String name = match.group().split("\\.", 2)[0];
            Set<String> members = membersOfTypes.get(name);
            if (members == null && (here.contains(name) || foreign.contains(name) || isClass("java.lang." + name))) {
                continue;
            }
            if (members == null) {
                wrong.add(name + " is no class");
            } else if (match.group(1) != null
                    && !match.group(1).equals("class")
                    && !members.contains(match.group(1))
                    && !membersOfTypes.containsKey(match.group(1))) {
                wrong.add(match.group() + " is no member of the class");
            }
        }
        Matcher call = CALL.matcher(withoutTexts);
        while (call.find()) {
            if (!methods.contains(call.group(1)) && !foreign.contains(call.group(1) + "()")) {
                wrong.add(call.group(1) + "() is no method");
            }
        }
    }

    private static boolean isClass(String name) {
        try {
            Class.forName(name, false, Names.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private void checkPackage(String name, Set<String> wrong) {
        String top = ROOT + "." + name.substring(0, name.indexOf('.'));
        if (packages.stream().anyMatch(known -> known.equals(top) || known.startsWith(top + "."))
                && !packages.contains(ROOT + "." + name)) {
            wrong.add(name + " is no package");
        }
    }

    /** Capitals and asterisks of a path stand for anything. */
    private void checkFile(String name, Set<String> wrong) {
        if (name.startsWith("target/")
                || name.startsWith("lib/")
                || name.startsWith(".git/")
                || name.matches("[A-Z_]+/.*")) {
            return; // made by the build, git's own, or below a folder that differs
        }
        if (name.startsWith("share/")) {
            checkShared(name.substring("share/".length()).replaceAll("/$", ""), wrong);
            return;
        }
        String pattern = name.replaceAll("/$", "").replaceAll("(?<![a-z])[A-Z]+(?![a-z])", "*");
        for (Path beginning : BEGINNINGS) {
            for (String ending : List.of("", ".java")) {
                if (exists(beginning, pattern + ending)) {
                    return;
                }
            }
        }
        if (!name.contains("/") && exists(Path.of("src"), "**/" + pattern)) {
            return;
        }
        wrong.add(name + " is no file");
    }

    /** What the package has: all of src/main/dist, and what the assembly puts beside it. */
    private void checkShared(String name, Set<String> wrong) {
        String folder = name.contains("/") ? name.substring(0, name.lastIndexOf('/')) : name;
        if (!Files.exists(Path.of("src/main/dist", name)) && !assembly.contains(">share/" + folder + "<")) {
            wrong.add("share/" + name + " is not in the package");
        }
    }

    private static boolean exists(Path beginning, String pattern) {
        if (!pattern.contains("*")) {
            return Files.exists(beginning.resolve(pattern));
        }
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + beginning.resolve(pattern));
        Path top = beginning.toString().isEmpty() ? Path.of("src") : beginning;
        try (Stream<Path> files = Files.walk(top)) {
            return files.anyMatch(matcher::matches);
        } catch (IOException e) {
            return false;
        }
    }

    /** The calls of the tool in a line of shell. */
    private void checkShell(String line, Set<String> wrong) {
        for (MatchResult variable : VARIABLE.matcher(line).results().toList()) {
            if (!variables.contains(variable.group())) {
                wrong.add(variable.group() + " is no variable");
            }
        }
        for (String simple :
                line.replaceAll("'[^']*'", "X").replaceAll("(^| )#.*", "").split("[|;&()`]+|[<>]", -1)) {
            List<String> words = List.of(simple.strip().split("[\\s\"]+", -1));
            for (int i = words.size() - 2; i >= 0; i--) {
                if (words.get(i).matches("(\\S*/)?apikeys")) {
                    checkCommand(words.subList(i + 1, words.size()), wrong);
                    break;
                }
            }
        }
    }

    private void checkCommand(List<String> words, Set<String> wrong) {
        CommandSpec command = tool;
        int next = 0;
        while (next < words.size() && subcommand(command, words.get(next)) != null) {
            command = subcommand(command, words.get(next++));
        }
        if (command == tool && !words.isEmpty() && words.get(0).matches("[a-z]+")) {
            wrong.add("apikeys " + words.get(0) + " is no command");
        }
        Set<String> own = new HashSet<>();
        command.options().forEach(option -> own.addAll(List.of(option.names())));
        for (String word : words.subList(next, words.size())) {
            checkOption(word, own, command.qualifiedName(), wrong);
        }
    }

    private void checkOption(String word, Set<String> known, String where, Set<String> wrong) {
        Matcher option = OPTION.matcher(word);
        if (option.matches()
                && !foreign.contains(option.group(1))
                && !known.contains(option.group(1))
                && !cluster(option.group(1), known)) {
            wrong.add(option.group(1) + " is no option of " + where);
        }
    }

    /** Several short options in one word. */
    private static boolean cluster(String word, Set<String> known) {
        return !word.startsWith("--") && word.chars().skip(1).allMatch(letter -> known.contains("-" + (char) letter));
    }

    private static @Nullable CommandSpec subcommand(CommandSpec command, String name) {
        CommandLine line = command.subcommands().get(name);
        return line == null ? null : line.getCommandSpec();
    }

    private static List<Path> filesBelow(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return new ArrayList<>(
                    files.filter(file -> file.toString().endsWith(ending)).toList());
        }
    }
}
