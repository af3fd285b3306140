-- The log of events, for SQLite. Never edit a migration that was released: its checksum is kept in every database.

-- Positions: next is the position after the entry. Received: milliseconds since 1970. An entry has either the bytes of
-- a batch or the hash of a visitor who is erased. Environment: null when it is not known.
CREATE TABLE entry (
    position       INTEGER NOT NULL PRIMARY KEY,
    next           INTEGER NOT NULL,
    received       INTEGER NOT NULL,
    project_id     INTEGER NOT NULL,
    environment_id INTEGER,
    visitor_hash   INTEGER,
    body           BLOB
);

-- From begin_position on every entry is there; end_position is that of the next event.
CREATE TABLE span (
    begin_position INTEGER NOT NULL,
    end_position   INTEGER NOT NULL
);
INSERT INTO span (begin_position, end_position) VALUES (1, 1);

-- Events received in an hour since 1970, by what was done with them: 'accepted', or why they were refused. Project 0 is
-- for events of projects that are not known.
CREATE TABLE receipt (
    project_id INTEGER NOT NULL,
    hour       INTEGER NOT NULL,
    outcome    TEXT    NOT NULL,
    events     INTEGER NOT NULL,
    PRIMARY KEY (project_id, hour, outcome)
) WITHOUT ROWID;

-- The newest refusals. Of the visitor only the hash is kept, to find the row when they are erased.
CREATE TABLE refusal (
    id           INTEGER NOT NULL PRIMARY KEY,
    received     INTEGER NOT NULL,
    project_id   INTEGER NOT NULL,
    visitor_hash INTEGER,
    reason       TEXT    NOT NULL,
    uuid         TEXT,
    detail       TEXT    NOT NULL
);

-- Erasures that are not yet carried out in the entries before them.
CREATE TABLE erasure (
    position     INTEGER NOT NULL PRIMARY KEY,
    project_id   INTEGER NOT NULL,
    visitor_hash INTEGER NOT NULL
);
