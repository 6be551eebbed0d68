package com.smartonboarding.apikeys.cli.option;

import com.smartonboarding.apikeys.failure.UsageException;
import com.smartonboarding.apikeys.model.Status;
import com.smartonboarding.apikeys.model.TokenReference;
import com.smartonboarding.apikeys.service.Targets;
import java.util.EnumSet;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** Which tokens to disable or enable: named ones, or those that match filters. */
public final class SwitchTargets implements Declaration {
    private final String command;
    private final Status status;

    private final TokenOptions tokens =
            new TokenOptions(Values.operands("TOKEN", "A label, an id, or the first 4 or more characters of an id."));

    private final TraitFilter traits = new TraitFilter();

    /**
     * The targets of this command.
     *
     * @param status the status of the tokens among which the filters choose
     */
    public SwitchTargets(String command, Status status) {
        this.command = command;
        this.status = status;
    }

    /** The tokens that the options describe, in one way or the other. */
    public Targets toTargets() {
        List<TokenReference> references = tokens.toReferences();
        if (references.isEmpty() != traits.isGiven()) {
            throw new UsageException("'" + command + "' takes one of these: at least one TOKEN, or filters"
                            + " (--label-glob, --owner, --meta).")
                    .advising("Try 'apikeys " + command + " --help'.");
        }
        return traits.isGiven()
                ? Targets.matching(traits.toQuery(EnumSet.of(status), null))
                : Targets.named(references);
    }

    @Override
    public void addTo(CommandSpec command) {
        Declaration.addAll(command, tokens, traits);
    }
}
