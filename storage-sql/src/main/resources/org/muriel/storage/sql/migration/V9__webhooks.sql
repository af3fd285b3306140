-- How far the journal was told to webhooks, and the next id of a delivery: 16 digits, apart from those of entities. What
-- was there before webhooks is told to nobody.
CREATE TABLE webhook_progress (
    seq           BIGINT NOT NULL,
    next_delivery BIGINT NOT NULL
);
INSERT INTO webhook_progress (seq, next_delivery)
SELECT COALESCE(MAX(seq), 0), 5000000000000001 FROM journal;

-- A message to a receiver. Next attempt: null unless it waits. The last columns are of the last attempt.
CREATE TABLE delivery (
    id           BIGINT NOT NULL PRIMARY KEY,
    webhook_id   BIGINT NOT NULL REFERENCES entity (id),
    event        TEXT   NOT NULL,
    body         TEXT   NOT NULL,
    created      TEXT   NOT NULL,
    status       TEXT   NOT NULL,
    attempts     BIGINT NOT NULL,
    next_attempt TEXT,
    replay_of    BIGINT,
    attempted    TEXT,
    latency      BIGINT,
    http_status  BIGINT,
    excerpt      TEXT
);
CREATE INDEX delivery_of_webhook ON delivery (webhook_id, id);
CREATE INDEX delivery_waiting ON delivery (next_attempt, webhook_id);

-- Random keys of this server, in hex, from which secrets are made.
CREATE TABLE server_key (
    name TEXT NOT NULL PRIMARY KEY,
    hex  TEXT NOT NULL
);
