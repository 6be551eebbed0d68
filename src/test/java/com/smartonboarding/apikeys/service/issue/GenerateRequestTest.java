package com.smartonboarding.apikeys.service.issue;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.model.Expiry;
import com.smartonboarding.apikeys.model.Metadata;
import com.smartonboarding.apikeys.model.Notes;
import com.smartonboarding.apikeys.secret.CanonicalForm;
import com.smartonboarding.apikeys.secret.DatabaseKeys;
import com.smartonboarding.apikeys.secret.MacKey;
import com.smartonboarding.apikeys.secret.MasterKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Databases hold MACs of requests, so a retry is recognised only if the forms of requests never change. */
class GenerateRequestTest {
    private static final MacKey KEY =
            new DatabaseKeys(MasterKey.draw(new SecureRandom(), Instant.EPOCH), "a uuid").rowKey();

    @Test
    void theFormOfARequestForOneTokenIsAsItWasFirstStored() {
        GenerateRequest request = new GenerateRequest(
                List.of("ci"),
                false,
                "for CI",
                List.of("read", "deploy"),
                Notes.NONE,
                new Expiry(Duration.ofDays(90), null),
                true,
                false,
                "r1");
        assertThat(KEY.mac(request.canonicalForm()))
                .isEqualTo(KEY.mac(new CanonicalForm("generate")
                        .add("ci")
                        .add("for CI")
                        .add("deploy read")
                        .add(1L)
                        .add(7_776_000_000L)
                        .add((Long) null)));
    }

    @Test
    void theFormOfARequestForAListIsAsItWasFirstStoredAlsoIfTheListHasOneLabel() {
        Instant end = Instant.parse("2026-12-31T00:00:00Z");
        GenerateRequest request = new GenerateRequest(
                List.of("ci"), true, null, List.of(), Notes.NONE, new Expiry(null, end), false, false, "r1");
        assertThat(KEY.mac(request.canonicalForm()))
                .isEqualTo(KEY.mac(new CanonicalForm("generate many")
                        .add(1L)
                        .add("ci")
                        .add((String) null)
                        .add("")
                        .add(0L)
                        .add((Long) null)
                        .add(end.toEpochMilli())));
    }

    @Test
    void aRequestWithNotesHasAFormOfItsOwn() {
        Notes notes = new Notes("ops", Metadata.ofTyped(List.of("b=2", "a=1")), List.of("10.0.0.0/8", "::1/128"));
        assertThat(KEY.mac(request(false, notes).canonicalForm()))
                .isEqualTo(KEY.mac(new CanonicalForm("generate noted")
                        .add("ci")
                        .add((String) null)
                        .add("")
                        .add(0L)
                        .add("ops")
                        .add("a=1\nb=2")
                        .add("10.0.0.0/8 ::1/128")
                        .add((Long) null)
                        .add((Long) null)));
        assertThat(KEY.mac(request(true, new Notes("ops", Metadata.NONE, List.of()))
                        .canonicalForm()))
                .isEqualTo(KEY.mac(new CanonicalForm("generate many noted")
                        .add(1L)
                        .add("ci")
                        .add((String) null)
                        .add("")
                        .add(0L)
                        .add("ops")
                        .add((String) null)
                        .add("")
                        .add((Long) null)
                        .add((Long) null)));
    }

    private static GenerateRequest request(boolean list, Notes notes) {
        return new GenerateRequest(List.of("ci"), list, null, List.of(), notes, Expiry.NEVER, false, false, "r1");
    }
}
