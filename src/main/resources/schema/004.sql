ALTER TABLE token ADD COLUMN disabled_at INTEGER;

ALTER TABLE token ADD COLUMN disabled_by INTEGER;

ALTER TABLE token ADD COLUMN disabled_by_name TEXT;

ALTER TABLE token ADD COLUMN disable_reason TEXT;

ALTER TABLE token ADD COLUMN owner TEXT;

ALTER TABLE token ADD COLUMN metadata TEXT;

ALTER TABLE token ADD COLUMN networks TEXT;
