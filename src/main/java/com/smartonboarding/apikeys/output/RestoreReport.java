package com.smartonboarding.apikeys.output;

import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.result.GivenUp;
import com.smartonboarding.apikeys.model.result.Restored;
import com.smartonboarding.apikeys.model.text.UtcTime;
import com.smartonboarding.apikeys.output.json.JsonText;
import com.smartonboarding.apikeys.output.json.OutputSchemas;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;

/** What is said about a restored backup. */
public final class RestoreReport {
    private RestoreReport() {}

    /** The result as a JSON document. */
    public static String json(Restored restored, Path database, boolean dry) {
        GivenUp lost = restored.givenUp();
        List<Token> revived = lost == null || lost.revived() == null ? List.of() : lost.revived();
        StringWriter out = new StringWriter();
        JsonText.indented(out)
                .beginObject()
                .member("schema", OutputSchemas.RESTORE)
                .member("restored", !dry)
                .member("file", database.toString())
                .member("at", UtcTime.of(restored.at()))
                .member("database", restored.database())
                .member("key_id", restored.keyId())
                .member("tokens", restored.tokens())
                .member("last_event", restored.sequence())
                .member(
                        "former",
                        restored.kept() == null ? null : restored.kept().toString())
                .member("unreadable", restored.unreadable())
                .member("events_given_up", lost == null ? 0 : lost.events())
                .member("given_up_since", lost == null || lost.since() == null ? null : UtcTime.of(lost.since()))
                .member("doubtful_event", lost == null ? null : lost.doubtfulEvent())
                .member("active_again", revived.stream().map(Token::id).toList())
                .member("unknown", lost == null || lost.forgotten() == null ? 0 : lost.forgotten())
                .endObject()
                .endDocument();
        return out.toString();
    }

    /** The result in sentences. */
    public static String sentences(Restored restored, Path database, boolean dry) {
        StringBuilder text = new StringBuilder();
        if (restored.unreadable() != null) {
            text.append("The present database cannot be read, so the backup was compared only with the anchor file"
                    + " beside the key file and with anchors kept elsewhere. ");
        }
        if (restored.givenUp() != null) {
            text.append("The backup ").append(restored.givenUp().sentences()).append(' ');
        }
        text.append(dry ? "Would restore " : "Restored ")
                .append(restored.tokens())
                .append(restored.tokens() == 1 ? " token" : " tokens")
                .append(" and ")
                .append(restored.sequence())
                .append(restored.sequence() == 1 ? " event" : " events")
                .append(" from ")
                .append(restored.from())
                .append(" to ")
                .append(database)
                .append('.');
        if (restored.kept() != null) {
            text.append(" The former database is ").append(restored.kept()).append('.');
        }
        return text.toString();
    }
}
