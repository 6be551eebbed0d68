package com.smartonboarding.apikeys.service.issue;

import com.smartonboarding.apikeys.model.Expiry;
import com.smartonboarding.apikeys.model.text.TextRules;
import com.smartonboarding.apikeys.secret.CanonicalForm;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The request for a new token; its texts are checked and normalised to their stored form here.
 *
 * @param expiry when it shall stop authenticating
 * @param once whether no sealed copy of the code is kept
 * @param ifAbsent whether a label in use is no error, and then no token is made
 * @param requestId by which a retry is known, so that it makes no second token
 */
public record GenerateRequest(
        String label,
        @Nullable String description,
        List<String> scopes,
        Expiry expiry,
        boolean once,
        boolean ifAbsent,
        @Nullable String requestId) {

    public GenerateRequest {
        label = TextRules.label(label);
        description = description == null ? null : TextRules.description(description);
        scopes = TextRules.scopes(scopes);
        requestId = requestId == null ? null : TextRules.requestId(requestId);
    }

    /** Everything that a retry must repeat. */
    CanonicalForm canonicalForm() {
        return Issuing.add(
                new CanonicalForm("generate")
                        .add(label)
                        .add(description)
                        .add(String.join(" ", scopes))
                        .add(once ? 1L : 0L),
                expiry);
    }
}
