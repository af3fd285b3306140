package org.muriel.api.usage;

import static org.muriel.api.schema.Schema.byName;
import static org.muriel.api.schema.Schema.count;
import static org.muriel.api.schema.Schema.id;
import static org.muriel.api.schema.Schema.list;
import static org.muriel.api.schema.Schema.text;
import static org.muriel.api.schema.Schema.time;
import static org.muriel.api.schema.Schema.word;

import org.muriel.api.schema.Shape;

/** Usage as the API's description has it (REST specification, 18). */
final class UsageSchema {
    private static final Shape PRODUCT = Shape.of("ProductUsage", "How much a product is used.")
            .readOnly("allocation_term_in_months", count(), "")
            .readOnly("end_time", time(), "When the term ends, exclusive.")
            .readOnly("last_update_time", time(), "When this was counted.")
            .readOnly("product_name", word("Full Stack"), "")
            .readOnly("projects", byName(count()), "By the id of the project.")
            .readOnly("start_time", time(), "When the term began.")
            .readOnly("usage", count(), "Impressions in the term.");

    static final Shape PLAN = Shape.of("Plan", "What may be used: as much as one likes.")
            .readOnly("account_id", id(), "")
            .readOnly("plan_name", text(), "")
            .readOnly("product_usages", list(PRODUCT), "")
            .readOnly("status", word("active"), "")
            .readOnly("unit_of_measurement", word("Impressions"), "");

    static final Shape LINE = Shape.of("ImpressionsUsage", "The impressions of an experiment.")
            .readOnly("experiment_id", id(), "")
            .readOnly("experiment_name", text(), "The key, when it has no name.")
            .readOnly("experiment_status", text(), "In the primary environment.")
            .readOnly("impression_count", count(), "")
            .readOnly("platform", word("fullstack"), "")
            .readOnly("project_id", id(), "")
            .readOnly("project_name", text(), "");

    static final Shape SUMMARY = Shape.of("ImpressionsUsageSummary", "The impressions of this month.")
            .readOnly("allowance", count(), "Always 0: there is no limit.")
            .readOnly("end_date", text(), "The last day.")
            .readOnly("last_update_date", text(), "Today.")
            .readOnly("start_date", text(), "The first day.")
            .readOnly("usage", count(), "")
            .readOnly("usage_percentage", count(), "Always 0.");

    private UsageSchema() {}
}
