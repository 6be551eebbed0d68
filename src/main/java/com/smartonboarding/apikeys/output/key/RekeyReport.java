package com.smartonboarding.apikeys.output.key;

import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.result.Rekeyed;
import com.smartonboarding.apikeys.output.json.JsonText;
import com.smartonboarding.apikeys.output.json.OutputSchemas;
import java.io.StringWriter;

/** What is said about a change of the key of the database. */
public final class RekeyReport {
    private RekeyReport() {}

    /** The change as a JSON document. */
    public static String json(Rekeyed rekeyed, boolean dryRun) {
        StringWriter out = new StringWriter();
        JsonText json = JsonText.indented(out)
                .beginObject()
                .member("schema", OutputSchemas.KEY_REKEY)
                .member("key", rekeyed.key())
                .member("former", rekeyed.former())
                .member("dry_run", dryRun)
                .member("changed", rekeyed.needed() && !dryRun)
                .member("codes", rekeyed.codes())
                .beginArray("remaining");
        for (Token token : rekeyed.remaining()) {
            json.beginObject()
                    .member("id", token.id())
                    .member("label", token.label())
                    .endObject();
        }
        json.endArray().endObject().endDocument();
        return out.toString();
    }

    /** The change in sentences. */
    public static String sentences(Rekeyed rekeyed, boolean dryRun) {
        if (!rekeyed.needed()) {
            return "Everything is made with the newest key " + rekeyed.key() + " already." + remaining(rekeyed);
        }
        return (dryRun ? "Would make" : "Made") + " all MACs and " + rekeyed.codes()
                + (rekeyed.codes() == 1 ? " code" : " codes") + " again with the key " + rekeyed.key() + "."
                + remaining(rekeyed);
    }

    private static String remaining(Rekeyed rekeyed) {
        int count = rekeyed.remaining().size();
        return count == 0
                ? ""
                : "\nNo copy of the code is kept for " + (count == 1 ? "this token" : "these " + count + " tokens")
                        + ", so an older key is still needed. Rotate or revoke "
                        + (count == 1 ? "it." : "them.");
    }
}
