package com.smartonboarding.apikeys.output.audit;

import com.smartonboarding.apikeys.model.audit.TrailHead;
import com.smartonboarding.apikeys.model.text.UtcTime;
import com.smartonboarding.apikeys.output.json.JsonText;
import com.smartonboarding.apikeys.output.json.OutputSchemas;
import com.smartonboarding.apikeys.output.terminal.Palette;
import com.smartonboarding.apikeys.output.terminal.Terminal;
import com.smartonboarding.apikeys.output.token.DetailFormat;
import java.io.StringWriter;

/** The end of the audit trail. */
public record HeadView(TrailHead head) implements DetailFormat.View {
    /** The line to keep, the same at a terminal and in a pipe. */
    @Override
    public String text(Terminal terminal, Palette palette) {
        return head.line() + "\n";
    }

    @Override
    public String json() {
        StringWriter out = new StringWriter();
        JsonText json = JsonText.indented(out).beginObject().member("schema", OutputSchemas.AUDIT_HEAD);
        write(head, json).member("line", head.line()).endObject().endDocument();
        return out.toString();
    }

    /** Writes the head as members of the current JSON object. */
    static JsonText write(TrailHead head, JsonText json) {
        return json.member("sequence", head.sequence())
                .member("time", UtcTime.of(head.at()))
                .member("mac", head.mac())
                .member("database", head.database())
                .member("keys", head.keys());
    }
}
