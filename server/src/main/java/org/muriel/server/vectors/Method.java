package org.muriel.server.vectors;

/** What a method of the vectors is here: arguments out of the inputs, a call of a public entry point, fields out of its result. */
@FunctionalInterface
interface Method {
    Outputs evaluate(Inputs inputs);

    /** Whether the fields of nested objects are all there are, so that one more is one too many. */
    default boolean isWhole() {
        return false;
    }

    /** The same method, whose nested objects are whole. */
    static Method whole(Method method) {
        return new Method() {
            @Override
            public Outputs evaluate(Inputs inputs) {
                return method.evaluate(inputs);
            }

            @Override
            public boolean isWhole() {
                return true;
            }
        };
    }
}
