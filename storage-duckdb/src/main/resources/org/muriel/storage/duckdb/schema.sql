-- Times are milliseconds since 1970. Ids that are no numbers are none of this server's and are left empty.
CREATE TABLE IF NOT EXISTS exposure (
    project_id BIGINT NOT NULL,
    experiment_id BIGINT,
    variation_id BIGINT,
    visitor BIGINT NOT NULL,
    happened_at BIGINT NOT NULL,
    environment_id BIGINT,
    holdback BOOLEAN NOT NULL,
    uuid VARCHAR NOT NULL,
    uuid_hash BIGINT NOT NULL,
    attributes VARCHAR NOT NULL,
    received_at BIGINT NOT NULL,
    position BIGINT NOT NULL,
    campaign_id VARCHAR,
    flag_key VARCHAR,
    rule_key VARCHAR,
    rule_type VARCHAR,
    variation_key VARCHAR,
    enabled BOOLEAN,
    session_id VARCHAR,
    client VARCHAR,
    revision VARCHAR
);
CREATE TABLE IF NOT EXISTS conversion (
    project_id BIGINT NOT NULL,
    event_id BIGINT,
    visitor BIGINT NOT NULL,
    happened_at BIGINT NOT NULL,
    environment_id BIGINT,
    revenue DECIMAL(18, 0),
    value DECIMAL(18, 6),
    facts VARCHAR NOT NULL,
    uuid VARCHAR NOT NULL,
    uuid_hash BIGINT NOT NULL,
    attributes VARCHAR NOT NULL,
    received_at BIGINT NOT NULL,
    position BIGINT NOT NULL,
    event_key VARCHAR NOT NULL,
    quantity BIGINT,
    tags VARCHAR NOT NULL,
    properties VARCHAR NOT NULL,
    session_id VARCHAR,
    client VARCHAR,
    revision VARCHAR
);
-- The text of a visitor's id is kept once.
CREATE TABLE IF NOT EXISTS visitor (
    project_id BIGINT NOT NULL,
    visitor BIGINT NOT NULL,
    id VARCHAR NOT NULL
);
-- What became of the events received in an hour.
CREATE TABLE IF NOT EXISTS ledger (
    project_id BIGINT NOT NULL,
    hour BIGINT NOT NULL,
    stored BIGINT NOT NULL,
    duplicate BIGINT NOT NULL,
    PRIMARY KEY (project_id, hour)
);
-- One row: the position in the log before which everything is here.
CREATE TABLE IF NOT EXISTS progress (position BIGINT NOT NULL);
INSERT INTO progress SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM progress);
-- A row when something was removed whose bytes are still in the file.
CREATE TABLE IF NOT EXISTS removal (noted BOOLEAN NOT NULL);
