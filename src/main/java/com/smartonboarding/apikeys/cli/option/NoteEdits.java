package com.smartonboarding.apikeys.cli.option;

import com.smartonboarding.apikeys.failure.UsageException;
import com.smartonboarding.apikeys.model.Metadata;
import com.smartonboarding.apikeys.model.Network;
import com.smartonboarding.apikeys.model.NoteChange;
import com.smartonboarding.apikeys.model.text.TextRules;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Model.CommandSpec;

/** What to change in the owner, the metadata and the networks of a token. */
final class NoteEdits implements Declaration {
    private final Value<String> owner =
            Value.text("--owner OWNER", "The person, team or system that the token belongs to from now on.");

    private final Flag noOwner = Flag.of("--no-owner", "Remove the owner.");

    private final Values<String> metadata = Values.texts(
            "--meta KEY=VALUE", "Add this metadata, or replace the value of KEY. Other keys stay. Can be repeated.");

    private final Values<String> withoutKeys =
            Values.texts("--no-meta KEY", "Remove KEY and its value from the metadata. Can be repeated.");

    private final Values<String> networks = Values.texts(
            "--from-network CIDR",
            "Allow the token only from this network. Replaces all former networks. Can be repeated, up to 16 times.");

    private final Flag noNetworks = Flag.of("--no-networks", "Remove the networks: allow the token from everywhere.");

    /** Whether any of these options was given. */
    boolean isGiven() {
        return owner.get() != null
                || noOwner.isGiven()
                || noNetworks.isGiven()
                || !metadata.get().isEmpty()
                || !withoutKeys.get().isEmpty()
                || !networks.get().isEmpty();
    }

    NoteChange toChange() {
        String given = owner.get();
        Metadata pairs = Metadata.ofTyped(metadata.get());
        Set<String> removed = new TreeSet<>();
        for (String key : withoutKeys.get()) {
            if (pairs.pairs().containsKey(TextRules.metadataKey(key))) {
                throw new UsageException("The key '" + key + "' cannot be both given a value and removed.");
            }
            removed.add(key);
        }
        if (noNetworks.isGiven() && !networks.get().isEmpty()) {
            throw new UsageException("--from-network and --no-networks contradict each other.");
        }
        List<String> ranges =
                Network.all(networks.get()).stream().map(Network::toString).toList();
        return new NoteChange(
                noOwner.isGiven() ? "" : given == null ? null : TextRules.owner(given),
                pairs,
                removed,
                ranges.isEmpty() && !noNetworks.isGiven() ? null : ranges);
    }

    @Override
    public void addTo(CommandSpec command) {
        Combination.oneOf("", owner, noOwner).addTo(command);
        Declaration.addAll(command, metadata, withoutKeys, networks, noNetworks);
    }
}
