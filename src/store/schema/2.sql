-- Schema 2: views for people who query the file in SQL.

CREATE VIEW standing AS
SELECT contest.id AS contest_id, contest.title AS contest, contest.date, contest.year, office.name AS office,
       person.id AS person_id, person.name AS person, result.round, result.votes, result.share,
       candidacy.elected, candidacy.outcome, party.name AS party
FROM candidacy
JOIN contest ON contest.id = candidacy.contest_id
JOIN person ON person.id = candidacy.person_id
LEFT JOIN result ON result.candidacy_id = candidacy.id
LEFT JOIN office ON office.id = contest.office_id
LEFT JOIN party ON party.id = candidacy.party_id
WHERE candidacy.stood;

-- Who lost to whom, by contest.
CREATE VIEW defeat AS
SELECT loser.person_id AS loser_id, winner.person_id AS winner_id, loser.contest_id
FROM candidacy AS loser
JOIN candidacy AS winner ON winner.contest_id = loser.contest_id AND winner.elected
JOIN contest ON contest.id = loser.contest_id
WHERE loser.stood AND NOT loser.elected
  AND coalesce(contest.status, '') NOT IN ('annulled', 'cancelled', 'scheduled');

-- Every statement with its citation, in words.
CREATE VIEW statement AS
SELECT subject.name AS subject, fact.subject_id, property.name AS property, fact.round, fact.value,
       confidence.name AS confidence, page.file, page.title AS page, page.revision, citation.line, citation.quote
FROM fact
JOIN subject ON subject.id = fact.subject
JOIN property ON property.id = fact.property
JOIN confidence ON confidence.id = fact.confidence
JOIN citation ON citation.id = fact.citation_id
JOIN page ON page.id = citation.page_id;
