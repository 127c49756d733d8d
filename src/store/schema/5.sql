-- Schema 5: the hash of what is kept of a page (XXH3, 128 bits). From this schema on the file has a checksum of every page of the
-- database behind the last one.

ALTER TABLE page ADD COLUMN checksum TEXT;

-- An array is looked for by its name in an index: beside the arrays themselves, the search would read those it passes.
ALTER TABLE columns RENAME TO columns_before;
CREATE TABLE columns (name TEXT PRIMARY KEY, data BLOB NOT NULL);
INSERT INTO columns SELECT name, data FROM columns_before ORDER BY name;
DROP TABLE columns_before;
