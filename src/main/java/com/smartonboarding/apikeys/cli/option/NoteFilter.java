package com.smartonboarding.apikeys.cli.option;

import com.smartonboarding.apikeys.model.Metadata;
import com.smartonboarding.apikeys.model.text.TextRules;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Whose tokens are meant, and with which metadata. */
final class NoteFilter implements Declaration {
    private final Value<String> owner = Value.text("--owner OWNER", "Tokens of this owner.");

    private final Values<String> metadata =
            Values.texts("--meta KEY=VALUE", "Tokens with this metadata. If repeated, tokens with all these values.");

    boolean isGiven() {
        return owner.get() != null || !metadata.get().isEmpty();
    }

    @Nullable
    String owner() {
        String given = owner.get();
        return given == null ? null : TextRules.owner(given);
    }

    Metadata metadata() {
        return Metadata.ofTyped(metadata.get());
    }

    @Override
    public void addTo(CommandSpec command) {
        Declaration.addAll(command, owner, metadata);
    }
}
