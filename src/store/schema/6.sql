-- Schema 6: the ids of people in public schemes and in the sources, as a JSON list of 'scheme:value', and the preferred
-- dates of birth and death. Each id is also among the names, so that a look-up finds it. 'stable_id' stays the same
-- whatever else the graph has.

ALTER TABLE person ADD COLUMN ids TEXT;
ALTER TABLE person ADD COLUMN born TEXT;
ALTER TABLE person ADD COLUMN died TEXT;
ALTER TABLE person ADD COLUMN stable_id TEXT NOT NULL DEFAULT '';
