-- Schema 9: the page of a diagnostic, and whether the file is an export, whose pages count their own lines.

ALTER TABLE diagnostic ADD COLUMN page TEXT NOT NULL DEFAULT '';
ALTER TABLE diagnostic ADD COLUMN of_export INTEGER NOT NULL DEFAULT 0;
