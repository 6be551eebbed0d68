package com.smartonboarding.apikeys.cli.option;

import com.smartonboarding.apikeys.failure.UsageException;
import com.smartonboarding.apikeys.model.Expiry;
import com.smartonboarding.apikeys.model.TokenReference;
import com.smartonboarding.apikeys.service.edit.EditRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** What is to be changed about a token. At least one of these options must be given. */
public final class EditOptions implements Declaration {
    private final Value<String> description = Value.text("--description TEXT", "What the token is for.");

    private final Flag noDescription = Flag.of("--no-description", "Remove the description.");

    private final Values<String> addScopes =
            Values.texts("--add-scope SCOPE", "Give the token this scope as well. Can be repeated.");

    private final Values<String> removeScopes =
            Values.texts("--remove-scope SCOPE", "Take this scope from the token. Can be repeated.");

    private final NoteEdits notes = new NoteEdits();

    private final Value<Duration> expiresIn =
            Value.duration("--expires-in DURATION", "Expire this long from now, such as 90d or 12h.");

    private final Value<Instant> expiresAt =
            Value.time("--expires-at TIME", "Expire at this time, such as 2027-03-31 (0:00 UTC) or 2027-03-31T18:00Z.");

    private final Flag noExpiry = Flag.of("--no-expiry", "Never expire.");

    /** The edit of this token that the options ask for. */
    public EditRequest toRequest(TokenReference token) {
        boolean asks =
                Stream.of(description.get(), expiresIn.get(), expiresAt.get()).anyMatch(value -> value != null)
                        || Stream.of(noDescription, noExpiry).anyMatch(Flag::isGiven)
                        || Stream.of(addScopes, removeScopes)
                                .anyMatch(scopes -> !scopes.get().isEmpty())
                        || notes.isGiven();
        if (!asks) {
            throw new UsageException("'edit' takes at least one option that says what to change.")
                    .advising("Try 'apikeys edit --help'.");
        }
        return new EditRequest(
                token,
                description.get(),
                noDescription.isGiven(),
                addScopes.get(),
                removeScopes.get(),
                notes.toChange(),
                expiry());
    }

    private @Nullable Expiry expiry() {
        if (noExpiry.isGiven()) {
            return Expiry.NEVER;
        }
        return expiresIn.get() == null && expiresAt.get() == null ? null : new Expiry(expiresIn.get(), expiresAt.get());
    }

    @Override
    public void addTo(CommandSpec command) {
        Combination.oneOf("", description, noDescription).addTo(command);
        for (Values<String> scopes : List.of(addScopes, removeScopes)) {
            scopes.addTo(command);
        }
        notes.addTo(command);
        Combination.oneOf("", expiresIn, expiresAt, noExpiry).addTo(command);
    }
}
