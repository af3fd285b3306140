package org.muriel.experiment.webhook;

/**
 * What a webhook can be told of (REST specification, 20.1): a kind of thing and what became of it. The words are those of
 * the later generations of the emulated API: a flag is a feature, a rule is an experiment or one of a feature's rollout
 * rules, a rule set is all rollout rules of a feature in one environment. Their names are stored: rename none.
 */
public enum Topic {
    DATAFILE_UPDATED,
    /** Of browser projects, which have no snippet here: accepted, and never told. */
    SNIPPET_UPDATED,
    ATTRIBUTE_CREATED,
    ATTRIBUTE_UPDATED,
    ATTRIBUTE_DELETED,
    ATTRIBUTE_ARCHIVED,
    EVENT_CREATED,
    EVENT_UPDATED,
    EVENT_DELETED,
    EVENT_ARCHIVED,
    FLAG_CREATED,
    FLAG_UPDATED,
    FLAG_DELETED,
    FLAG_ARCHIVED,
    VARIATION_CREATED,
    VARIATION_UPDATED,
    VARIATION_DELETED,
    VARIATION_ARCHIVED,
    GROUP_CREATED,
    GROUP_UPDATED,
    GROUP_DELETED,
    GROUP_ARCHIVED,
    AUDIENCE_CREATED,
    AUDIENCE_UPDATED,
    AUDIENCE_ARCHIVED,
    ENVIRONMENT_CREATED,
    ENVIRONMENT_UPDATED,
    ENVIRONMENT_ARCHIVED,
    PROJECT_SETTING_CREATED,
    PROJECT_SETTING_UPDATED,
    PROJECT_SETTING_DELETED,
    RULESET_CREATED,
    RULESET_UPDATED,
    RULESET_DELETED,
    RULE_CREATED,
    RULE_UPDATED,
    RULE_DELETED,
    VARIABLE_CREATED,
    VARIABLE_UPDATED,
    VARIABLE_DELETED
}
