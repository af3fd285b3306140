-- When each datafile revision was published: whole seconds, later than for every revision of the environment before it,
-- because SDKs compare this time and nothing else. A revision from before this column is as old as the last change of
-- its project.
ALTER TABLE datafile_revision ADD COLUMN last_modified TEXT NOT NULL DEFAULT '1970-01-01T00:00:00.000000Z';
UPDATE datafile_revision SET last_modified = (
    SELECT SUBSTR(MAX(journal.at), 1, 19) || '.000000Z'
    FROM journal WHERE journal.project_id = datafile_revision.project_id);
