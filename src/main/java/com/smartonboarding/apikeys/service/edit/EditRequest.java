package com.smartonboarding.apikeys.service.edit;

import com.smartonboarding.apikeys.failure.UsageException;
import com.smartonboarding.apikeys.model.Expiry;
import com.smartonboarding.apikeys.model.NoteChange;
import com.smartonboarding.apikeys.model.Notes;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.TokenReference;
import com.smartonboarding.apikeys.model.text.TextRules;
import com.smartonboarding.apikeys.service.issue.TokenIssuer;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which token to edit, and how. What is not asked for stays as it is.
 *
 * @param description the new description; null for no new one
 * @param withoutDescription whether to remove the description
 * @param addedScopes the scopes that it gets, if it does not have them
 * @param removedScopes the scopes that it loses, if it has them
 * @param notes the change of owner, metadata and networks
 * @param expiry the new expiry, counted from now; {@link Expiry#NEVER} removes it, and null keeps it
 */
public record EditRequest(
        TokenReference token,
        @Nullable String description,
        boolean withoutDescription,
        List<String> addedScopes,
        List<String> removedScopes,
        NoteChange notes,
        @Nullable Expiry expiry) {

    public EditRequest {
        description = description == null ? null : TextRules.description(description);
        addedScopes = TextRules.scopes(addedScopes);
        removedScopes = TextRules.scopes(removedScopes);
        for (String scope : addedScopes) {
            if (removedScopes.contains(scope)) {
                throw new UsageException("The scope '" + scope + "' cannot be both added and removed.");
            }
        }
    }

    /** The token as it is after this edit. */
    Token applyTo(Token before, Instant now) {
        TreeSet<String> scopes = new TreeSet<>(before.scopes());
        scopes.addAll(addedScopes);
        removedScopes.forEach(scopes::remove);
        return before.edited(
                        withoutDescription ? null : description == null ? before.description() : description,
                        List.copyOf(scopes),
                        expiry == null ? before.expiresAt() : TokenIssuer.expiresAt(expiry, now))
                .noted(notes.applyTo(Notes.of(before)));
    }
}
