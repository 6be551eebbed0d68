CREATE TABLE installation (
    singleton INTEGER PRIMARY KEY CHECK (singleton = 1),
    uuid TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    key_id TEXT NOT NULL,
    key_fingerprint BLOB NOT NULL
) STRICT;

CREATE TABLE head (
    singleton INTEGER PRIMARY KEY CHECK (singleton = 1),
    audit_sequence INTEGER NOT NULL,
    audit_mac BLOB NOT NULL,
    tokens INTEGER NOT NULL,
    tokens_sum BLOB NOT NULL,
    administrators INTEGER NOT NULL,
    administrators_sum BLOB NOT NULL,
    mac BLOB NOT NULL
) STRICT;

CREATE TABLE token (
    id TEXT PRIMARY KEY,
    label TEXT NOT NULL,
    description TEXT,
    scopes TEXT NOT NULL,
    key_id TEXT NOT NULL,
    verifier BLOB NOT NULL,
    seal BLOB,
    created_at INTEGER NOT NULL,
    created_by INTEGER NOT NULL,
    created_by_name TEXT NOT NULL,
    expires_at INTEGER,
    revoked_at INTEGER,
    revoked_by INTEGER,
    revoked_by_name TEXT,
    revoke_reason TEXT,
    mac BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX token_by_label ON token (label);

CREATE TABLE token_access (
    token_id TEXT PRIMARY KEY REFERENCES token (id) ON DELETE CASCADE,
    last_accessed_at INTEGER NOT NULL,
    last_accessed_from TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE administrator (
    uid INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    granted_at INTEGER NOT NULL,
    granted_by INTEGER NOT NULL,
    granted_by_name TEXT NOT NULL,
    mac BLOB NOT NULL
) STRICT;

CREATE TABLE audit (
    sequence INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    clock_regressed INTEGER NOT NULL,
    action TEXT NOT NULL,
    denied INTEGER NOT NULL,
    token_id TEXT,
    detail TEXT,
    actor_uid INTEGER NOT NULL,
    actor_name TEXT NOT NULL,
    account_uid INTEGER NOT NULL,
    via TEXT NOT NULL,
    login_uid INTEGER,
    terminal TEXT,
    tool_version TEXT NOT NULL,
    mac BLOB NOT NULL
) STRICT;

CREATE INDEX audit_by_token ON audit (token_id) WHERE token_id IS NOT NULL;

CREATE TRIGGER audit_refuses_update BEFORE UPDATE ON audit BEGIN
    SELECT RAISE(ABORT, 'the audit trail is append-only');
END;

CREATE TRIGGER audit_refuses_delete BEFORE DELETE ON audit BEGIN
    SELECT RAISE(ABORT, 'the audit trail is append-only');
END;
