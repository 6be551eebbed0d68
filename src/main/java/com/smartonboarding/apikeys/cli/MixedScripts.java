package com.smartonboarding.apikeys.cli;

import com.smartonboarding.apikeys.model.Scripts;
import java.util.List;

/** Warns of labels that can be taken for others, since letters of several scripts look alike. */
final class MixedScripts {
    private MixedScripts() {}

    /** Says it once for all of these labels, if it is to be said. */
    static void warn(Context context, List<String> labels) {
        List<String> mixed = labels.stream()
                .filter(label -> Scripts.mixedWithLatin(label).isPresent())
                .toList();
        if (mixed.size() == 1) {
            context.sayWrapped("Warning: the label " + mixed.get(0) + " mixes Latin and "
                    + Scripts.mixedWithLatin(mixed.get(0)).orElseThrow()
                    + " letters. Some of them look alike, so it can be taken for another label.");
        } else if (!mixed.isEmpty()) {
            context.sayWrapped(
                    "Warning: " + mixed.size() + " labels mix Latin letters with Cyrillic or Greek ones, the first is "
                            + mixed.get(0) + ". Some of them look alike, so a label can be taken for another.");
        }
    }
}
