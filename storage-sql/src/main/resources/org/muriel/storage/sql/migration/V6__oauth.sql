-- Programs that people let act for them. Redirect addresses are one a line. Of secrets only the SHA-256 in hex is kept.
CREATE TABLE oauth_client (
    id            TEXT NOT NULL PRIMARY KEY,
    name          TEXT NOT NULL,
    secret_hash   TEXT NOT NULL,
    redirect_uris TEXT NOT NULL,
    created       TEXT NOT NULL,
    removed       TEXT
);

-- What one person has allowed one program. The code is given out once and used once; the refresh token comes with it.
CREATE TABLE oauth_grant (
    id           TEXT NOT NULL PRIMARY KEY,
    client_id    TEXT NOT NULL REFERENCES oauth_client (id),
    person_id    TEXT NOT NULL REFERENCES person (id),
    created      TEXT NOT NULL,
    redirect_uri TEXT,
    code_hash    TEXT UNIQUE,
    code_expires TEXT,
    code_used    TEXT,
    refresh_hash TEXT UNIQUE,
    revoked      TEXT
);

ALTER TABLE token ADD COLUMN grant_id TEXT REFERENCES oauth_grant (id);
CREATE INDEX token_of_grant ON token (grant_id);
