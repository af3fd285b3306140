package org.muriel.experiment.audience;

/** How an attribute is compared with the value of a condition. Semantics: SDK contract, section 3. */
public enum MatchType {
    EXACT(Operand.ANY),
    EXISTS(Operand.NONE),
    SUBSTRING(Operand.TEXT),
    GT(Operand.NUMBER),
    GE(Operand.NUMBER),
    LT(Operand.NUMBER),
    LE(Operand.NUMBER),
    SEMVER_EQ(Operand.TEXT),
    SEMVER_GT(Operand.TEXT),
    SEMVER_GE(Operand.TEXT),
    SEMVER_LT(Operand.TEXT),
    SEMVER_LE(Operand.TEXT),
    /** None stated, as in datafiles from before there were others: clients differ in what they take it for. */
    LEGACY(Operand.ANY);

    private final Operand operand;

    MatchType(Operand operand) {
        this.operand = operand;
    }

    public Operand operand() {
        return operand;
    }

    /** What a comparison needs on its right-hand side. */
    public enum Operand {
        ANY,
        NONE,
        TEXT,
        NUMBER
    }
}
