package com.smartonboarding.apikeys.output.json;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The JSON Schemas of all machine outputs. */
public final class OutputSchemas {
    /** Every schema, by name and version. If a schema has several versions, the newest is last. */
    public static final List<String> NAMES = List.of(
            "admins@1",
            "columns@1",
            "error@1",
            "generate-batch@1",
            "generate@1",
            "history@1",
            "list@1",
            "rotate@1",
            "rotation@1",
            "scan@1",
            "show@1",
            "token@1",
            "verify@1");

    private static final String NAMESPACE = "apikeys/";

    private OutputSchemas() {}

    /** The text of a schema, named {@code list} (its newest version), {@code list@1} or {@code apikeys/list@1}. */
    public static Optional<String> find(String name) {
        String wanted = name.startsWith(NAMESPACE) ? name.substring(NAMESPACE.length()) : name;
        return NAMES.stream()
                .filter(known -> known.equals(wanted)
                        || known.substring(0, known.indexOf('@')).equals(wanted))
                .reduce((older, newer) -> newer)
                .map(OutputSchemas::read);
    }

    private static String read(String name) {
        try (InputStream file = OutputSchemas.class.getResourceAsStream("/schemas/" + name + ".json")) {
            return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
