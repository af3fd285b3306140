package org.muriel.api.campaign;

import static org.muriel.api.schema.Schema.anything;
import static org.muriel.api.schema.Schema.id;
import static org.muriel.api.schema.Schema.list;
import static org.muriel.api.schema.Schema.number;
import static org.muriel.api.schema.Schema.share;
import static org.muriel.api.schema.Schema.time;
import static org.muriel.api.schema.Schema.truth;
import static org.muriel.api.schema.Schema.word;

import org.muriel.api.schema.Shape;

/** Campaigns as the API's description has them (REST specification, 14). */
final class CampaignSchema {
    static final Shape CAMPAIGN = Shape.of("Campaign", "What stands above one experiment.")
            .readOnly("archived", truth(), "")
            .readOnly("changes", list(anything()), "Always empty.")
            .readOnly("created", time(), "")
            .readOnlyIfAny("earliest", time(), "When the experiment was first started.")
            .readOnly("experiment_priorities", list(list(id())), "Its experiment.")
            .readOnly("holdback", share(), "The share of visitors who do not enter, in hundredths of a percent.")
            .readOnly("id", id(), "")
            .readOnly("last_modified", time(), "")
            .readOnlyIfAny("latest", time(), "When the experiment was last active.")
            .readOnly("metrics", list(anything()), "Always empty.")
            .readOnly("page_ids", list(id()), "Always empty.")
            .readOnly("project_id", id(), "")
            .readOnly("status", word("archived", "not_started", "paused", "running"), "That of the experiment.")
            .readOnly("type", word("other"), "");

    static final Shape RESULTS = Shape.of("CampaignResults", "Results of a campaign.")
            .readOnly("campaign_id", id(), "")
            .readOnly("confidence_threshold", number(), "")
            .readOnly("end_time", time(), "Exclusive.")
            .readOnly("metrics", list(anything()), "Always empty: those of the experiment are in its own results.")
            .readOnly("start_time", time(), "Inclusive.");

    private CampaignSchema() {}
}
