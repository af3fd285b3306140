package org.muriel.decision.datafile;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.muriel.decision.audience.Audience;
import org.muriel.decision.audience.Condition;
import org.muriel.decision.audience.Leaf;

/**
 * Reads conditions: those of an audience are trees over tests, those of an experiment trees over audience ids. SDK
 * contract, 3.1. A list without an operator means {@code or}, as in Java and Python; {@code not} looks at its first
 * operand; an unknown operator is refused, as in Java and Python.
 */
final class ConditionReader {
    private static final Condition NOBODY = new Condition.Or(List.of());
    private static final Set<String> OPERATORS = Set.of("and", "or", "not");

    private final Tokens in;
    private final Supplier<Condition> test = this::test;
    private final Supplier<Condition> named = this::named;
    private int depth;

    ConditionReader(Tokens in) {
        this.in = in;
    }

    /** An audience whose conditions are a text that holds JSON. */
    Audience audience() {
        return audience(() -> {
            String text = in.text();
            Tokens document = in.within(text);
            ConditionReader reader = new ConditionReader(document);
            return new Parsed(document.document(reader::test), text);
        });
    }

    /** An audience whose conditions are JSON. */
    Audience typedAudience() {
        return audience(() -> {
            int from = in.offset();
            Condition condition = test();
            return new Parsed(condition, in.textFrom(from));
        });
    }

    private record Parsed(Condition condition, String text) {}

    private Audience audience(Supplier<Parsed> conditions) {
        String id = null;
        String audienceName = "";
        Parsed parsed = null;
        in.object();
        for (String name; (name = in.name()) != null; ) {
            switch (name) {
                case "id" -> id = in.text();
                case "name" -> audienceName = in.isNull() ? "" : in.text();
                case "conditions" -> parsed = conditions.get();
                default -> in.skip();
            }
        }
        if (id == null) {
            throw in.missing("id", "a string");
        }
        if (parsed == null) {
            throw in.missing("conditions", "conditions");
        }
        return new Audience(id, audienceName, parsed.condition(), parsed.text());
    }

    /** Whom an experiment is for. Null is the same as missing, and an empty list means everyone. */
    Optional<Condition> audienceConditions() {
        if (in.isNull()) {
            return Optional.empty();
        }
        if (in.isText()) {
            return Optional.of(new Condition.Named(in.text()));
        }
        return Optional.of(list(named, Condition.EVERYONE));
    }

    /** What an audience asks of a visitor. */
    private Condition test() {
        return in.isObject() ? leaf() : list(test, NOBODY);
    }

    private Condition named() {
        return in.isText() ? new Condition.Named(in.text()) : list(named, NOBODY);
    }

    /** @param empty what a list of nothing means, without even an operator */
    private Condition list(Supplier<Condition> operand, Condition empty) {
        if (depth == Datafile.MAX_DEPTH) {
            throw in.tooDeep();
        }
        depth++;
        in.array();
        boolean any = in.element();
        String operator = "";
        if (any && in.isText() && OPERATORS.contains(in.text())) {
            operator = in.text();
            any = in.element();
        }
        List<Condition> operands = in.rest(any, operand);
        depth--;
        return switch (operator) {
            case "and" -> new Condition.And(operands);
            case "not" -> operands.isEmpty() ? new Condition.Nothing() : new Condition.Not(operands.getFirst());
            case "or" -> new Condition.Or(operands);
            default -> operands.isEmpty() ? empty : new Condition.Or(operands);
        };
    }

    private Condition leaf() {
        String type = "";
        String attribute = "";
        String match = null;
        Object value = null;
        in.object();
        for (String name; (name = in.name()) != null; ) {
            switch (name) {
                case "type" -> type = in.isNull() ? "" : in.text();
                case "name" -> attribute = in.isNull() ? "" : in.text();
                case "match" -> match = in.textOrNull();
                case "value" -> value = in.scalarOrNull();
                default -> in.skip();
            }
        }
        return new Condition.Test(Leaf.of(type, attribute, match, value));
    }
}
