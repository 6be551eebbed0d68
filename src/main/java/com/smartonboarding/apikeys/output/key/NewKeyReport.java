package com.smartonboarding.apikeys.output.key;

import com.smartonboarding.apikeys.model.result.NewKey;
import com.smartonboarding.apikeys.model.text.UtcTime;
import com.smartonboarding.apikeys.output.json.JsonText;
import com.smartonboarding.apikeys.output.json.OutputSchemas;
import java.io.StringWriter;

/** What is said about a new master key. */
public final class NewKeyReport {
    private NewKeyReport() {}

    /** The key as a JSON document. */
    public static String json(NewKey key) {
        StringWriter out = new StringWriter();
        JsonText.indented(out)
                .beginObject()
                .member("schema", OutputSchemas.KEY_ROTATE)
                .member("id", key.id())
                .member("created", UtcTime.of(key.created()))
                .member("former", key.former())
                .endObject()
                .endDocument();
        return out.toString();
    }

    /** The key in sentences. */
    public static String sentences(NewKey key) {
        return "New codes are made with the new key " + key.id() + " from now on. Everything older still needs the key "
                + key.former() + ".\nMake a new copy of the key file, apart from the backups of the database.";
    }
}
