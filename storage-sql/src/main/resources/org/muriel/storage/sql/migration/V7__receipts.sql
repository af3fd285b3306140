-- What answers a request that comes a second time. The answer is encrypted with a key made of the request's own key, which
-- is not kept, and written in Base64. Bytes is its length, for counting without reading it.
CREATE TABLE receipt (
    id     TEXT   NOT NULL PRIMARY KEY,
    made   TEXT   NOT NULL,
    bytes  BIGINT NOT NULL,
    answer TEXT   NOT NULL
);
CREATE INDEX receipt_by_age ON receipt (made, bytes);
