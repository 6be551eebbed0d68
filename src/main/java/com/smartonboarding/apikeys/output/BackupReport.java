package com.smartonboarding.apikeys.output;

import com.smartonboarding.apikeys.model.result.Backup;
import com.smartonboarding.apikeys.model.text.UtcTime;
import com.smartonboarding.apikeys.output.json.JsonText;
import com.smartonboarding.apikeys.output.json.OutputSchemas;
import java.io.StringWriter;
import java.nio.file.Path;

/** What is said about a backup. */
public final class BackupReport {
    private BackupReport() {}

    /** The backup as a JSON document. */
    public static String json(Backup backup) {
        StringWriter out = new StringWriter();
        JsonText.indented(out)
                .beginObject()
                .member("schema", OutputSchemas.BACKUP)
                .member("file", backup.file() == null ? null : backup.file().toString())
                .member("made", UtcTime.of(backup.at()))
                .member("database", backup.database())
                .member("key_id", backup.keyId())
                .member("bytes", backup.bytes())
                .member("tokens", backup.tokens())
                .member("last_event", backup.sequence())
                .member("recorded", backup.notRecorded() == null)
                .member("deleted", backup.deleted().stream().map(Path::toString).toList())
                .endObject()
                .endDocument();
        return out.toString();
    }

    /** The backup in a sentence. */
    public static String sentence(Backup backup) {
        return "Backed up " + backup.tokens() + (backup.tokens() == 1 ? " token" : " tokens") + " and "
                + backup.sequence() + (backup.sequence() == 1 ? " event" : " events") + " to "
                + (backup.file() == null ? "standard output" : backup.file()) + ", and verified the copy.";
    }
}
