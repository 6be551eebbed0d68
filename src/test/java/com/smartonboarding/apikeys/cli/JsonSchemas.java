package com.smartonboarding.apikeys.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrel.jsonschema.Error;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.GsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Whether JSON is what a schema says. */
final class JsonSchemas {
    /** The schema of SARIF 2.1.0, which comes with a library of the tests. */
    static final String SARIF = "/schema/sarif-schema-2.1.0.json";

    private JsonSchemas() {}

    /** Fails unless the document is valid by the schema, which is one of ours such as {@code scan@1} or {@link #SARIF}. */
    static void assertValid(String name, String document) throws IOException {
        assertThat(errors(name, document))
                .as("what is wrong by %s with%n%s", name, document)
                .isEmpty();
    }

    /** What is wrong with the document. */
    static List<String> errors(String name, String document) throws IOException {
        String resource = name.startsWith("/") ? name : "/schemas/" + name + ".json";
        try (InputStream in = Objects.requireNonNull(JsonSchemas.class.getResourceAsStream(resource), resource)) {
            String schema = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            Validator.Result result = new ValidatorFactory()
                    .withJsonNodeFactory(new GsonNode.Factory())
                    .validate(schema, document);
            assertThat(result.isValid()).isEqualTo(result.getErrors().isEmpty());
            return result.getErrors().stream().map(JsonSchemas::text).toList();
        }
    }

    private static String text(Error error) {
        return error.getInstanceLocation() + ": " + error.getError();
    }
}
