package com.smartonboarding.apikeys.output.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.model.TokenCode;
import com.smartonboarding.apikeys.output.terminal.Palette;
import com.smartonboarding.apikeys.output.terminal.Terminal;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TokenDetailsTest {
    @Test
    void timesAreExactWithTheRelativeOneInBrackets() {
        TokenCode code = TokenCode.draw(new Random(1));

        assertThat(new TokenDetails(Samples.view(Samples.active()), code).text(Terminal.NONE, Palette.NONE))
                .isEqualTo("""
                Label:               ci-deploy
                ID:                  7Kq2mZ0aLx3P
                Status:              Active
                Description:         Deploys from CI
                Scopes:              deploy read
                Created:             2026-11-20T08:30:15Z (3 days ago)
                Created by:          alice
                Expires:             2026-12-05T12:00:00Z (in 12 days)
                Last accessed:       2026-11-23T11:58:00Z (2 minutes ago)
                Last accessed from:  192.0.2.7
                Recoverable:         yes
                Code:                %s
                """.formatted(code.reveal()));
    }

    @Test
    void inAWindowLongValuesGoOnAndTheCodeHasALineOfItsOwn() {
        TokenCode code = TokenCode.draw(new Random(1));
        Terminal window = new Terminal(true, true, true, 60);

        assertThat(new TokenDetails(Samples.view(Samples.described()), code).text(window, Palette.NONE))
                .startsWith("""
                        Label:               ci-deploy
                        ID:                  7Kq2mZ0aLx3P
                        Status:              Active
                        Description:         Deploys from CI, which nobody watches
                                             at night
                        """)
                .endsWith("Recoverable:         yes\nCode:\n" + code.reveal() + "\n");
    }

    @Test
    void inANarrowWindowValuesBeginRightAfterTheirNames() {
        Terminal window = new Terminal(true, true, true, 40);

        assertThat(new TokenDetails(Samples.view(Samples.described()), null).text(window, Palette.NONE))
                .isEqualTo("""
                        Label: ci-deploy
                        ID: 7Kq2mZ0aLx3P
                        Status: Active
                        Description: Deploys from CI, which
                          nobody watches at night
                        Scopes: deploy read
                        Created: 2026-11-20T08:30:15Z (3 days
                          ago)
                        Created by: alice
                        Expires: 2026-12-05T12:00:00Z (in 12
                          days)
                        Last accessed: 2026-11-23T11:58:00Z (2
                          minutes ago)
                        Last accessed from: 192.0.2.7
                        Recoverable: yes
                        """);
    }

    @Test
    void aFieldThatSaysNothingHasNoLine() {
        assertThat(new TokenDetails(Samples.view(Samples.bare()), null).text(Terminal.NONE, Palette.NONE))
                .isEqualTo("""
                Label:               dashboard
                ID:                  p81VwE5cTd0R
                Status:              Active
                Created:             2026-07-25T00:00:00Z (4 months ago)
                Created by:          bob
                Expires:             never
                Last accessed:       never
                Recoverable:         no
                """);
    }

    @Test
    void aRevokedTokenSaysWhenByWhomAndWhy() {
        assertThat(new TokenDetails(Samples.view(Samples.revoked()), null)
                        .text(Terminal.NONE, Palette.of(true))
                        .replace("\u001b[2m", "")
                        .replace("\u001b[m ", " ")
                        .replace('\u001b', '~'))
                .isEqualTo("""
                        Label:               old-migrator
                        ID:                  c0Jr9sYb2NqA
                        Status:              ~[31mRevoked~[m
                        Created:             2025-11-23T12:00:00Z (1 year ago)
                        Created by:          alice
                        Expires:             never
                        Last accessed:       never
                        Revoked:             2026-11-22T12:00:00Z (1 day ago)
                        Revoked by:          bob
                        Revoke reason:       no longer needed
                        Recoverable:         yes
                        """);
    }

    @Test
    void aHostileLabelCannotForgeALine() {
        assertThat(new TokenDetails(Samples.view(Samples.bare("ci\nStatus: Active\u001b[8m")), null)
                        .text(Terminal.NONE, Palette.NONE))
                .startsWith("Label:               ci\\u{000A}Status: Active\\u{001B}[8m\nID: ");
    }

    @Test
    void theCodeIsNotInTheNameOfTheObject() {
        TokenCode code = TokenCode.draw(new Random(1));

        assertThat(new TokenDetails(Samples.view(Samples.active()), code).toString())
                .doesNotContain(code.reveal());
    }
}
