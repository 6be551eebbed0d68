package com.smartonboarding.apikeys.service;

import com.smartonboarding.apikeys.model.Expiry;
import com.smartonboarding.apikeys.model.TextRules;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a new token shall be; its texts are checked and brought to their stored form here.
 *
 * @param expiry when it shall stop authenticating
 * @param once whether no sealed copy of the code is kept
 */
public record GenerateRequest(
        String label, @Nullable String description, List<String> scopes, Expiry expiry, boolean once) {

    public GenerateRequest {
        label = TextRules.label(label);
        description = description == null ? null : TextRules.description(description);
        scopes = TextRules.scopes(scopes);
    }
}
