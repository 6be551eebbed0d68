package com.smartonboarding.apikeys.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.smartonboarding.apikeys.Main;
import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.cli.JsonSchemas;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.launcher.Run;
import com.smartonboarding.apikeys.model.Status;
import com.smartonboarding.apikeys.model.Verification;
import com.smartonboarding.apikeys.model.result.Issued;
import com.smartonboarding.apikeys.model.result.Rotation;
import com.smartonboarding.apikeys.output.VerificationLines;
import com.smartonboarding.apikeys.output.json.OutputSchemas;
import com.smartonboarding.apikeys.output.token.TokenField;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schemas are complete and strict, describe this tool, and can be printed by every user. */
class SchemaTest {
    private static final Path FOLDER = Path.of("src/main/resources/schemas");

    @SuppressWarnings("unused") // the parameterized tests use it
    private static final List<String> NAMES = OutputSchemas.NAMES;

    /** Exit codes that no error message has: answers, a signal, silent exits, and the launcher's own codes. */
    private static final Set<ExitCode> NO_ERRORS = Set.of(
            ExitCode.OK,
            ExitCode.REJECTED_MALFORMED,
            ExitCode.REJECTED_UNKNOWN,
            ExitCode.REJECTED_REVOKED,
            ExitCode.REJECTED_EXPIRED,
            ExitCode.REJECTED_SCOPE,
            ExitCode.REJECTED_DISABLED,
            ExitCode.REJECTED_NETWORK,
            ExitCode.LEAK_FOUND,
            ExitCode.FINDINGS,
            ExitCode.INCOMPLETE,
            ExitCode.NO_JAVA,
            ExitCode.HANGUP,
            ExitCode.INTERRUPTED,
            ExitCode.BROKEN_PIPE,
            ExitCode.TERMINATED);

    private final Cli cli;

    SchemaTest(Cli cli) {
        this.cli = cli;
    }

    @Test
    void namesAreThoseOfTheFiles() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".json", "")))
                    .containsExactlyInAnyOrderElementsOf(OutputSchemas.NAMES);
        }
        assertThat(OutputSchemas.NAMES).isSorted();
        assertThat(run("schema").exits(ExitCode.OK).out().lines()).containsExactlyElementsOf(OutputSchemas.NAMES);
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void fileIsPrintedAsItIsByAnyOfItsNames(String name) throws IOException {
        String text = Files.readString(FOLDER.resolve(name + ".json"));

        for (String word : new String[] {name, "apikeys/" + name, name.substring(0, name.indexOf('@'))}) {
            Cli.Result result = run("schema", word).exits(ExitCode.OK);
            assertThat(result.out()).isEqualTo(text);
            assertThat(result.err()).isEmpty();
        }
        assertThat(cli.home()).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"nothing", "list@1", "list@", "@1", "", "apikeys/", "lis", "list@2.json", "../schema/001.sql"})
    void unknownNameIsAnsweredWithThoseThereAre(String name) {
        Cli.Result result = run("schema", name).exits(ExitCode.NOT_FOUND);

        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("'" + name + "'", String.join(", ", OutputSchemas.NAMES));
    }

    @Test
    void printingASchemaLoadsNothingOfSqlite() throws Exception {
        Path log = cli.home().resolve("classes");
        Run.Ended run = Run.java("-Xlog:class+load:file=" + log, Main.class.getName(), "schema", "list")
                .end();

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).isEqualTo(OutputSchemas.find("list").orElseThrow());
        assertThat(Files.readString(log)).contains("apikeys.cli.command.SchemaCommand");
        assertThat(Files.readAllLines(log).stream()
                        .filter(line -> line.matches(".* (org\\.sqlite|org\\.jdbi|com\\.google)\\..*")))
                .isEmpty();
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void everySchemaIsOneAndNamesItself(String name) {
        JsonObject schema = schema(name);

        assertThat(JsonSchemas.errorsOfSchema(schema.toString())).isEmpty();
        assertThat(schema.get("$schema").getAsString()).isEqualTo(JsonSchemas.META_SCHEMA);
        assertThat(schema.get("$id").getAsString()).isEqualTo("urn:apikeys:" + name);
        if (!Set.of("token@2", "audit-event@1", "introspect@1").contains(name)) {
            assertThat(properties(schema).getAsJsonObject("schema").get("const").getAsString())
                    .isEqualTo("apikeys/" + name);
        }
    }

    @Test
    void schemaThatIsNoneIsRefused() {
        JsonObject schema = schema("list@2");
        schema.addProperty("type", "objekt");

        assertThat(JsonSchemas.errorsOfSchema(schema.toString())).isNotEmpty();
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void everySchemaStandsByItself(String name) {
        List<String> references = new ArrayList<>();
        visit(schema(name), (key, value) -> {
            if (key.equals("$ref")) {
                references.add(value.getAsString());
            }
        });

        for (String reference : references) {
            assertThat(reference).startsWith("#/$defs/");
            assertThat(schema(name).getAsJsonObject("$defs").has(reference.substring("#/$defs/".length())))
                    .as(reference)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void everyObjectIsStrictAndEveryPropertyIsExplained(String name) {
        for (JsonObject object : objects(name)) {
            assertThat(object.get("additionalProperties").getAsBoolean()).isFalse();
            if (!name.equals("columns@2") || object.has("$id")) {
                assertThat(strings(object.getAsJsonArray("required")))
                        .containsExactlyElementsOf(properties(object).keySet().stream()
                                .filter(key -> !isOptional(properties(object), key))
                                .toList());
            }
            properties(object).asMap().forEach((key, property) -> {
                assertThat(property.getAsJsonObject().get("title").getAsString())
                        .as(key)
                        .isNotBlank();
                assertThat(property.getAsJsonObject().get("description").getAsString())
                        .as(key)
                        .isNotBlank();
            });
        }
    }

    private static boolean isOptional(JsonObject properties, String key) {
        return properties.getAsJsonObject(key).get("description").getAsString().matches("Only (with --|if ).*");
    }

    /** Strict validators (ajv with strictTypes) require a type next to every keyword that applies to one type only. */
    @ParameterizedTest
    @FieldSource("NAMES")
    void typeIsNamedBesideEveryKeywordForOneType(String name) {
        Map<String, String> types = Map.of(
                "properties", "object",
                "required", "object",
                "items", "array",
                "contains", "array",
                "maxItems", "array",
                "uniqueItems", "array",
                "pattern", "string",
                "maxLength", "string");
        Set<String> noSchemas = Set.of("properties", "$defs", "if", "then", "else");
        visit(schema(name), (key, value) -> {
            if (value.isJsonObject() && !noSchemas.contains(key)) {
                types.forEach((keyword, type) -> {
                    if (value.getAsJsonObject().has(keyword)) {
                        assertThat(String.valueOf(value.getAsJsonObject().get("type")))
                                .as("%s of %s", keyword, key)
                                .contains(type);
                    }
                });
            }
        });
    }

    @Test
    void tokenHasTheFieldsOfTheToolInTheirOrder() {
        assertThat(properties(schema("token@2")).keySet())
                .containsExactlyElementsOf(
                        TokenField.ALL.stream().map(TokenField::key).toList());
    }

    @Test
    void tokenIsTheSameInEverySchema() {
        JsonObject token = schema("token@2");
        Map<String, List<JsonObject>> tokens = new TreeMap<>();
        for (String name : OutputSchemas.NAMES) {
            tokens.put(
                    name,
                    objects(name).stream()
                            .filter(object -> properties(object).has("recoverable"))
                            .toList());
        }

        assertThat(tokens.values().stream().filter(found -> !found.isEmpty())).hasSize(8);
        tokens.forEach((name, found) -> found.forEach(object -> {
            for (TokenField field : TokenField.ALL) {
                assertThat((Object) properties(object).get(field.key()))
                        .as("%s of %s", field, name)
                        .isEqualTo(properties(token).get(field.key()));
            }
            if (!name.equals("columns@2")) {
                assertThat(object.getAsJsonArray("allOf"))
                        .as("rules of %s", name)
                        .containsAll(token.getAsJsonArray("allOf"));
            }
        }));
    }

    @Test
    void wordsAreThoseOfTheTool() {
        assertThat(words("token@2", "status"))
                .containsExactlyElementsOf(Stream.of(Status.ACTIVE, Status.DISABLED, Status.REVOKED, Status.EXPIRED)
                        .map(Status::word)
                        .toList())
                .hasSameSizeAs(Status.values());
        assertThat(words("verify@3", "result"))
                .containsExactlyElementsOf(Stream.concat(
                                Arrays.stream(Verification.Result.values()).map(Verification.Result::word),
                                Arrays.stream(VerificationLines.Unknown.values())
                                        .map(VerificationLines.Unknown::word))
                        .toList());
        assertThat(words("rotation@2", "phase"))
                .containsExactlyElementsOf(Arrays.stream(Rotation.Phase.values())
                        .map(Rotation.Phase::word)
                        .toList());
        assertThat(words("generate@2", "outcome"))
                .containsExactlyElementsOf(Arrays.stream(Issued.Outcome.values())
                        .map(Issued.Outcome::word)
                        .toList());
        assertThat(words("generate@2", "outcome")).containsAll(words("rotate@2", "outcome"));
    }

    @Test
    void errorsHaveTheExitCodesOfTheTool() {
        Map<String, Integer> expected = new LinkedHashMap<>();
        for (ExitCode code : ExitCode.values()) {
            if (!NO_ERRORS.contains(code)) {
                expected.put(code.name(), code.number());
            }
        }
        Map<String, Integer> pairs = new LinkedHashMap<>();
        for (JsonElement pair : schema("error@1").getAsJsonArray("oneOf")) {
            JsonObject properties = properties(pair.getAsJsonObject());
            pairs.put(
                    properties.getAsJsonObject("name").get("const").getAsString(),
                    properties.getAsJsonObject("code").get("const").getAsInt());
        }

        assertThat(pairs).containsExactlyEntriesOf(expected);
        assertThat(words("error@1", "name")).containsExactlyElementsOf(expected.keySet());
        assertThat(words("error@1", "code"))
                .containsExactlyElementsOf(
                        expected.values().stream().map(String::valueOf).toList());
    }

    private Cli.Result run(String... args) {
        return cli.run(args);
    }

    private static JsonObject schema(String name) {
        return JsonParser.parseString(OutputSchemas.find(name).orElseThrow()).getAsJsonObject();
    }

    private static JsonObject properties(JsonObject schema) {
        return schema.getAsJsonObject("properties");
    }

    private static List<String> words(String name, String property) {
        return strings(properties(schema(name)).getAsJsonObject(property).getAsJsonArray("enum"));
    }

    private static List<String> strings(JsonArray array) {
        return array.asList().stream().map(JsonElement::getAsString).toList();
    }

    /** The schema and its definitions, if they describe an object. */
    private static List<JsonObject> objects(String name) {
        JsonObject schema = schema(name);
        List<JsonObject> objects = new ArrayList<>(List.of(schema));
        if (schema.has("$defs")) {
            schema.getAsJsonObject("$defs").asMap().values().forEach(value -> objects.add(value.getAsJsonObject()));
        }
        return objects;
    }

    private static void visit(JsonElement element, BiConsumer<String, JsonElement> visitor) {
        if (element.isJsonArray()) {
            element.getAsJsonArray().forEach(each -> visit(each, visitor));
        } else if (element.isJsonObject()) {
            element.getAsJsonObject().asMap().forEach((key, value) -> {
                visitor.accept(key, value);
                visit(value, visitor);
            });
        }
    }
}
