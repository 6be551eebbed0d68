package com.smartonboarding.apikeys.cli.talk;

import com.smartonboarding.apikeys.cli.Context;
import com.smartonboarding.apikeys.model.text.Scripts;
import java.util.List;

/** Warns about labels that can be mistaken for others, because letters of different scripts look alike. */
public final class MixedScripts {
    private MixedScripts() {}

    /** Warns once for all of these labels, if any of them needs it. */
    public static void warn(Context context, List<String> labels) {
        int mixed = 0;
        String first = "";
        for (String label : labels) {
            if (!Scripts.mixedWithLatin(label).isEmpty() && mixed++ == 0) {
                first = label;
            }
        }
        if (mixed == 1) {
            context.sayWrapped("Warning: the label " + first + " mixes Latin and " + Scripts.mixedWithLatin(first)
                    + " letters. Some of them look alike, so people can mistake it for another label.");
        } else if (mixed > 1) {
            context.sayWrapped("Warning: " + mixed
                    + " labels mix Latin letters with Cyrillic or Greek ones; the first is " + first
                    + ". Some of them look alike, so people can mistake one label for another.");
        }
    }
}
