package com.smartonboarding.apikeys.output.key;

import com.smartonboarding.apikeys.model.result.KeyUse;
import com.smartonboarding.apikeys.output.json.JsonText;
import com.smartonboarding.apikeys.output.json.OutputSchemas;
import java.io.StringWriter;

/** What is said about a key that is dropped. */
public final class DropReport {
    private DropReport() {}

    /** The key as a JSON document. */
    public static String json(KeyUse key, boolean dryRun) {
        StringWriter out = new StringWriter();
        JsonText.indented(out)
                .beginObject()
                .member("schema", OutputSchemas.KEY_DROP)
                .member("id", key.id())
                .member("dry_run", dryRun)
                .member("revoked", key.revoked())
                .endObject()
                .endDocument();
        return out.toString();
    }

    /** What follows for revoked tokens, after a space; nothing if none needs the key. */
    public static String consequence(KeyUse key) {
        return key.revoked() == 0
                ? ""
                : " The codes of " + key.revoked() + (key.revoked() == 1 ? " revoked token" : " revoked tokens")
                        + " are then rejected as unknown, and no longer as revoked.";
    }
}
