-- How a token begins is kept so that people know it again; of older ones it is not known.
ALTER TABLE token ADD COLUMN name TEXT NOT NULL DEFAULT '';
ALTER TABLE token ADD COLUMN prefix TEXT NOT NULL DEFAULT '';
ALTER TABLE token ADD COLUMN expires TEXT;
ALTER TABLE token ADD COLUMN revoked TEXT;
ALTER TABLE token ADD COLUMN last_used TEXT;
CREATE INDEX token_of_person ON token (person_id, created);

-- Raised by whoever changes people or takes a token back, so that other processes know.
CREATE TABLE access_revision (
    revision BIGINT NOT NULL
);
INSERT INTO access_revision (revision) VALUES (1);
