package com.smartonboarding.apikeys.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrel.jsonschema.Error;
import dev.harrel.jsonschema.FormatEvaluatorFactory;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.GsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** Validates JSON against schemas, including formats, with an independent validator and without network access. */
public final class JsonSchemas {
    /** The schema of SARIF 2.1.0, from one of the test libraries. */
    public static final String SARIF = "/schema/sarif-schema-2.1.0.json";

    /** The schema of our schemas. */
    public static final String META_SCHEMA = "https://json-schema.org/draft/2020-12/schema";

    private static final Validator VALIDATOR = new ValidatorFactory()
            .withJsonNodeFactory(new GsonNode.Factory())
            .withEvaluatorFactory(new FormatEvaluatorFactory())
            .createValidator();

    private static final Map<String, URI> REGISTERED = new ConcurrentHashMap<>();

    private JsonSchemas() {}

    /** Fails unless the document matches the schema: one of ours, such as {@code scan@2}, or {@link #SARIF}. */
    public static void assertValid(String name, String document) {
        assertThat(errors(name, document))
                .as("what is wrong by %s with%n%s", name, document)
                .isEmpty();
    }

    /** Fails if the document matches the schema. */
    static void assertRefused(String name, String document) {
        assertThat(errors(name, document))
                .as("what is wrong by %s with%n%s", name, document)
                .isNotEmpty();
    }

    /** The errors in the document. */
    public static List<String> errors(String name, String document) {
        return errors(REGISTERED.computeIfAbsent(name, JsonSchemas::register), document);
    }

    /** The errors in a schema. */
    public static List<String> errorsOfSchema(String schema) {
        return errors(URI.create(META_SCHEMA), schema);
    }

    private static List<String> errors(URI schema, String document) {
        Validator.Result result = VALIDATOR.validate(schema, document);
        assertThat(result.isValid()).isEqualTo(result.getErrors().isEmpty());
        return result.getErrors().stream().map(JsonSchemas::text).toList();
    }

    private static URI register(String name) {
        String resource = name.startsWith("/") ? name : "/schemas/" + name + ".json";
        try (InputStream in = Objects.requireNonNull(JsonSchemas.class.getResourceAsStream(resource), resource)) {
            return VALIDATOR.registerSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Error error) {
        return error.getInstanceLocation() + ": " + error.getError();
    }
}
