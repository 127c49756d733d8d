-- Created after the rows are inserted, which is faster than updating the indices row by row.
CREATE INDEX name_folded ON name (folded);
CREATE INDEX name_person ON name (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX name_party ON name (party_id) WHERE party_id IS NOT NULL;
CREATE INDEX contest_office ON contest (office_id);
CREATE INDEX contest_party ON contest (party_id) WHERE party_id IS NOT NULL;
CREATE INDEX contest_year ON contest (year);
CREATE INDEX candidacy_contest ON candidacy (contest_id);
CREATE INDEX candidacy_person ON candidacy (person_id);
CREATE INDEX candidacy_party ON candidacy (party_id) WHERE party_id IS NOT NULL;
CREATE INDEX tenure_office ON tenure (office_id);
CREATE INDEX tenure_person ON tenure (person_id);
CREATE INDEX renewal_contest ON renewal (contest_id);
CREATE INDEX office_party ON office (party_id) WHERE party_id IS NOT NULL;
CREATE INDEX judgement_a ON judgement (name_a);
CREATE INDEX judgement_b ON judgement (name_b);
CREATE INDEX citation_page ON citation (page_id);

CREATE VIRTUAL TABLE name_search USING fts5 (
  folded, content = 'name', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2', detail = 'full'
);
INSERT INTO name_search (name_search) VALUES ('rebuild');
