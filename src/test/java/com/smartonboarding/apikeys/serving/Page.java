package com.smartonboarding.apikeys.serving;

import com.smartonboarding.apikeys.launcher.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page with the recipes, as a reader would copy them. */
final class Page {
    private static final Path FILE = Installation.CHECKOUT.resolve("src/docs/serving.md");

    private Page() {}

    /** The only block in this language. */
    static String block(String language) throws IOException {
        return block(language, recipes());
    }

    /** The only block in this language under a heading of the third level. */
    static String under(String heading, String language) throws IOException {
        for (String section : recipes().split("(?m)^### ", -1)) {
            if (section.startsWith(heading + "\n")) {
                return block(language, section);
            }
        }
        throw new AssertionError("the page has no heading '" + heading + "'");
    }

    private static String recipes() throws IOException {
        for (String section : Files.readString(FILE).split("(?m)^## ", -1)) {
            if (section.startsWith("Recipes\n")) {
                return section;
            }
        }
        throw new AssertionError("the page has no recipes");
    }

    private static String block(String language, String text) {
        Matcher blocks =
                Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```$").matcher(text);
        if (!blocks.find()) {
            throw new AssertionError("there is no block in " + language);
        }
        String block = blocks.group(1);
        if (blocks.find()) {
            throw new AssertionError("there are two blocks in " + language);
        }
        return block;
    }

    /** A part of the page that must be there, exchanged for the value of a test. */
    static String with(String text, String part, String value) {
        if (!text.contains(part)) {
            throw new AssertionError("'" + part + "' is not in\n" + text);
        }
        return text.replace(part, value);
    }
}
