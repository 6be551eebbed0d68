package com.smartonboarding.apikeys.service.issue;

import com.smartonboarding.apikeys.model.Expiry;
import com.smartonboarding.apikeys.model.Notes;
import com.smartonboarding.apikeys.model.StoredWords.Kind;
import com.smartonboarding.apikeys.model.text.TextRules;
import com.smartonboarding.apikeys.secret.CanonicalForm;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The request for new tokens that differ only in their labels.
 *
 * @param labels in their stored form, each once; in messages about a list, they are called by their line, from 1
 * @param list whether the labels were given as a list; if not, there is one
 * @param notes whose the tokens are, and the like
 * @param expiry when the tokens stop authenticating
 * @param once whether no sealed copies of the codes are kept
 * @param ifAbsent whether a label in use is no error, and then no token is made; not for a list
 * @param requestId by which a retry is known, so that it makes no second tokens
 */
public record GenerateRequest(
        List<String> labels,
        boolean list,
        @Nullable String description,
        List<String> scopes,
        Notes notes,
        Expiry expiry,
        boolean once,
        boolean ifAbsent,
        @Nullable String requestId) {

    public GenerateRequest {
        description = description == null ? null : TextRules.description(description);
        scopes = TextRules.scopes(scopes);
        requestId = requestId == null ? null : TextRules.requestId(requestId);
    }

    /**
     * Everything that a retry must repeat, including the order of the labels. Databases keep MACs of these four forms,
     * so they never change. A request without notes has the form of the versions without notes.
     */
    CanonicalForm canonicalForm() {
        boolean noted = !notes.equals(Notes.NONE);
        CanonicalForm form = list
                ? new CanonicalForm(noted ? Kind.GENERATE_MANY_NOTED : Kind.GENERATE_MANY).add((long) labels.size())
                : new CanonicalForm(noted ? Kind.GENERATE_NOTED : Kind.GENERATE);
        labels.forEach(form::add);
        form.add(description).add(String.join(" ", scopes)).add(once ? 1L : 0L);
        if (noted) {
            form.add(notes.owner()).add(notes.metadata().stored()).add(String.join(" ", notes.networks()));
        }
        return Retry.add(form, expiry);
    }
}
