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
 * @param grace how long the predecessor stays valid after the successor's code is delivered; zero revokes it then
 * @param expiry the successor's expiry; with {@link Expiry#NEVER} it gets the same lifetime as its predecessor had
 * @param requestId identifies a retry, so that it makes no second successor
 */
public record RotateRequest(
        TokenReference token,
        Duration grace,
        Expiry expiry,
        @Nullable String requestId) {
    public RotateRequest {
        requestId = requestId == null ? null : TextRules.requestId(requestId);
    }

    /** Everything that a retry must repeat except the token, whose label means the successor by then. */
    CanonicalForm canonicalForm() {
        return Retry.add(new CanonicalForm(Kind.ROTATE).add(grace.toMillis()), expiry);
    }
}
