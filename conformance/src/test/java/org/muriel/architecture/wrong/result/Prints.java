package org.muriel.architecture.wrong.result;

/** Output from a module that is no program. */
final class Prints {
    private Prints() {}

    static void greet() {
        System.out.println("hello");
    }

    static void complain(RuntimeException problem) {
        problem.printStackTrace();
    }
}
