package com.smartonboarding.apikeys.cli.command.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.model.TokenCode;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A scan finds all of ten thousand codes in realistic places, with their exact positions, and nothing else. */
class ScanPlantedTest {
    private static final int CODES = 10_000;
    private static final int IN_EACH = 1_000;

    @TempDir
    private Path tree;

    private final Random random = new Random(39);
    private final Collection<String> planted = new TreeSet<>();

    /** A growing text that knows the position of its end. */
    private final class Planted {
        private final String path;
        private final StringBuilder text = new StringBuilder();
        private int line = 1;
        private int column = 1;

        Planted(String path) {
            this.path = path;
        }

        Planted add(String more) {
            text.append(more);
            more.codePoints().forEach(c -> {
                line = c == '\n' ? line + 1 : line;
                column = c == '\n' ? 1 : column + 1;
            });
            return this;
        }

        Planted code() {
            TokenCode code = TokenCode.draw(random);
            planted.add(path + ":" + line + ":" + column + " " + code.id());
            return add(code.reveal());
        }

        void write(Charset charset) throws IOException {
            Path file = tree.resolve(path);
            Files.createDirectories(file.getParent());
            Files.write(file, text.toString().getBytes(charset));
        }
    }

    @Test
    void tenThousandCodesAreAllFound(Cli cli) throws Exception {
        Planted source = new Planted("src/Main.java");
        Planted yaml = new Planted("deploy/values.yaml");
        Planted log = new Planted("log/server.log");
        Planted urls = new Planted("urls.txt");
        Planted minified = new Planted("web/app.min.js");
        Planted wide = new Planted("windows/utf16.txt");
        Planted windows = new Planted("windows/crlf.ini");
        Planted json = new Planted("data/dump.json");
        Planted boundaries = new Planted("data/boundaries.txt");
        wide.text.append('\ufeff');
        for (int i = 0; i < IN_EACH; i++) {
            source.add("    /** Ключ " + i + " */\n    String sok_" + i + " = \"")
                    .code()
                    .add("\"; // sok_\n");
            yaml.add("service" + i + ":\n  token: ").code().add("\n");
            log.add("2026-11-23T09:00:00Z INFO [é\ud83d\ude00] Authorization: Bearer ")
                    .code()
                    .add("\r\n");
            urls.add("https://host/path?a=b%3D").code().add("%26c=d&token=").add("\n");
            minified.add("var a" + i + "=function(b){return b+'").code().add("'};".repeat(1 + random.nextInt(400)));
            wide.add("Schlüssel\t\ud83d\ude00 ").code().add("\r\n");
            windows.add("[s" + i + "]\r\nkey=").code().add("\r\n");
            json.add("{\"env\":\"A=1\\nTOKEN=x\\n").code().add("\\nB=2\"}\n");
            int toBoundary = 256 * 1024 - boundaries.text.length() % (256 * 1024) - random.nextInt(60);
            boundaries
                    .add("b".repeat(i < 200 ? Math.max(0, toBoundary) : 3))
                    .code()
                    .add(i % 7 == 0 ? "\n" : ";");
        }
        for (Planted file : new Planted[] {source, yaml, log, urls, minified, windows, json, boundaries}) {
            file.write(StandardCharsets.UTF_8);
        }
        wide.write(StandardCharsets.UTF_16LE);
        Repository repository = Repository.init(tree);
        for (int i = 0; i < 10; i++) {
            Planted old = new Planted("old" + i + ".conf");
            for (int j = 0; j < IN_EACH / 10; j++) {
                old.add("secret " + j + " ").code().add("\n");
            }
            repository.commit(old.path, old.text.toString(), "with secrets");
            repository.git("rm", "-q", old.path);
            repository.git("commit", "-q", "-m", "without");
        }
        cli.run("init").exits(ExitCode.OK);

        String out = cli.run("scan", "--git", tree.toString(), "-o", "json")
                .exits(ExitCode.OK)
                .out();

        Collection<String> found = new TreeSet<>();
        int findings = 0;
        for (JsonElement element : JsonParser.parseString(out).getAsJsonObject().getAsJsonArray("findings")) {
            JsonObject finding = element.getAsJsonObject();
            String path = finding.get("path").getAsString();
            found.add((path.startsWith("/") ? tree.relativize(Path.of(path)).toString() : path) + ":"
                    + finding.get("line").getAsLong() + ":"
                    + finding.get("column").getAsLong() + " "
                    + finding.get("id").getAsString());
            findings++;
        }
        assertThat(planted).hasSize(CODES);
        assertThat(findings).isEqualTo(CODES);
        assertThat(found).isEqualTo(planted);
    }

    @Test
    void rulesForOtherScannersFindEveryCodeThatStandsAlone() throws Exception {
        for (String file : List.of("gitleaks.toml", "trufflehog.yaml")) {
            Matcher rule = Pattern.compile("(?m)^ *(?:regex = ''|code: )'(.+?)'")
                    .matcher(Files.readString(Path.of("src/main/dist/scanners", file)));
            assertThat(rule.find()).as(file).isTrue();
            Pattern pattern = Pattern.compile(rule.group(1));
            for (int i = 0; i < CODES; i++) {
                String code = TokenCode.draw(random).reveal();
                assertThat(pattern.matcher("key=\"" + code + "\"&").results().map(MatchResult::group))
                        .containsExactly(code);
            }
        }
    }
}
