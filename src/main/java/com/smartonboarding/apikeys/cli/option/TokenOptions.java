package com.smartonboarding.apikeys.cli.option;

import com.smartonboarding.apikeys.failure.UsageException;
import com.smartonboarding.apikeys.model.TokenReference;
import com.smartonboarding.apikeys.model.TokenReference.Reading;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** The options that name tokens, and say whether a word is an id or a label. */
public final class TokenOptions implements Syntax {
    private final Values<String> ids = Values.texts("--id ID", "The token with this id, or whose id starts with this.");

    private final Values<String> labels = Values.texts("--label LABEL", "The token with this label.");

    /** The tokens that are named by the operands, then those named by the options. */
    public List<TokenReference> toReferences(List<String> words) {
        List<TokenReference> references = new ArrayList<>();
        words.forEach(word -> references.add(reference(word, Reading.ANY)));
        ids.get().forEach(id -> references.add(reference(id, Reading.ID)));
        labels.get().forEach(label -> references.add(reference(label, Reading.LABEL)));
        return references;
    }

    /** The one token that is named. */
    public TokenReference toReference(List<String> words, String command) {
        List<TokenReference> references = toReferences(words);
        if (references.size() != 1) {
            throw new UsageException("'" + command + "' takes one TOKEN, but " + references.size()
                    + " were given.\nTry 'apikeys " + command + " --help'.");
        }
        return references.get(0);
    }

    private static TokenReference reference(String text, Reading reading) {
        return new TokenReference(Normalizer.normalize(text, Normalizer.Form.NFC), reading);
    }

    @Override
    public void addTo(CommandSpec command) {
        Syntax.addAll(command, ids, labels);
    }
}
