package com.smartonboarding.apikeys.cli.options;

import com.smartonboarding.apikeys.failure.UsageException;
import com.smartonboarding.apikeys.model.TokenReference;
import com.smartonboarding.apikeys.model.TokenReference.Reading;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options that say which tokens are meant, and how what was typed is to be read. */
@Command
public final class TokenOptions {
    @Option(names = "--id", paramLabel = "ID", description = "The token with this id, or the beginning of it.")
    private List<String> ids = new ArrayList<>();

    @Option(names = "--label", paramLabel = "LABEL", description = "The token with this label.")
    private List<String> labels = new ArrayList<>();

    /** The tokens meant by the words beside the options and by the options, in this order. */
    public List<TokenReference> toReferences(List<String> words) {
        List<TokenReference> references = new ArrayList<>();
        words.forEach(word -> references.add(reference(word, Reading.ANY)));
        ids.forEach(id -> references.add(reference(id, Reading.ID)));
        labels.forEach(label -> references.add(reference(label, Reading.LABEL)));
        return references;
    }

    /** The one token meant. */
    public TokenReference toReference(List<String> words, String command) {
        List<TokenReference> references = toReferences(words);
        if (references.size() != 1) {
            throw new UsageException("'" + command + "' takes one TOKEN, and " + references.size()
                    + " were given.\nTry 'apikeys " + command + " --help'.");
        }
        return references.get(0);
    }

    private static TokenReference reference(String text, Reading reading) {
        return new TokenReference(Normalizer.normalize(text, Normalizer.Form.NFC), reading);
    }
}
