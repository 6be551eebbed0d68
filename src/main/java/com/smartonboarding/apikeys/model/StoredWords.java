package com.smartonboarding.apikeys.model;

/**
 * Every word that databases store, and every word that a MAC or a key is made of. They are a contract with all
 * databases that exist: <b>never change or reuse one</b>. An old row with a changed word means something else or is
 * refused as tampered. New words may be added. No word is ever compared with a text that a person can type.
 *
 * <p>Only this class spells them; {@code StoredWordsTest} compares them with its own copy.
 */
public final class StoredWords {
    private StoredWords() {}

    /** What was done or attempted: the column {@code action} of {@code audit} and {@code denial}. */
    public static final class Action {
        public static final String INIT = "init";
        public static final String GENERATE = "generate";
        public static final String SHOW = "show";
        public static final String RELABEL = "relabel";
        public static final String REVOKE = "revoke";
        public static final String ROTATE = "rotate";
        public static final String DELIVER = "deliver";
        public static final String PURGE = "purge";
        public static final String UNDELIVERED = "undelivered";
        public static final String ADMINS_ADD = "admins add";
        public static final String ADMINS_CONFIRM = "admins confirm";
        public static final String ADMINS_REMOVE = "admins remove";
        public static final String ADMINS_RECOVER = "admins recover";
        public static final String BACKUP = "backup";
        public static final String UPGRADE = "upgrade";
        public static final String DISABLE = "disable";
        public static final String ENABLE = "enable";
        public static final String AUDIT_VERIFY = "audit verify";
        public static final String DOCTOR = "doctor";
        public static final String EDIT = "edit";
        public static final String LIST = "list";
        public static final String HISTORY = "history";
        public static final String AUDIT_LIST = "audit list";
        public static final String AUDIT_HEAD = "audit head";
        public static final String ADMINS_LIST = "admins list";
        public static final String KEY_LIST = "key list";
        public static final String KEY_ROTATE = "key rotate";
        public static final String KEY_REKEY = "key rekey";
        public static final String KEY_DROP = "key drop";
        public static final String RESTORE = "restore";

        private Action() {}
    }

    /** How details of events begin that are read again: the column {@code detail} of {@code audit}. */
    public static final class Detail {
        public static final String FORMER_LABEL = "was '";
        public static final String SUCCESSOR = "successor ";
        public static final String SUCCESSOR_OF = "successor of ";

        /** What comes before the value that a fact had before an edit. */
        public static final String WAS = "was ";

        /** How the facts about a purged or edited token begin; a value in quotes follows each. */
        public static final String LABEL = "label=";

        public static final String EXPIRES = "expires=";
        public static final String SCOPES = "scopes=";
        public static final String DESCRIPTION = "description=";
        public static final String OWNER = "owner=";

        /** The key follows, and an equals sign. */
        public static final String METADATA = "metadata.";

        public static final String NETWORKS = "networks=";
        public static final String LAST_ACCESSED = "last_accessed=";
        public static final String LAST_ACCESSED_FROM = "last_accessed_from=";

        /** How the facts about master keys begin. */
        public static final String KEY = "key=";

        public static final String FORMER_KEY = "former_key=";
        public static final String LAST_EVENT = "last_event=";
        public static final String LAST_MAC = "last_mac=";
        public static final String FORGOTTEN = "forgotten=";

        private Detail() {}
    }

    /** How the tool was called: the column {@code via} of {@code audit}. */
    public static final class Via {
        public static final String DIRECT = "direct";
        public static final String SUDO = "sudo";
        public static final String SUDO_UID_IGNORED = "direct, SUDO_UID ignored";

        private Via() {}
    }

    /** Why the tool itself revoked a token: the column {@code revoked_for} of {@code token}. */
    public static final class Reason {
        public static final String UNDELIVERED = "undelivered";
        public static final String STRANDED = "stranded";
        public static final String ROTATED = "rotated";
        public static final String ABORTED = "aborted";

        private Reason() {}
    }

    /**
     * The kinds of canonical forms. A MAC covers the kind, so a form with another order of fields, or with a new field,
     * needs a new kind.
     */
    public static final class Kind {
        public static final String TOKEN = "token 4";
        public static final String ADMINISTRATOR = "administrator 3";
        public static final String HEAD = "head 3";
        public static final String AUDIT_EVENT = "audit event";
        public static final String INSTALLATION = "installation";
        public static final String ANCHOR = "anchor";
        public static final String KEY_CHECK = "key check";
        public static final String SEAL = "seal 1";

        /** The mask of a sum; the table follows. */
        public static final String SUM_OF_ROWS = "sum of rows";

        public static final String TABLE_OF_TOKENS = "token";
        public static final String TABLE_OF_ADMINISTRATORS = "administrator";

        /** Schema 3. */
        public static final String TOKEN_3 = "token 3";

        /** Schemas 1 and 2. */
        public static final String OLD_TOKEN = "token";

        public static final String OLD_ADMINISTRATOR = "administrator";
        public static final String OLD_HEAD = "head";

        /** What was asked for with a request id. */
        public static final String GENERATE = "generate";

        public static final String GENERATE_MANY = "generate many";

        /** The same, if an owner, metadata or networks were given. */
        public static final String GENERATE_NOTED = "generate noted";

        public static final String GENERATE_MANY_NOTED = "generate many noted";
        public static final String ROTATE = "rotate";

        private Kind() {}
    }

    /** What a key is derived for. */
    public static final class Purpose {
        public static final String ROW = "row";
        public static final String AUDIT = "audit";
        public static final String VERIFY = "verify";
        public static final String SUM = "sum";
        public static final String MASK = "mask";
        public static final String FINGERPRINT = "fingerprint";

        /** The id of the token follows. */
        public static final String SEAL = "seal ";

        private Purpose() {}
    }
}
