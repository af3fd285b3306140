package org.muriel.api.entity;

import java.util.regex.Pattern;

/** Bounds on what comes from outside. Far above what people need, far below what would hurt. */
public final class Limits {
    /** Keys of environments, features, variables, experiments and variations (REST specification, 1.5). */
    public static final Pattern KEY = Pattern.compile("[a-zA-Z0-9_-]{1,64}");

    public static final String KEY_EXPECTED = "1 to 64 of the characters a-z A-Z 0-9 _ -";

    /** Keys of attributes and events, which may hold spaces and dots too (REST specification, 1.5). */
    public static final Pattern LOOSE_KEY = Pattern.compile("[a-zA-Z0-9_\\- .]{1,64}");

    public static final String LOOSE_KEY_EXPECTED = "1 to 64 of the characters a-z A-Z 0-9 _ - space and dot";

    public static final int NAME = 500;
    public static final int DESCRIPTION = 10_000;

    /** Texts that SDKs download: defaults and values of variables. */
    public static final int VARIABLE_VALUE = 65_536;

    public static final int VISITOR_ID = 255;
    public static final int CONDITIONS = 200_000;
    public static final int SDKS = 50;
    public static final int VARIABLES = 500;
    public static final int VARIATIONS = 200;
    public static final int METRICS = 200;
    public static final int WHITELIST = 10_000;
    public static final int ENVIRONMENTS = 100;

    /** Each costs a thread while it is sent to. */
    public static final int WEBHOOKS = 50;

    public static final int WEBHOOK_URL = 2_000;
    public static final int AUDIENCES = 1_000;
    public static final int GROUP_MEMBERS = 1_000;
    public static final int EVENT_PROPERTIES = 200;
    public static final int FILTER_CONDITIONS = 50;

    private Limits() {}
}
