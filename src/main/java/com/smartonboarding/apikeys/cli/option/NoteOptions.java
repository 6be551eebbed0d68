package com.smartonboarding.apikeys.cli.option;

import com.smartonboarding.apikeys.model.Metadata;
import com.smartonboarding.apikeys.model.Network;
import com.smartonboarding.apikeys.model.Notes;
import com.smartonboarding.apikeys.model.text.TextRules;
import picocli.CommandLine.Model.CommandSpec;

/** Whose a new token is, what is noted about it for programs, and where it may be used from. */
public final class NoteOptions implements Declaration {
    private final Value<String> owner =
            Value.text("--owner OWNER", "The person, team or system that the token belongs to.");

    private final Values<String> metadata = Values.texts(
            "--meta KEY=VALUE",
            "A note for programs, such as team=payroll. 'verify -o json' returns all notes. Can be repeated, up to 16"
                    + " times.");

    private final Values<String> networks = Values.texts(
            "--from-network CIDR",
            "Allow the token only from this network, such as 10.0.0.0/8, 2001:db8::/32 or 203.0.113.9. 'verify"
                    + " --from' rejects codes from other addresses. Can be repeated, up to 16 times.");

    public Notes toNotes() {
        String given = owner.get();
        return new Notes(
                given == null ? null : TextRules.owner(given),
                Metadata.ofTyped(metadata.get()),
                Network.all(networks.get()).stream().map(Network::toString).toList());
    }

    @Override
    public void addTo(CommandSpec command) {
        Declaration.addAll(command, owner, metadata, networks);
    }
}
