-- Schema 7: ties between people, or between people and groups or parties, and the groups. Each end of a tie is in the
-- column of its kind. The citations of ties are rows of 'fact'.

CREATE TABLE tied_group (id INTEGER PRIMARY KEY, name TEXT NOT NULL, folded TEXT NOT NULL);

CREATE TABLE tie (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  from_person_id INTEGER REFERENCES person,
  from_group_id INTEGER REFERENCES tied_group,
  from_party_id INTEGER REFERENCES party,
  to_person_id INTEGER REFERENCES person,
  to_group_id INTEGER REFERENCES tied_group,
  to_party_id INTEGER REFERENCES party,
  role TEXT,
  office TEXT,
  contest_id INTEGER REFERENCES contest,
  start TEXT,
  "end" TEXT,
  stance TEXT,
  phase TEXT,
  CHECK ((from_person_id IS NOT NULL) + (from_group_id IS NOT NULL) + (from_party_id IS NOT NULL) = 1),
  CHECK ((to_person_id IS NOT NULL) + (to_group_id IS NOT NULL) + (to_party_id IS NOT NULL) = 1)
);
