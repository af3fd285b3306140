-- Who is signed in in a browser. Of the id only the SHA-256 in hex is kept. A session goes on under another id from time to
-- time; the row of the one before says until when that is good still.
CREATE TABLE session (
    hash      TEXT NOT NULL PRIMARY KEY,
    token_id  TEXT NOT NULL REFERENCES token (id),
    person_id TEXT NOT NULL REFERENCES person (id),
    begun     TEXT NOT NULL,
    since     TEXT NOT NULL,
    until     TEXT
);

CREATE INDEX session_of_person ON session (person_id);
