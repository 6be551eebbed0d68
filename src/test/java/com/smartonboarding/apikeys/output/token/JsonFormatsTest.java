package com.smartonboarding.apikeys.output.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.TokenCode;
import com.smartonboarding.apikeys.model.result.Issued;
import com.smartonboarding.apikeys.model.text.TextRules;
import com.smartonboarding.apikeys.output.json.OutputSchemas;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFormatsTest {
    @Test
    void withoutRowsTheListIsEmpty() {
        assertThat(Samples.printed(ListFormat.JSON)).isEqualTo("""
                {
                  "schema": "apikeys/list@2",
                  "tokens": []
                }
                """);
        assertThat(Samples.printed(ListFormat.JSONL)).isEmpty();
    }

    @Test
    void everyFieldIsAlwaysThere() {
        assertThat(Samples.printed(ListFormat.JSON, Samples.active(), Samples.bare(), Samples.revoked()))
                .isEqualTo("""
                        {
                          "schema": "apikeys/list@2",
                          "tokens": [
                            {
                              "id": "7Kq2mZ0aLx3P",
                              "label": "ci-deploy",
                              "status": "Active",
                              "created": "2026-11-20T08:30:15Z",
                              "expires": "2026-12-05T12:00:00Z",
                              "last_accessed": "2026-11-23T11:58:00Z",
                              "scopes": [
                                "deploy",
                                "read"
                              ],
                              "description": "Deploys from CI",
                              "created_by": "alice",
                              "last_accessed_from": "192.0.2.7",
                              "revoked": null,
                              "revoked_by": null,
                              "revoke_reason": null,
                              "recoverable": true,
                              "predecessor": null,
                              "successor": null,
                              "owner": null,
                              "metadata": {},
                              "networks": [],
                              "disabled": null,
                              "disabled_by": null,
                              "disable_reason": null
                            },
                            {
                              "id": "p81VwE5cTd0R",
                              "label": "dashboard",
                              "status": "Active",
                              "created": "2026-07-25T00:00:00Z",
                              "expires": null,
                              "last_accessed": null,
                              "scopes": [],
                              "description": null,
                              "created_by": "bob",
                              "last_accessed_from": null,
                              "revoked": null,
                              "revoked_by": null,
                              "revoke_reason": null,
                              "recoverable": false,
                              "predecessor": null,
                              "successor": null,
                              "owner": null,
                              "metadata": {},
                              "networks": [],
                              "disabled": null,
                              "disabled_by": null,
                              "disable_reason": null
                            },
                            {
                              "id": "c0Jr9sYb2NqA",
                              "label": "old-migrator",
                              "status": "Revoked",
                              "created": "2025-11-23T12:00:00Z",
                              "expires": null,
                              "last_accessed": null,
                              "scopes": [],
                              "description": null,
                              "created_by": "alice",
                              "last_accessed_from": null,
                              "revoked": "2026-11-22T12:00:00Z",
                              "revoked_by": "bob",
                              "revoke_reason": "no longer needed",
                              "recoverable": true,
                              "predecessor": null,
                              "successor": null,
                              "owner": null,
                              "metadata": {},
                              "networks": [],
                              "disabled": null,
                              "disabled_by": null,
                              "disable_reason": null
                            }
                          ]
                        }
                        """);
    }

    @Test
    void linesHoldTheSameObjectsAsTheList() {
        Token[] tokens = {Samples.active(), Samples.bare(Samples.HOSTILE), Samples.revoked(), Samples.noted()};
        JsonArray lines = new JsonArray();
        Samples.printed(ListFormat.JSONL, tokens)
                .lines()
                .map(JsonParser::parseString)
                .forEach(lines::add);

        JsonObject list =
                JsonParser.parseString(Samples.printed(ListFormat.JSON, tokens)).getAsJsonObject();

        assertThat((Object) lines).isEqualTo(list.get("tokens")).matches(array -> lines.size() == 4);
    }

    @Test
    void chosenColumnsAreTheOnlyOnesAndKeepTheirOrder() {
        assertThat(Samples.printed(
                        ListFormat.JSONL,
                        List.of(TokenField.STATUS, TokenField.ID),
                        Samples.active(),
                        Samples.expired()))
                .isEqualTo("""
                        {"status":"Active","id":"7Kq2mZ0aLx3P"}
                        {"status":"Expired","id":"Zz9yXw8vUt7s"}
                        """);
    }

    @Test
    void columnChosenTwiceIsOneMember() {
        assertThat(Samples.printed(ListFormat.JSON, List.of(TokenField.ID, TokenField.ID), Samples.active()))
                .isEqualTo("""
                        {
                          "schema": "apikeys/columns@2",
                          "tokens": [
                            {
                              "id": "7Kq2mZ0aLx3P"
                            }
                          ]
                        }
                        """);
    }

    @Test
    void aHostileLabelIsEscapedAndReadsBackAsItWas() {
        String line = Samples.printed(ListFormat.JSONL, List.of(TokenField.LABEL), Samples.bare(Samples.HOSTILE));

        assertThat(line)
                .isEqualTo("{\"label\":\"=cmd\\u001b[31m\\u202egpj\\t\\n\\r\\\"'`,;\\\\\\u007f\\u009b\\u2028"
                        + "\\u00a0\\udb40\\udc41@|red x|@\"}\n");
        assertThat(label(line)).isEqualTo(Samples.HOSTILE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\u0000", "日本語 👍🏽 e\u0301", "a\ud83d", "\udc4db", "\u200f\u2066\ufeff", "</script>"})
    void anyLabelReadsBackAsItWas(String label) {
        assertThat(label(Samples.printed(ListFormat.JSONL, Samples.bare(label))))
                .isEqualTo(label);
    }

    @Test
    void hostileMetadataIsEscapedAndReadsBackAsItWas() {
        String line =
                Samples.printed(ListFormat.JSONL, List.of(TokenField.OWNER, TokenField.METADATA), Samples.noted());
        JsonObject token = JsonParser.parseString(line).getAsJsonObject();

        assertThat(line.strip().codePoints()).allMatch(TextRules::isPrintable);
        assertThat(token.get("owner").getAsString()).isEqualTo(Samples.HOSTILE);
        assertThat(token.getAsJsonObject("metadata").get("note").getAsString()).isEqualTo(Samples.HOSTILE);
    }

    @Test
    void printableTextInAnyScriptIsNotEscaped() {
        assertThat(Samples.printed(ListFormat.JSONL, List.of(TokenField.LABEL), Samples.bare("Żółw 日本語 👍🏽 <&'>")))
                .isEqualTo("{\"label\":\"Żółw 日本語 👍🏽 <&'>\"}\n");
    }

    @Test
    void detailsHoldEveryFieldAndTheCodeOrNull() {
        TokenCode code = TokenCode.draw(new Random(1));
        JsonElement listed = JsonParser.parseString(Samples.printed(ListFormat.JSONL, Samples.active()));

        JsonObject generated = JsonParser.parseString(
                        new IssuedDetails(Samples.view(Samples.active()), Issued.Outcome.NEW, code, null)
                                .json(OutputSchemas.GENERATE))
                .getAsJsonObject();
        JsonObject shown = JsonParser.parseString(new TokenDetails(Samples.view(Samples.active()), null).json())
                .getAsJsonObject();

        assertThat(generated.remove("schema").getAsString()).isEqualTo("apikeys/generate@2");
        assertThat(generated.remove("outcome").getAsString()).isEqualTo("new");
        assertThat(generated.remove("secret_file").isJsonNull()).isTrue();
        assertThat(generated.remove("code").getAsString()).isEqualTo(code.reveal());
        assertThat(shown.remove("schema").getAsString()).isEqualTo("apikeys/show@2");
        assertThat(shown.remove("code").isJsonNull()).isTrue();
        assertThat((Object) generated).isEqualTo(listed);
        assertThat((Object) shown).isEqualTo(listed);
    }

    private static String label(String line) {
        return JsonParser.parseString(line).getAsJsonObject().get("label").getAsString();
    }
}
