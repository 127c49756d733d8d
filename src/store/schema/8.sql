-- Schema 8: the fix of a diagnostic, as JSON, if there is one.

ALTER TABLE diagnostic ADD COLUMN fix TEXT;
