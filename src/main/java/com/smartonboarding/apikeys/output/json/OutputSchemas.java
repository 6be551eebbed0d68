package com.smartonboarding.apikeys.output.json;

import com.smartonboarding.apikeys.model.text.ResourceText;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The JSON Schemas of all machine outputs. */
public final class OutputSchemas {
    private static final String NAMESPACE = "apikeys/";

    public static final String ADMINS_ADD = NAMESPACE + "admins-add@1";
    public static final String ADMINS_REMOVE = NAMESPACE + "admins-remove@1";
    public static final String ADMINS = NAMESPACE + "admins@1";
    public static final String AUDIT_EVENT = NAMESPACE + "audit-event@1";
    public static final String AUDIT_HEAD = NAMESPACE + "audit-head@1";
    public static final String AUDIT_LIST = NAMESPACE + "audit-list@1";
    public static final String AUDIT_VERIFY = NAMESPACE + "audit-verify@1";
    public static final String BACKUP = NAMESPACE + "backup@1";
    public static final String COLUMNS = NAMESPACE + "columns@2";
    public static final String DISABLE = NAMESPACE + "disable@1";
    public static final String DOCTOR = NAMESPACE + "doctor@1";
    public static final String EDIT = NAMESPACE + "edit@1";
    public static final String ENABLE = NAMESPACE + "enable@1";
    public static final String ERROR = NAMESPACE + "error@1";
    public static final String GENERATE_BATCH = NAMESPACE + "generate-batch@2";
    public static final String GENERATE = NAMESPACE + "generate@2";
    public static final String HISTORY = NAMESPACE + "history@2";
    public static final String INIT = NAMESPACE + "init@1";
    public static final String INTROSPECT = NAMESPACE + "introspect@1";
    public static final String KEY_DROP = NAMESPACE + "key-drop@1";
    public static final String KEY_LIST = NAMESPACE + "key-list@1";
    public static final String KEY_REKEY = NAMESPACE + "key-rekey@1";
    public static final String KEY_ROTATE = NAMESPACE + "key-rotate@1";
    public static final String LIST = NAMESPACE + "list@2";
    public static final String PURGE = NAMESPACE + "purge@1";
    public static final String RELABEL = NAMESPACE + "relabel@1";
    public static final String RESTORE = NAMESPACE + "restore@1";
    public static final String REVOKE = NAMESPACE + "revoke@1";
    public static final String ROTATE = NAMESPACE + "rotate@2";
    public static final String ROTATION = NAMESPACE + "rotation@2";
    public static final String SCAN = NAMESPACE + "scan@2";
    public static final String SERVE_ANSWER = NAMESPACE + "serve-answer@1";
    public static final String SERVE_EVENT = NAMESPACE + "serve-event@1";
    public static final String SHOW = NAMESPACE + "show@2";
    public static final String TOKEN = NAMESPACE + "token@2";
    public static final String VERIFY = NAMESPACE + "verify@3";

    /** Every schema, by name and version. If a schema has several versions, the newest is last. */
    public static final List<String> NAMES = Stream.of(
                    ADMINS_ADD,
                    ADMINS_REMOVE,
                    ADMINS,
                    AUDIT_EVENT,
                    AUDIT_HEAD,
                    AUDIT_LIST,
                    AUDIT_VERIFY,
                    BACKUP,
                    COLUMNS,
                    DISABLE,
                    DOCTOR,
                    EDIT,
                    ENABLE,
                    ERROR,
                    GENERATE_BATCH,
                    GENERATE,
                    HISTORY,
                    INIT,
                    INTROSPECT,
                    KEY_DROP,
                    KEY_LIST,
                    KEY_REKEY,
                    KEY_ROTATE,
                    LIST,
                    PURGE,
                    RELABEL,
                    RESTORE,
                    REVOKE,
                    ROTATE,
                    ROTATION,
                    SCAN,
                    SERVE_ANSWER,
                    SERVE_EVENT,
                    SHOW,
                    TOKEN,
                    VERIFY)
            .map(name -> name.substring(NAMESPACE.length()))
            .toList();

    private OutputSchemas() {}

    /** The text of a schema, named {@code list} (its newest version), {@code list@2} or {@code apikeys/list@2}. */
    public static Optional<String> find(String name) {
        String wanted = name.startsWith(NAMESPACE) ? name.substring(NAMESPACE.length()) : name;
        return NAMES.stream()
                .filter(known -> known.equals(wanted)
                        || known.substring(0, known.indexOf('@')).equals(wanted))
                .reduce((older, newer) -> newer)
                .map(newest -> ResourceText.read("/schemas/" + newest + ".json"));
    }
}
