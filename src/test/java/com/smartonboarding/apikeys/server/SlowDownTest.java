package com.smartonboarding.apikeys.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.model.IpAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Many bad codes from one address are answered slowly, and nothing grows without end. */
class SlowDownTest {
    private static final Reply REPLY = Reply.text(401, new Outcome("verify", "unknown"), "no");

    private static final int CONNECTIONS = 4_000;

    private final Queue<Runnable> delayed = new ArrayDeque<>();
    private Instant now = Cli.START;
    private final SlowDown slowDown = new SlowDown(
            new Clock() {
                @Override
                public Instant instant() {
                    return now;
                }

                @Override
                public ZoneOffset getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(java.time.ZoneId zone) {
                    return this;
                }
            },
            CONNECTIONS,
            delayed::add);

    private boolean isDelayed(String address) {
        CompletableFuture<Reply> answer =
                slowDown.answer(IpAddress.parse(address).orElseThrow(), REPLY);
        return !answer.isDone();
    }

    private int atOnce(String address) {
        int count = 0;
        while (!isDelayed(address)) {
            count++;
        }
        return count;
    }

    @Test
    void fiftyAtOnceAndTenASecondAreNotDelayed() {
        assertThat(atOnce("192.0.2.7")).isEqualTo(50);
        now = now.plusMillis(99);
        assertThat(atOnce("192.0.2.7")).isZero();
        now = now.plusMillis(1);
        assertThat(atOnce("192.0.2.7")).isEqualTo(1);
        now = now.plusSeconds(2);
        assertThat(atOnce("192.0.2.7")).isEqualTo(20);
        now = now.plus(Duration.ofDays(1));
        assertThat(atOnce("192.0.2.7")).isEqualTo(50);
    }

    @Test
    void addressesDoNotCountForEachOtherExceptWithinANetworkOf64Bits() {
        assertThat(atOnce("192.0.2.7")).isEqualTo(50);
        assertThat(atOnce("192.0.2.8")).isEqualTo(50);
        assertThat(isDelayed("::ffff:192.0.2.8")).isTrue();
        assertThat(atOnce("2001:db8::1")).isEqualTo(50);
        assertThat(isDelayed("2001:db8::ffff:1")).isTrue();
        assertThat(isDelayed("2001:db8:0:1::1")).isFalse();
        assertThat(isDelayed("::1")).isFalse();
    }

    @Test
    void clockThatIsSetBackDelaysNobodyForLong() {
        assertThat(atOnce("192.0.2.7")).isEqualTo(50);
        now = now.minus(Duration.ofHours(1));
        assertThat(atOnce("192.0.2.7")).isZero();
        now = now.plusSeconds(1);
        assertThat(atOnce("192.0.2.7")).isEqualTo(10);
    }

    @Test
    void unknownAddressIsNotDelayed() {
        for (int i = 0; i < 100; i++) {
            assertThat(slowDown.answer(null, REPLY)).isCompletedWithValue(REPLY);
        }
    }

    @Test
    void atMostAQuarterOfAllConnectionsWaitForDelayedAnswersAndTheNextAreGivenAtOnce() {
        assertThat(atOnce("192.0.2.7")).isEqualTo(50);
        for (int i = 1; i < CONNECTIONS / 4; i++) {
            assertThat(isDelayed("192.0.2.7")).isTrue();
        }
        assertThat(delayed).hasSize(CONNECTIONS / 4);
        assertThat(isDelayed("192.0.2.7")).isFalse();
        delayed.remove().run();
        assertThat(isDelayed("192.0.2.7")).isTrue();
    }

    @Test
    void atMostTenThousandAddressesAreRememberedAndTheOldestIsForgotten() {
        assertThat(atOnce("192.0.2.7")).isEqualTo(50);
        for (int i = 0; i < SlowDown.MOST_ADDRESSES; i++) {
            if (i % 1000 == 0) {
                assertThat(isDelayed("192.0.2.7")).isTrue(); // it is not the oldest, so it is remembered
            }
            assertThat(isDelayed("10.0." + i / 250 + "." + i % 250)).isFalse();
        }
        assertThat(slowDown.addresses()).isEqualTo(SlowDown.MOST_ADDRESSES);
        for (int i = 0; i < SlowDown.MOST_ADDRESSES; i++) {
            assertThat(isDelayed("10.1." + i / 250 + "." + i % 250)).isFalse();
        }
        assertThat(slowDown.addresses()).isEqualTo(SlowDown.MOST_ADDRESSES);
        assertThat(isDelayed("192.0.2.7")).isFalse();
    }

    @Test
    void delayEndsByItself() {
        SlowDown real = new SlowDown(Clock.fixed(now, ZoneOffset.UTC), CONNECTIONS);
        IpAddress address = IpAddress.parse("192.0.2.7").orElseThrow();
        for (int i = 0; i < SlowDown.BURST; i++) {
            assertThat(real.answer(address, REPLY)).isCompletedWithValue(REPLY);
        }
        CompletableFuture<Reply> late = real.answer(address, REPLY);

        assertThat(late).isNotDone();
        assertThat(late.orTimeout(1, TimeUnit.MINUTES).join()).isEqualTo(REPLY);
    }
}
