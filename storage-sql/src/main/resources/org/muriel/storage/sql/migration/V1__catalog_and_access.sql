-- Written in the SQL that SQLite and PostgreSQL share. Times are ISO text in UTC with six fraction digits, so that they
-- sort as text. Never edit a migration that was released: its checksum is kept in every database. Add the next one.

-- The next id to give. One sequence for all kinds, accounts included.
CREATE TABLE sequence (
    next_id BIGINT NOT NULL
);
INSERT INTO sequence (next_id) VALUES (10000000001);

CREATE TABLE account (
    id      BIGINT NOT NULL PRIMARY KEY,
    created TEXT   NOT NULL
);

CREATE TABLE person (
    id         TEXT   NOT NULL PRIMARY KEY,
    account_id BIGINT NOT NULL REFERENCES account (id),
    created    TEXT   NOT NULL
);

-- Of a token only its SHA-256 in hex is kept.
CREATE TABLE token (
    id        TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id),
    hash      TEXT NOT NULL UNIQUE,
    created   TEXT NOT NULL
);

-- A configured thing in its present state. The body is the whole document; the other columns repeat parts of it for
-- people who look and for the constraints. Key is null for kinds without one. Revision counts the writes that changed it.
CREATE TABLE entity (
    id         BIGINT  NOT NULL PRIMARY KEY,
    project_id BIGINT  NOT NULL REFERENCES entity (id) DEFERRABLE INITIALLY DEFERRED,
    kind       TEXT    NOT NULL,
    key        TEXT,
    archived   BOOLEAN NOT NULL,
    revision   BIGINT  NOT NULL,
    body       TEXT    NOT NULL,
    UNIQUE (project_id, kind, key)
);

-- What happened to one entity in one write. Before is null on creation. Revisions: environment id -> revision that
-- the write gave its datafile, as JSON, the same in every entry of a write.
CREATE TABLE journal (
    seq        BIGINT NOT NULL PRIMARY KEY,
    at         TEXT   NOT NULL,
    actor      TEXT   NOT NULL,
    project_id BIGINT NOT NULL,
    kind       TEXT   NOT NULL,
    entity_id  BIGINT NOT NULL REFERENCES entity (id),
    action     TEXT   NOT NULL,
    before     TEXT,
    after      TEXT   NOT NULL,
    revisions  TEXT   NOT NULL
);

CREATE TABLE datafile_revision (
    environment_id BIGINT NOT NULL PRIMARY KEY REFERENCES entity (id),
    project_id     BIGINT NOT NULL REFERENCES entity (id),
    revision       BIGINT NOT NULL
);
