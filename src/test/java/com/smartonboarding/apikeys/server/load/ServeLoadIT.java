package com.smartonboarding.apikeys.server.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.cli.Home;
import com.smartonboarding.apikeys.failure.ExitCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** {@code serve} while tokens are revoked and rotated, with clients that never stop to present them. */
class ServeLoadIT {
    private static final int CLIENTS = 8;
    private static final int REVOCATIONS = 10;
    private static final int ROTATIONS = 6;
    private static final int ENOUGH = 200;

    private final Home home;
    private final Cli cli;
    private volatile List<AskedToken> presented = List.of();

    ServeLoadIT(Home home) {
        this.home = home;
        cli = home.cli().at(Instant.now());
    }

    @Test
    void requestThatBeginsAfterRevokeReturnedIsNeverLetIn() throws Exception {
        List<AskedToken> tokens = new ArrayList<>();
        for (int i = 0; i < REVOCATIONS; i++) {
            tokens.add(new AskedToken(cli.run("generate", "--label", "t" + i).line()));
        }
        try (ServeProcess server = ServeProcess.start(home).awaitAnswers(tokens.get(0).code);
                Load load = Load.on(server.socket(), CLIENTS, () -> any(tokens))) {
            for (int i = 0; i < REVOCATIONS; i++) {
                String label = "t" + i;
                load.await(i % 2 == 0 ? 204 : 401, i == 0 ? ENOUGH : 0);
                Thread.sleep(200);
                tokens.get(i)
                        .revokedBy(() ->
                                cli.at(Instant.now()).run("revoke", label, "-y").exits(ExitCode.OK));
            }
            load.await(401, ENOUGH * 2);
            load.end();
            server.end();
        }

        assertThat(tokens).allSatisfy(token -> {
            assertThat(token.letInBefore).as("the control").hasPositiveValue();
            assertThat(token.rejectedAfter).as("it was presented").hasPositiveValue();
            assertThat(token.letInAfter).hasValue(0);
        });
        System.err.printf(
                "Revoked under load: %s let in before, %s rejected after, 0 let in after%n",
                tokens.stream().mapToInt(token -> token.letInBefore.get()).sum(),
                tokens.stream().mapToInt(token -> token.rejectedAfter.get()).sum());
    }

    @Test
    void noRequestIsRejectedWhileATokenIsRotatedAndItsClientsSwitchWithinTheGrace() throws Exception {
        List<AskedToken> current = new ArrayList<>();
        for (int i = 0; i < ROTATIONS; i++) {
            current.add(new AskedToken(cli.run("generate", "--label", "r" + i).line()));
        }
        List<AskedToken> all = new ArrayList<>(current);
        presented = List.copyOf(current);
        try (ServeProcess server = ServeProcess.start(home).awaitAnswers(current.get(0).code);
                Load load = Load.on(server.socket(), CLIENTS, () -> any(presented))) {
            for (int i = 0; i < ROTATIONS; i++) {
                load.await(204, ENOUGH);
                AskedToken successor = new AskedToken(cli.at(Instant.now())
                        .run("rotate", "r" + i, "--grace", "1h")
                        .exits(ExitCode.OK)
                        .line());
                all.add(successor);
                current.add(successor);
                presented = List.copyOf(current); // some clients know the new code, some do not yet
                load.await(204, ENOUGH);
                current.remove(0);
                presented = List.copyOf(current);
            }
            load.await(204, ENOUGH);
            load.end();
            assertThat(load.counts()).containsOnlyKeys(204);
            server.end();
            System.err.printf("Rotated %d tokens under load: %s%n", ROTATIONS, load.counts());
        }

        assertThat(all)
                .hasSize(2 * ROTATIONS)
                .allSatisfy(token -> assertThat(token.letInBefore)
                        .as("old and new codes were presented")
                        .hasPositiveValue());
    }

    private static AskedToken any(List<AskedToken> tokens) {
        return tokens.get(ThreadLocalRandom.current().nextInt(tokens.size()));
    }
}
