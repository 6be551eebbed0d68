package com.smartonboarding.apikeys.service.issue;

import com.smartonboarding.apikeys.model.Expiry;
import com.smartonboarding.apikeys.model.text.TextRules;
import com.smartonboarding.apikeys.secret.CanonicalForm;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The request for many new tokens that differ only in their labels.
 *
 * @param labels in their stored form, each once; in messages they are called by their line, counted from 1
 * @param expiry when they shall stop authenticating
 * @param once whether no sealed copies of the codes are kept
 * @param requestId by which a retry is known, so that it makes no second tokens
 */
public record BatchRequest(
        List<String> labels,
        @Nullable String description,
        List<String> scopes,
        Expiry expiry,
        boolean once,
        @Nullable String requestId) {

    public BatchRequest {
        description = description == null ? null : TextRules.description(description);
        scopes = TextRules.scopes(scopes);
        requestId = requestId == null ? null : TextRules.requestId(requestId);
    }

    /** Everything that a retry must repeat, including the order of the labels. */
    CanonicalForm canonicalForm() {
        CanonicalForm form = new CanonicalForm("generate many").add((long) labels.size());
        labels.forEach(form::add);
        return Issuing.add(form.add(description).add(String.join(" ", scopes)).add(once ? 1L : 0L), expiry);
    }
}
