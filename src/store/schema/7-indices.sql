CREATE INDEX tie_from_person ON tie (from_person_id) WHERE from_person_id IS NOT NULL;
CREATE INDEX tie_to_person ON tie (to_person_id) WHERE to_person_id IS NOT NULL;
CREATE INDEX tie_from_group ON tie (from_group_id) WHERE from_group_id IS NOT NULL;
CREATE INDEX tie_to_group ON tie (to_group_id) WHERE to_group_id IS NOT NULL;
CREATE INDEX tie_from_party ON tie (from_party_id) WHERE from_party_id IS NOT NULL;
CREATE INDEX tie_to_party ON tie (to_party_id) WHERE to_party_id IS NOT NULL;
CREATE INDEX tie_contest ON tie (contest_id) WHERE contest_id IS NOT NULL;
CREATE INDEX tied_group_folded ON tied_group (folded);
