-- Which revision of its entity an entry made: 1, 2, 3 and so on. The history of a project is asked for by kind, entity,
-- person and time; the index has it all, so that only the entries of a page are read.
ALTER TABLE journal ADD COLUMN entity_revision BIGINT NOT NULL DEFAULT 0;
UPDATE journal SET entity_revision = counted.revision
FROM (SELECT seq AS counted_seq, ROW_NUMBER() OVER (PARTITION BY entity_id ORDER BY seq) AS revision FROM journal)
    AS counted
WHERE journal.seq = counted.counted_seq;
CREATE INDEX journal_of_project ON journal (project_id, seq, kind, entity_id, actor, at);
