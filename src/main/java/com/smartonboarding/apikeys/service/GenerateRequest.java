package com.smartonboarding.apikeys.service;

import com.smartonboarding.apikeys.model.TextRules;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a new token shall be; its texts are checked and brought to their stored form here.
 *
 * @param expiresAt when it shall stop authenticating, or null for never
 * @param once whether no sealed copy of the code is kept
 */
public record GenerateRequest(
        String label,
        @Nullable String description,
        List<String> scopes,
        @Nullable Instant expiresAt,
        boolean once) {

    public GenerateRequest {
        label = TextRules.label(label);
        description = description == null ? null : TextRules.description(description);
        scopes = TextRules.scopes(scopes);
    }
}
