package com.smartonboarding.apikeys.model.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The text files that are packaged with the tool. */
public final class ResourceText {
    private ResourceText() {}

    /** The whole text of the file with this absolute name; it must exist. */
    public static String read(String name) {
        try (InputStream file = Objects.requireNonNull(ResourceText.class.getResourceAsStream(name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
