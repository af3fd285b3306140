-- Who was here before there were others is the owner, and may do everything.
ALTER TABLE person ADD COLUMN email TEXT NOT NULL DEFAULT '';
ALTER TABLE person ADD COLUMN first_name TEXT NOT NULL DEFAULT '';
ALTER TABLE person ADD COLUMN last_name TEXT NOT NULL DEFAULT '';
ALTER TABLE person ADD COLUMN administrator BOOLEAN NOT NULL DEFAULT FALSE;
UPDATE person SET administrator = TRUE;

-- Removed people stay, since the journal names them; they may do nothing.
ALTER TABLE person ADD COLUMN removed TEXT;
CREATE UNIQUE INDEX person_by_email ON person (LOWER(email)) WHERE email <> '' AND removed IS NULL;

-- What somebody is in a project. An administrator of the account needs no role.
CREATE TABLE project_role (
    person_id  TEXT   NOT NULL REFERENCES person (id),
    project_id BIGINT NOT NULL REFERENCES entity (id),
    role       TEXT   NOT NULL,
    PRIMARY KEY (person_id, project_id)
);
