package com.smartonboarding.apikeys.service.rotate;

import com.smartonboarding.apikeys.model.Expiry;
import com.smartonboarding.apikeys.model.StoredWords.Kind;
import com.smartonboarding.apikeys.model.TokenReference;
import com.smartonboarding.apikeys.model.text.TextRules;
import com.smartonboarding.apikeys.secret.CanonicalForm;
import com.smartonboarding.apikeys.service.issue.Retry;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Which token to rotate, and how.
 *
 * @param grace how long the predecessor goes on, once the successor's code is delivered; zero revokes it then
 * @param expiry that of the successor; with {@link Expiry#NEVER} it lives as long as its predecessor was made to live
 * @param requestId by which a retry is known, so that it makes no second successor
 */
public record RotateRequest(
        TokenReference token,
        Duration grace,
        Expiry expiry,
        @Nullable String requestId) {
    public RotateRequest {
        requestId = requestId == null ? null : TextRules.requestId(requestId);
    }

    /** All that a retry must ask for again, but the token: its label means the successor by then. */
    CanonicalForm canonicalForm() {
        return Retry.add(new CanonicalForm(Kind.ROTATE).add(grace.toMillis()), expiry);
    }
}
