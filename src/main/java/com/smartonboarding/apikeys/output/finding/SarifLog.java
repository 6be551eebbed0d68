package com.smartonboarding.apikeys.output.finding;

import com.smartonboarding.apikeys.model.TokenCode;
import com.smartonboarding.apikeys.model.result.Finding;
import com.smartonboarding.apikeys.model.result.NotSearched;
import com.smartonboarding.apikeys.model.text.FileName;
import com.smartonboarding.apikeys.output.json.JsonText;
import com.smartonboarding.apikeys.output.text.Utf8Writer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** A scan's findings as a log in the Static Analysis Results Interchange Format, SARIF 2.1.0 (OASIS). */
final class SarifLog implements FindingPrinter {
    private static final String SCHEMA =
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    private final Utf8Writer out;
    private final JsonText json;
    private final String toolVersion;

    /** The two kinds of results; the position of a rule is its index. */
    private enum Rule {
        ACTIVE_TOKEN_CODE("error", "Code of an Active token", "Revoke the token, and remove the code."),
        OTHER_TOKEN_CODE(
                "note",
                "Code of a token that is not Active or not in the database",
                "The code does not authenticate in this system; remove it nevertheless.");

        private final String level;
        private final String description;
        private final String help;

        Rule(String level, String description, String help) {
            this.level = level;
            this.description = description;
            this.help = help;
        }

        private String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    SarifLog(Utf8Writer out, String toolVersion) {
        this.out = out;
        this.json = JsonText.indented(out);
        this.toolVersion = toolVersion;
    }

    @Override
    public void print(FindingReport report) {
        json.beginObject().member("$schema", SCHEMA).member("version", "2.1.0").beginArray("runs");
        json.beginObject().beginObject("tool").beginObject("driver");
        json.member("name", "apikeys").member("version", toolVersion).beginArray("rules");
        for (Rule rule : Rule.values()) {
            rule(rule);
        }
        json.endArray().endObject().endObject();
        json.member("columnKind", "unicodeCodePoints").beginArray("results");
        Map<String, Integer> seen = new HashMap<>();
        for (Finding finding : report.findings()) {
            String uri = FileUri.of(finding.path());
            // Line numbers change when lines are added above a code, so the fingerprint uses token, file, and the count
            // of this token's codes in the file.
            String place = finding.id() + ":" + uri;
            result(finding, uri, place + ":" + seen.merge(place, 1, Integer::sum));
        }
        json.endArray();
        invocation(report);
        json.endObject().endArray().endObject().endDocument();
        out.flush();
    }

    /** Lists what could not be searched, so that nobody takes a log without results for a clean tree. */
    private void invocation(FindingReport report) {
        json.beginArray("invocations").beginObject().member("executionSuccessful", report.isComplete());
        json.beginArray("toolExecutionNotifications");
        for (NotSearched missing : report.notSearched()) {
            json.beginObject().member("level", "error").beginObject("message");
            json.member(
                    "text",
                    "Not searched completely: " + FileName.readable(missing.what()) + ": " + missing.reason() + ".");
            json.endObject().endObject();
        }
        json.endArray().endObject().endArray();
    }

    private void rule(Rule rule) {
        json.beginObject().member("id", rule.id());
        json.beginObject("shortDescription")
                .member("text", rule.description + ".")
                .endObject();
        json.beginObject("help").member("text", rule.help).endObject();
        json.beginObject("defaultConfiguration").member("level", rule.level).endObject();
        json.endObject();
    }

    private void result(Finding finding, String uri, String fingerprint) {
        Rule rule = finding.isActive() ? Rule.ACTIVE_TOKEN_CODE : Rule.OTHER_TOKEN_CODE;
        json.beginObject().member("ruleId", rule.id());
        json.member("level", rule.level);
        json.beginObject("message").member("text", message(finding)).endObject();
        json.beginArray("locations").beginObject().beginObject("physicalLocation");
        json.beginObject("artifactLocation").member("uri", uri).endObject();
        json.beginObject("region")
                .member("startLine", finding.line())
                .member("startColumn", finding.column())
                .member("endColumn", finding.column() + TokenCode.LENGTH)
                .endObject();
        json.endObject().endObject().endArray();
        json.beginObject("partialFingerprints")
                .member("tokenInFile/v1", fingerprint)
                .endObject();
        if (finding.commit() != null) {
            json.beginObject("properties").member("commit", finding.commit()).endObject();
        } else if (finding.staged()) {
            json.beginObject("properties").member("staged", true).endObject();
        }
        json.endObject();
    }

    private static String message(Finding finding) {
        return finding.label() == null
                ? "A token code with the id " + finding.id() + ", which no token in the database has."
                : "The code of the token " + finding.label() + " (" + finding.id() + "), which is "
                        + finding.statusWord() + ".";
    }
}
