-- Schema 4: the selectorate of a round, if it is not stated for the whole contest, and the votes for options that are
-- not people.

ALTER TABLE round ADD COLUMN selectorate TEXT;
ALTER TABLE round ADD COLUMN option_votes INTEGER;

-- The colour of a party, as #rrggbb.
ALTER TABLE party ADD COLUMN colour TEXT;
