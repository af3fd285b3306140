package org.muriel.cli.tutorial;

/** The steps of the tutorial in their order: each uses what those before it made. */
public enum Step {
    PROJECT("Create a project and change it."),
    ATTRIBUTE("Create an attribute of visitors and rename it."),
    EVENT("Create an event to count and rename it."),
    AUDIENCE("Create an audience, visitors with certain attribute values, and rename it."),
    FEATURE("Create a feature with a variable, roll it out and change it."),
    EXPERIMENT("Create an experiment, start it, pause it and change it."),
    RESULT("Read an experiment's results: as a summary, over time and as CSV.");

    private final String description;

    Step(String description) {
        this.description = description;
    }

    /** What the step does, in one line of help. */
    public String description() {
        return description;
    }

    /** @param unique digits that keep the names of this run apart from those of earlier ones */
    void run(Api api, Settings settings, String unique) {
        switch (this) {
            case PROJECT -> CreateProject.run(api, settings, unique);
            case ATTRIBUTE -> CreateAttribute.run(api, settings, unique);
            case EVENT -> CreateEvent.run(api, settings, unique);
            case AUDIENCE -> CreateAudience.run(api, settings, unique);
            case FEATURE -> CreateFeature.run(api, settings, unique);
            case EXPERIMENT -> RunExperiment.run(api, settings, unique);
            case RESULT -> ReadResults.run(api, settings);
        }
    }
}
