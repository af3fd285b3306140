package org.muriel.cli.tutorial;

/** Reads the results of an experiment: as a summary, over time and as CSV. */
final class ReadResults {
    private ReadResults() {}

    static void run(Api api, Settings settings) {
        long id = settings.id(Setting.EXPERIMENT_ID);

        api.get("Get the results", "/experiments/" + id + "/results");
        api.get("Get the results over time", "/experiments/" + id + "/timeseries");
        api.download("Get the results as CSV", "/export/experiments/" + id + "/results/csv");
    }
}
