package com.smartonboarding.apikeys.cli.option;

import com.smartonboarding.apikeys.failure.UsageException;
import com.smartonboarding.apikeys.model.TokenReference;
import com.smartonboarding.apikeys.model.TokenReference.Reading;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** The operands and options that name tokens; an option says whether its word is an id or a label. */
public final class TokenOptions implements Declaration {
    private final Values<String> words;

    private final Values<String> ids =
            Values.texts("--id ID", "The token with this id, or with an id that starts with these characters.");

    private final Values<String> labels = Values.texts("--label LABEL", "The token with this label.");

    /** Tokens that are named by these operands or by options. */
    public TokenOptions(Values<String> words) {
        this.words = words;
    }

    /** One token. */
    public static TokenOptions one() {
        return new TokenOptions(
                Values.operands("TOKEN", 0, 1, "A label, an id, or the first 4 or more characters of an id."));
    }

    /** The tokens that are named by the operands, then those named by the options. */
    public List<TokenReference> toReferences() {
        return toReferences(words.get());
    }

    /** The tokens that are named by these operands, then those named by the options. */
    public List<TokenReference> toReferences(List<String> operands) {
        List<TokenReference> references = new ArrayList<>();
        operands.forEach(word -> references.add(reference(word, Reading.ANY)));
        ids.get().forEach(id -> references.add(reference(id, Reading.ID)));
        labels.get().forEach(label -> references.add(reference(label, Reading.LABEL)));
        return references;
    }

    /** The one token that is named. */
    public TokenReference toReference(String command) {
        List<TokenReference> references = toReferences();
        if (references.size() != 1) {
            throw new UsageException("'" + command + "' takes one TOKEN, but " + references.size() + " were given.")
                    .advising("Try 'apikeys " + command + " --help'.");
        }
        return references.get(0);
    }

    /** What a person typed in an option that takes a TOKEN. */
    public static TokenReference anyReading(String text) {
        return reference(text, Reading.ANY);
    }

    private static TokenReference reference(String text, Reading reading) {
        return new TokenReference(Normalizer.normalize(text, Normalizer.Form.NFC), reading);
    }

    @Override
    public void addTo(CommandSpec command) {
        Declaration.addAll(command, words, ids, labels);
    }
}
