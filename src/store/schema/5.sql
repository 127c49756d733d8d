-- Schema 5: the hash of a stored page (XXH3, 128 bits). From this schema on, the file has a checksum of every page of
-- the database after the last page.

ALTER TABLE page ADD COLUMN checksum TEXT;

-- An index on the name finds an array. In a table WITHOUT ROWID the search would also read the arrays that it passes.
ALTER TABLE columns RENAME TO columns_before;
CREATE TABLE columns (name TEXT PRIMARY KEY, data BLOB NOT NULL);
INSERT INTO columns SELECT name, data FROM columns_before ORDER BY name;
DROP TABLE columns_before;
