package com.smartonboarding.apikeys.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.model.TokenCode;
import com.smartonboarding.apikeys.store.engine.NativeLibrary;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RevokedIdsTest {
    /** More than are read at a time. */
    private static final int REVOKED = 25_000;

    private final Random random = new Random(1);
    private final List<String> revoked = draw(REVOKED);
    private final Handle handle;
    private final RevokedIds ids = new RevokedIds();
    private long events;

    RevokedIdsTest() {
        NativeLibrary.load();
        handle = Jdbi.open("jdbc:sqlite::memory:");
    }

    private List<String> draw(int count) {
        return Stream.generate(() -> TokenCode.draw(random).id()).limit(count).toList();
    }

    @BeforeEach
    void fill() {
        handle.execute("CREATE TABLE audit (sequence INTEGER PRIMARY KEY, token_id TEXT, action TEXT, denied INTEGER)");
        add(revoked, "revoke", false);
    }

    @AfterEach
    void close() {
        handle.close();
    }

    private void add(List<String> tokens, String action, boolean denied) {
        PreparedBatch batch = handle.prepareBatch("INSERT INTO audit VALUES (?, ?, ?, ?)");
        for (String token : tokens) {
            events++;
            batch.add(events, token, action, denied);
        }
        batch.execute();
    }

    private long named(List<String> tokens) {
        return tokens.stream().filter(ids::mayHave).count();
    }

    private void readAll() {
        for (int i = 0; i < 3; i++) {
            ids.follow(handle, events);
        }
    }

    @Test
    void everyTokenMayBeRevokedUntilAllEventsAreRead() {
        List<String> others = draw(1_000);
        assertThat(named(others)).isEqualTo(1_000);
        ids.follow(handle, events);
        assertThat(named(others)).isEqualTo(1_000);
        ids.follow(handle, events);
        assertThat(named(others)).isEqualTo(1_000);
        ids.follow(handle, events);
        assertThat(named(others)).isLessThan(200);
    }

    @Test
    void noRevokedTokenIsMissedAndFewOthersAreNamed() {
        readAll();

        assertThat(named(revoked)).isEqualTo(REVOKED);
        assertThat(named(draw(10_000))).isLessThan(2_000);
    }

    @Test
    void revocationThatComesBetweenTwoPiecesIsNotMissed() {
        ids.follow(handle, events);
        List<String> first = List.of("000000000000"); // the pieces are read in the order of the ids
        add(first, "undelivered", false);
        readAll();

        assertThat(named(first)).isEqualTo(1);
    }

    @Test
    void laterRevocationsAreKnownAndOtherEventsAreNone() {
        readAll();
        List<String> later = draw(1_000);
        List<String> denied = draw(1_000);
        List<String> shown = draw(1_000);
        add(later, "revoke", false);
        add(denied, "revoke", true);
        add(shown, "show", false);
        ids.follow(handle, events);

        assertThat(named(later)).isEqualTo(1_000);
        assertThat(named(denied)).isLessThan(300);
        assertThat(named(shown)).isLessThan(300);
    }
}
