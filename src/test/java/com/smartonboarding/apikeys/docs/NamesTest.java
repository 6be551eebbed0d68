package com.smartonboarding.apikeys.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import org.jdbi.v3.core.result.ResultBearing;
import org.jline.jansi.Ansi;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sqlite.SQLiteConnection;
import org.sqlite.core.DB;
import picocli.CommandLine.DuplicateOptionAnnotationsException;
import picocli.CommandLine.ScopeType;

/** README and documents name only what is there. */
class NamesTest {
    /** Classes of Java and of libraries that the pages speak of. */
    private static final List<Class<?>> OF_OTHERS = List.of(
            Ansi.class,
            Cipher.class,
            CompletableFuture.class,
            DB.class,
            DateTimeFormatter.class,
            DuplicateOptionAnnotationsException.class,
            Mac.class,
            MessageDigest.class,
            Properties.class,
            ResultBearing.class,
            SQLiteConnection.class,
            ScopeType.class,
            SecureRandom.class);

    /** What looks like a name of ours and is none, by what it is. */
    private static final Map<String, Set<String>> NO_NAMES = Map.of(
            "options of java, strace and the shell's ulimit",
            Set.of("--enable-native-access", "--limit-modules", "--seccomp-bpf", "-v", "-d"),
            "an option that was decided against",
            Set.of("--count"),
            "endings of SQLite's files",
            Set.of("-journal", "-shm", "-wal"),
            "an action of GitHub's",
            Set.of("actions/checkout"),
            "a file that the build makes",
            Set.of("share/apikeys.cdx.json"),
            "examples of networks",
            Set.of("10.0.0.0/8", "10.1.2.3/8"),
            "a status that scan prints",
            Set.of("Unknown"),
            "examples of labels and of names of folders",
            Set.of("ApplicationData2026Live", "SmartOnboardingBackend2", "Token0000001"),
            "a provider of Java's, which has no public class",
            Set.of("SunJCE"),
            "names in an example with Spring Security",
            Set.of("Customizer", "introspector()", "oauth2ResourceServer()", "opaqueToken()"));

    private static Names names;

    @BeforeAll
    static void readTheCode() throws IOException {
        names = new Names(
                OF_OTHERS, NO_NAMES.values().stream().flatMap(Set::stream).collect(Collectors.toSet()));
    }

    @Test
    void everyNameIsThatOfSomething() throws IOException {
        List<Path> pages = new ArrayList<>(Links.pagesBelow(Path.of("src/docs")));
        pages.add(Path.of("README.md"));

        List<String> wrong = new ArrayList<>();
        for (Path page : pages) {
            names.wrong(Files.readString(page)).forEach(name -> wrong.add(page + ": " + name));
        }

        assertThat(pages).hasSizeGreaterThan(40);
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            `RevokeComand`                      | RevokeComand is no class
            `RevokeCommand.run`                 | RevokeCommand.run is no member of the class
            `Context.confirm(...)`              | Context.confirm is no member of the class
            `context().confirmed(...)`          | confirmed() is no method
            `madeUp()`                          | madeUp() is no method
            `Cipher.getCipher("AES")`           | Cipher.getCipher is no member of the class
            `mvn test -Dtest=GoldTest`          | GoldTest is no class
            `service.rotation`                  | service.rotation is no package
            `service/Revoke.java`               | service/Revoke.java is no file
            `src/test/resources/golds`          | src/test/resources/golds is no file
            `schema/01N.sql`                    | schema/01N.sql is no file
            `share/scanner/`                    | share/scanner is not in the package
            `--made-up`                         | --made-up is no option of any command
            `revoke --expired --made-up 3`      | --made-up is no option of apikeys revoke
            `list --expect 3`                   | --expect is no option of apikeys list
            `admins add --recovery`             | --recovery is no option of apikeys admins add
            `sudo -u apikeys apikeys revok x`   | apikeys revok is no command
            `APIKEYS_MADE_UP=1 apikeys list`    | APIKEYS_MADE_UP is no variable
            """)
    void nameOfNothingIsNoticed(String code, String wrong) {
        assertThat(names.wrong("Use " + code + " here.\n")).containsExactly(wrong);
    }

    @Test
    void nameOfNothingIsNoticedInBlocks() {
        assertThat(names.wrong("""
                        ```sh
                        # apikeys nothing --is here
                        id=$(sudo bin/apikeys show --made-up demo | cut --fields 1)
                        apikeys list \\
                          --made-up-too
                        ```
                        ```console
                        $ apikeys lists
                        apikeys is no command here
                        ```
                        ```java
                        import java.nio.file.Paths2;
                        var verifier = TokenVerifier.opened(file);
                        ```
                        """))
                .containsExactlyInAnyOrder(
                        "--made-up is no option of apikeys show",
                        "--made-up-too is no option of apikeys list",
                        "apikeys lists is no command",
                        "java.nio.file.Paths2 is no class",
                        "TokenVerifier.opened is no member of the class");
    }
}
