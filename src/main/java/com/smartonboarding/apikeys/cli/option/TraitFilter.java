package com.smartonboarding.apikeys.cli.option;

import com.smartonboarding.apikeys.model.Status;
import com.smartonboarding.apikeys.model.TokenOrder;
import com.smartonboarding.apikeys.service.ListQuery;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Which tokens to change without naming them: those with this label, owner and metadata. All conditions must hold. */
final class TraitFilter implements Declaration {
    private final Values<String> globs = Values.texts(
            "--label-glob GLOB",
            "All tokens with a label that matches GLOB, a pattern with *, ? and [a-z]. If repeated, all tokens with"
                    + " a label that matches any of them.");

    private final NoteFilter notes = new NoteFilter();

    boolean isGiven() {
        return !globs.get().isEmpty() || notes.isGiven();
    }

    /** The tokens that have one of these statuses, were not used for this long, and match the options. */
    ListQuery toQuery(Set<Status> statuses, @Nullable Duration unusedFor) {
        return new ListQuery(
                ListFilter.checked(globs.get()),
                statuses,
                unusedFor,
                null,
                null,
                List.of(),
                notes.owner(),
                notes.metadata(),
                null,
                TokenOrder.OLDEST_FIRST,
                Long.MAX_VALUE,
                null);
    }

    @Override
    public void addTo(CommandSpec command) {
        Declaration.addAll(command, globs, notes);
    }
}
