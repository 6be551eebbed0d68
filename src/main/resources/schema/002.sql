ALTER TABLE token ADD COLUMN predecessor_id TEXT;

ALTER TABLE token ADD COLUMN successor_id TEXT;

ALTER TABLE token ADD COLUMN shortened_at INTEGER;

ALTER TABLE token ADD COLUMN former_expires_at INTEGER;

ALTER TABLE token ADD COLUMN request_id TEXT;

ALTER TABLE token ADD COLUMN request_mac BLOB;

CREATE INDEX token_by_request ON token (request_id) WHERE request_id IS NOT NULL;

CREATE INDEX audit_of_revocations ON audit (token_id) WHERE denied = 0 AND action IN ('revoke', 'undelivered');
