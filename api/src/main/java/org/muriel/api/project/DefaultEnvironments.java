package org.muriel.api.project;

/**
 * Keys of the two environments a new project gets. Clients of one generation of the emulated API write them with a
 * capital, those of a later one without (REST specification, 3.2).
 */
public enum DefaultEnvironments {
    CAPITALISED("Production", "Development"),
    LOWERCASE("production", "development");

    private final String production;
    private final String development;

    DefaultEnvironments(String production, String development) {
        this.production = production;
        this.development = development;
    }

    String production() {
        return production;
    }

    String development() {
        return development;
    }
}
