package com.smartonboarding.apikeys.cli.failure;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.model.TokenCode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** After a typo, the tool says what was wrong, what may have been meant, and where to read more. */
class SuggestionsTest {
    private final Cli cli;

    SuggestionsTest(Cli cli) {
        this.cli = cli;
    }

    private String err(String line) {
        Cli.Result result = cli.run(line.split(" ", -1)).exits(ExitCode.USAGE);
        assertThat(result.out()).isEmpty();
        return result.err();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            lsit                         | There is no command 'lsit'.                                      | 'list'                             | apikeys
            lst                          | There is no command 'lst'.                                       | 'list'                             | apikeys
            genrate --label x            | There is no command 'genrate'.                                   | 'generate'                         | apikeys
            revok x                      | There is no command 'revok'.                                     | 'revoke'                           | apikeys
            Revoke x                     | There is no command 'Revoke'.                                    | 'revoke'                           | apikeys
            crate                        | There is no command 'crate'.                                     | 'generate'                         | apikeys
            admin list                   | There is no command 'admin'.                                     | 'admins'                           | apikeys
            admins-add root              | There is no command 'admins-add'.                                | 'admins add'                       | apikeys
            admins lsit                  | There is no command 'lsit'.                                      | 'list'                             | apikeys admins
            exit-code                    | There is no command 'exit-code'.                                 | 'help exit-codes'                  | apikeys
            help fiels                   | There is no command 'fiels'.                                     | 'help files'                       | apikeys
            list --statsu active         | There is no option '--statsu'.                                   | '--status'                         | apikeys list
            list --statsu=active         | There is no option '--statsu'.                                   | '--status'                         | apikeys list
            list -status active          | There is no option '-status'.                                    | '--status'                         | apikeys list
            list --as_of 1d              | There is no option '--as_of'.                                    | '--as-of'                          | apikeys list
            list -O json                 | There is no option '-O'.                                         | '-o'                               | apikeys list
            --colour always list         | There is no option '--colour'.                                   | '--color'                          | apikeys
            generate --exp 1d            | There is no option '--exp'.                                      | '--expires-in' or '--expires-at'   | apikeys generate
            generate --lable x           | There is no option '--lable'.                                    | '--label'                          | apikeys generate
            list --status actve          | --status takes active, disabled, revoked or expired, not 'actve'. | 'active'                           | apikeys list
            show x -o jsno               | --output takes text or json, not 'jsno'.                         | 'json'                             | apikeys show
            list --color alwys           | --color takes auto, always or never, not 'alwys'.                | 'always'                           | apikeys list
            """)
    void slipOfTheFingersIsAnsweredWithWhatWasMeant(String line, String sentence, String meant, String command) {
        assertThat(err(line))
                .isEqualTo("apikeys: " + sentence + "\nDid you mean " + meant + "?\nTry '" + command + " --help'.\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            nonsense                     | There is no command 'nonsense'.                                                    | apikeys
            x                            | There is no command 'x'.                                                           | apikeys
            list --nonsense              | There is no option '--nonsense'.                                                   | apikeys list
            list -x                      | There is no option '-x'.                                                           | apikeys list
            list --status -x             | --status needs a value: STATUS.                                                    | apikeys list
            list --status                | --status needs a value: STATUS.                                                    | apikeys list
            list --no-header=x           | --no-header takes no value.                                                        | apikeys list
            list --sort nonsense         | --sort takes id, label, status, created, expires, last_accessed or created_by, not 'nonsense'. | apikeys list
            purge                        | 'apikeys purge' needs --revoked-before WHEN.                                       | apikeys purge
            admins add                   | 'apikeys admins add' needs USER.                                                   | apikeys admins add
            relabel                      | 'apikeys relabel' needs TOKEN NEW-LABEL.                                           | apikeys relabel
            schema a b                   | 'b' is one argument too many.                                                      | apikeys schema
            show a b                     | 'b' is one argument too many.                                                      | apikeys show
            relabel a b c                | 'c' is one argument too many.                                                      | apikeys relabel
            admins                       | 'apikeys admins' needs a subcommand: list, add or remove.                          | apikeys admins
            rotate x --status --abort    | --status and --abort cannot be used together; give one of them.                         | apikeys rotate
            show x -q --no-code          | --quiet and --no-code cannot be used together; give one of them.                        | apikeys show
            scan . --reason x            | --reason and --yes can only be used with --revoke.                                          | apikeys scan
            """)
    void whatIsNearToNothingIsAnsweredWithoutAGuess(String line, String sentence, String command) {
        assertThat(err(line)).isEqualTo("apikeys: " + sentence + "\nTry '" + command + " --help'.\n");
    }

    @Test
    void whatTheParserCannotCountIsRefusedByTheCommand() {
        assertThat(err("show"))
                .isEqualTo("apikeys: 'show' takes one TOKEN, but 0 were given. Nothing was changed. Try 'apikeys show"
                        + " --help'.\n");
    }

    @Test
    void jsonHasItAllInOneLine() {
        assertThat(err("list --statsu x -o json"))
                .isEqualTo(
                        "{\"schema\":\"apikeys/error@1\",\"code\":2,\"name\":\"USAGE\",\"message\":\"There is no option"
                                + " '--statsu'. Did you mean '--status'? Try 'apikeys list --help'.\"}\n");
    }

    @Test
    void wordThatMayBePartOfACodeOrMovesTheCursorIsNotRepeated() {
        String secret = TokenCode.draw(new Random(1)).reveal().substring(17);

        assertThat(err(secret)).doesNotContain(secret.substring(0, 20)).contains("[redacted]");
        assertThat(err("list --" + secret)).doesNotContain(secret.substring(0, 20));
        assertThat(err("list --status " + secret)).doesNotContain(secret.substring(0, 20));
        assertThat(err("li\nst\u001b[2J"))
                .isEqualTo("apikeys: There is no command 'li\\u{000A}st\\u{001B}[2J'.\nTry 'apikeys --help'.\n");
    }

    @Test
    void wordOfAnyLengthIsAnsweredAtOnce() {
        assertThat(err("list --" + "status".repeat(100_000))).doesNotContain("Did you mean");
    }
}
