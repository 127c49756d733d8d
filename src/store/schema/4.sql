-- Schema 4: who could vote in a round, where that is not said of the whole contest, and the votes for what is no person.

ALTER TABLE round ADD COLUMN selectorate TEXT;
ALTER TABLE round ADD COLUMN option_votes INTEGER;

-- The colour of a party, #rrggbb.
ALTER TABLE party ADD COLUMN colour TEXT;
