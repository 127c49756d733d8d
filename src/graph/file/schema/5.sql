-- Schema 5: the hash of what is kept of a page (XXH3, 128 bits). From this schema on the file has a checksum of every page of the
-- database behind the last one.

ALTER TABLE page ADD COLUMN checksum TEXT;
