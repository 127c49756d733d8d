-- Schema 3: judgements on parties, offices and contests, in addition to those on people.

ALTER TABLE judgement ADD COLUMN subject TEXT NOT NULL DEFAULT 'person';
