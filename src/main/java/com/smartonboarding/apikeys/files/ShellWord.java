package com.smartonboarding.apikeys.files;

import com.smartonboarding.apikeys.model.text.TextRules;
import java.nio.file.Path;

/** Writes paths as one word of a shell command, so that users can copy commands from messages. */
public final class ShellWord {
    private static final String PLAIN = "/._-+,:@%=";

    private ShellWord() {}

    /** The path, in single quotes if needed. Characters that could move the cursor become {@code \\u{..}}. */
    public static String of(Path path) {
        return of(path.toString());
    }

    /** The same for other text. */
    public static String of(String text) {
        StringBuilder word = new StringBuilder(text.length() + 2);
        boolean plain = true;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            plain &= c < 128 && (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0);
            if (c == '\'') {
                word.append("'\\''");
            } else if (TextRules.isPrintable(text, i)) {
                word.appendCodePoint(c);
            } else {
                word.append("\\u{").append(Integer.toHexString(c)).append('}');
            }
        }
        return plain ? text : word.insert(0, '\'').append('\'').toString();
    }
}
