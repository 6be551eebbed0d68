package com.smartonboarding.apikeys.cli.failure;

import static com.smartonboarding.apikeys.cli.Home.assertExit;
import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Home;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.launcher.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** After all commands that handle codes, codes are in the requested file and in no other. */
class CodesInFilesIT {
    private final Home home;

    CodesInFilesIT(Home home) {
        this.home = home;
    }

    @Test
    void codesAreInTheFileThatWasAskedForAndInNoOther() throws Exception {
        NavigableSet<String> before = temporaryFiles();

        Run.Ended run = home.bash("""
                        set -euo pipefail
                        first=$(apikeys generate --label ci --request-id 1)
                        again=$(apikeys generate --label ci --request-id 1)
                        [ "$first" = "$again" ]
                        second=$(apikeys rotate ci --request-id 2 -o json | grep -o 'sok_[0-9A-Za-z_]*')
                        printf '%s\\n' "$first" "$second" hello | apikeys verify --stream >answers
                        printf '%s\\n' "$second" | apikeys verify --from 192.0.2.1 >>answers
                        apikeys rotate ci --finish -y
                        apikeys rotate ci --grace 0 -y --secret-file asked
                        apikeys show ci -q >/dev/null
                        apikeys list -o json >list
                        apikeys generate --label lost --debug >/dev/full 2>talk || true
                        printf '%s\\n' "$first" | apikeys scan - >found || true
                        printf '%s\\n' "$first" | apikeys revoke --code-stdin -y
                        echo "$first $second"
                        """).end();

        assertExit(run, ExitCode.OK);
        List<String> codes = new ArrayList<>(List.of(run.out().strip().split(" ", -1)));
        codes.add(Files.readString(home.folder().resolve("asked")).strip());
        assertThat(codes).hasSize(3).allMatch(code -> code.length() == 55);
        for (String code : codes) {
            // The secret part: without the id, which may be anywhere, and without the checksum.
            String secret = code.substring(17, 49);
            assertThat(holding(secret)).isEqualTo(code.equals(codes.get(2)) ? List.of("asked") : List.of());
            assertThat(run.err()).doesNotContain(secret);
        }
        assertThat(temporaryFiles()).isEqualTo(before);
    }

    private List<String> holding(String secret) throws IOException {
        List<String> holding = new ArrayList<>();
        try (Stream<Path> files = Files.walk(home.folder())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(secret)) {
                    holding.add(home.folder().relativize(file).toString());
                }
            }
        }
        return holding;
    }

    /** Files that the tool and SQLite's driver could have left behind. */
    private static NavigableSet<String> temporaryFiles() throws IOException {
        NavigableSet<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("apikeys-") || name.startsWith("sqlite-"))
                    .forEach(names::add);
        }
        return names;
    }
}
