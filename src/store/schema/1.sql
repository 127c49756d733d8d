-- Schema 1 of the graph file. docs/graph-file.md describes every table and column.

-- Properties of the file: 'hustings' (version of the program), 'extraction' (version of the rules), 'people' (the
-- overrides as given), 'facts' and 'unread' (counts).
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- Arrays that analyses of the whole graph read at once; the other tables hold the same data.
CREATE TABLE columns (name TEXT PRIMARY KEY, data BLOB NOT NULL) WITHOUT ROWID;

CREATE TABLE page (
  id INTEGER PRIMARY KEY,
  file TEXT NOT NULL,
  title TEXT NOT NULL,
  kind TEXT NOT NULL,
  revision INTEGER,
  hash TEXT NOT NULL,
  body BLOB NOT NULL
);
CREATE INDEX page_title ON page (title);

CREATE TABLE redirect (
  title TEXT PRIMARY KEY,
  target TEXT NOT NULL,
  file TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE party (id INTEGER PRIMARY KEY, name TEXT NOT NULL);

CREATE TABLE office (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  party_id INTEGER REFERENCES party
);

CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT NOT NULL);

-- Every name of everything, as written and in the form for comparison: lower case, without diacritics.
CREATE TABLE name (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  folded TEXT NOT NULL,
  person_id INTEGER REFERENCES person,
  office_id INTEGER REFERENCES office,
  party_id INTEGER REFERENCES party,
  contest_id INTEGER REFERENCES contest,
  CHECK ((person_id IS NOT NULL) + (office_id IS NOT NULL) + (party_id IS NOT NULL) + (contest_id IS NOT NULL) = 1)
);

CREATE TABLE contest (
  id INTEGER PRIMARY KEY,
  title TEXT NOT NULL,
  office_id INTEGER REFERENCES office,
  party_id INTEGER REFERENCES party,
  country TEXT,
  kind TEXT NOT NULL,
  status TEXT,
  documented INTEGER NOT NULL,
  date TEXT,
  year INTEGER,
  selectorate TEXT,
  selectorate_detail TEXT,
  electorate INTEGER,
  ballots INTEGER,
  turnout REAL,
  threshold REAL,
  previous_id INTEGER REFERENCES contest,
  next_id INTEGER REFERENCES contest,
  before_id INTEGER REFERENCES person,
  after_id INTEGER REFERENCES person,
  total INTEGER
);

CREATE TABLE round (
  contest_id INTEGER NOT NULL REFERENCES contest,
  number INTEGER NOT NULL,
  date TEXT,
  label TEXT,
  annulled INTEGER NOT NULL,
  electorate INTEGER,
  ballots INTEGER,
  valid INTEGER,
  turnout REAL,
  shares_of TEXT,
  PRIMARY KEY (contest_id, number)
) WITHOUT ROWID;

CREATE TABLE candidacy (
  id INTEGER PRIMARY KEY,
  contest_id INTEGER NOT NULL REFERENCES contest,
  person_id INTEGER NOT NULL REFERENCES person,
  party_id INTEGER REFERENCES party,
  outcome TEXT,
  elected INTEGER NOT NULL,
  stood INTEGER NOT NULL,
  incumbent INTEGER NOT NULL
);

CREATE TABLE result (
  candidacy_id INTEGER NOT NULL REFERENCES candidacy,
  round INTEGER NOT NULL,
  votes INTEGER,
  share REAL,
  PRIMARY KEY (candidacy_id, round)
) WITHOUT ROWID;

CREATE TABLE tenure (
  id INTEGER PRIMARY KEY,
  office_id INTEGER NOT NULL REFERENCES office,
  person_id INTEGER NOT NULL REFERENCES person,
  "from" TEXT,
  "to" TEXT,
  began TEXT,
  ended TEXT,
  contest_id INTEGER REFERENCES contest,
  party_id INTEGER REFERENCES party,
  follows INTEGER NOT NULL,
  notes TEXT
);

CREATE TABLE renewal (
  tenure_id INTEGER NOT NULL REFERENCES tenure,
  contest_id INTEGER NOT NULL REFERENCES contest,
  PRIMARY KEY (tenure_id, contest_id)
) WITHOUT ROWID;

CREATE TABLE confidence (id INTEGER PRIMARY KEY, name TEXT NOT NULL);

CREATE TABLE citation (
  id INTEGER PRIMARY KEY,
  page_id INTEGER NOT NULL REFERENCES page,
  line INTEGER NOT NULL,
  confidence INTEGER NOT NULL REFERENCES confidence,
  quote TEXT NOT NULL,
  sources TEXT
);

-- The kinds of subjects of facts: contest, candidacy, tenure, person, party.
CREATE TABLE subject (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE property (id INTEGER PRIMARY KEY, name TEXT NOT NULL);

-- Every value of every property, once for each citation; the preferred value of a property comes first.
CREATE TABLE fact (
  subject INTEGER NOT NULL REFERENCES subject,
  subject_id INTEGER NOT NULL,
  number INTEGER NOT NULL,
  property INTEGER NOT NULL REFERENCES property,
  round INTEGER,
  value,
  confidence INTEGER NOT NULL REFERENCES confidence,
  citation_id INTEGER NOT NULL REFERENCES citation,
  PRIMARY KEY (subject, subject_id, number)
) WITHOUT ROWID;

CREATE TABLE judgement (
  id INTEGER PRIMARY KEY,
  name_a TEXT NOT NULL,
  name_b TEXT NOT NULL,
  series TEXT NOT NULL,
  verdict TEXT NOT NULL,
  score INTEGER NOT NULL,
  evidence TEXT NOT NULL,
  reason TEXT NOT NULL
);

CREATE TABLE diagnostic (
  id INTEGER PRIMARY KEY,
  rule TEXT NOT NULL,
  severity TEXT NOT NULL,
  file TEXT NOT NULL,
  line INTEGER NOT NULL,
  subject TEXT NOT NULL,
  message TEXT NOT NULL,
  "values" TEXT NOT NULL,
  quote TEXT NOT NULL
);
