-- Programs that can keep no secret have none. The challenge of a code is the SHA-256 of a verifier in hex (RFC 7636), and
-- the turn is the hash of the part of a refresh token that is new after each use; of those that stay there is none.
ALTER TABLE oauth_client ADD COLUMN confidential BOOLEAN NOT NULL DEFAULT TRUE;
ALTER TABLE oauth_grant ADD COLUMN challenge TEXT;
ALTER TABLE oauth_grant ADD COLUMN turn_hash TEXT;
CREATE INDEX grant_of_person ON oauth_grant (person_id, client_id, created);

-- What was left of tokens of people who are here no more.
UPDATE token SET
    name = '',
    prefix = '',
    last_used = NULL,
    revoked = COALESCE(revoked, (SELECT removed FROM person WHERE person.id = token.person_id))
WHERE person_id IN (SELECT id FROM person WHERE removed IS NOT NULL);
