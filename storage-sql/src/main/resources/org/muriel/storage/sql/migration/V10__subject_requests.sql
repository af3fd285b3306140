-- Wishes of people to see or to erase what is kept of them. Ids have 16 digits, apart from those of entities.
CREATE TABLE subject_request (
    id              BIGINT NOT NULL PRIMARY KEY,
    account_id      BIGINT NOT NULL REFERENCES account (id),
    subject         TEXT   NOT NULL,
    identifier      TEXT   NOT NULL,
    identifier_type TEXT   NOT NULL,
    wish            TEXT   NOT NULL,
    status          TEXT   NOT NULL,
    requested       TEXT   NOT NULL,
    started         TEXT,
    completed       TEXT
);
