package com.smartonboarding.apikeys.output.audit;

import com.smartonboarding.apikeys.model.audit.CheckedTrail;
import com.smartonboarding.apikeys.model.text.UtcTime;
import com.smartonboarding.apikeys.output.json.JsonText;
import com.smartonboarding.apikeys.output.json.OutputSchemas;
import com.smartonboarding.apikeys.output.terminal.Palette;
import com.smartonboarding.apikeys.output.terminal.Terminal;
import com.smartonboarding.apikeys.output.token.DetailFormat;
import java.io.StringWriter;

/** What a complete check found intact. */
public record CheckView(CheckedTrail checked) implements DetailFormat.View {
    @Override
    public String text(Terminal terminal, Palette palette) {
        return "Intact: " + count(checked.head().sequence(), "event") + ", " + count(checked.tokens(), "token") + ", "
                + count(checked.administrators(), "System Administrator") + ".\n"
                + "The last event is " + checked.head().sequence() + " of "
                + UtcTime.of(checked.head().at()) + ".\n"
                + (checked.newestAnchor().isEmpty()
                        ? ""
                        : count(checked.anchors(), "anchor") + (checked.anchors() == 1 ? " agrees" : " agree")
                                + ", the newest at event "
                                + checked.newestAnchor().getAsLong() + ".\n")
                + (checked.notCompared() == 0
                        ? ""
                        : count(checked.notCompared(), "older anchor")
                                + (checked.notCompared() == 1 ? " was" : " were")
                                + " not compared, because the key was dropped.\n");
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    @Override
    public String json() {
        StringWriter out = new StringWriter();
        JsonText json = JsonText.indented(out).beginObject().member("schema", OutputSchemas.AUDIT_VERIFY);
        HeadView.write(checked.head(), json)
                .member("tokens", checked.tokens())
                .member("administrators", checked.administrators())
                .member("anchors", checked.anchors())
                .member("not_compared", checked.notCompared());
        if (checked.newestAnchor().isPresent()) {
            json.member("newest_anchor", checked.newestAnchor().getAsLong());
        } else {
            json.member("newest_anchor", (String) null);
        }
        json.endObject().endDocument();
        return out.toString();
    }
}
