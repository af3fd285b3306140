-- Results ask for the journal of one experiment.
CREATE INDEX journal_of_entity ON journal (entity_id, seq);
