package org.muriel.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.all;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.lang.AbstractClassesTransformer;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ClassesTransformer;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;

/**
 * The rules of the tree below one package, whose children are the modules. The package is a parameter so that the
 * same rules can be shown to fail on a tree that breaks them.
 */
final class Rules {
    /**
     * Which module may use which. A module that is not a key is refused, so a new one has to be entered. All storage
     * modules, of which none may use another, are {@code storage} here.
     */
    static final Map<String, Set<String>> MODULES = Map.ofEntries(
            entry("experiment", Set.of()),
            entry("datafile", Set.of("experiment")),
            entry("decision", Set.of()),
            entry("statistics", Set.of()),
            entry("calibration", Set.of("statistics")),
            entry("openfeature", Set.of("decision")),
            entry("access", Set.of()),
            entry("event", Set.of("experiment")),
            entry("change", Set.of("experiment")),
            entry("privacy", Set.of("experiment", "event")),
            entry("result", Set.of("experiment", "statistics")),
            entry("storage", Set.of("experiment", "access", "event", "change", "privacy", "result")),
            entry(
                    "api",
                    Set.of(
                            "experiment",
                            "datafile",
                            "decision",
                            "access",
                            "event",
                            "change",
                            "privacy",
                            "statistics",
                            "result")),
            entry("console", Set.of("api", "access", "experiment")),
            entry("cli", Set.of()),
            entry("simulation", Set.of()),
            entry(
                    "server",
                    Set.of(
                            "experiment",
                            "datafile",
                            "decision",
                            "access",
                            "event",
                            "change",
                            "privacy",
                            "statistics",
                            "result",
                            "storage",
                            "api",
                            "console",
                            "cli")),
            entry("testkit", Set.of("experiment", "access", "event", "result")));

    /** The modules without input and output, which see the JDK and nothing else, and what else each may see. */
    private static final Map<String, Set<String>> PURE = Map.of(
            "experiment", Set.of(),
            "access", Set.of(),
            "event", Set.of(),
            "statistics", Set.of(),
            "decision", Set.of("tools.jackson.core"));

    /** Packages of classes that the build makes from templates. */
    private static final String GENERATED = ".*\\.console\\.template(\\..*)?";

    private static final Pattern VAGUE_CLASS = Pattern.compile(".*(Manager|Helper|Helpers|Util|Utils|Impl)");
    private static final Pattern VAGUE_PACKAGE = Pattern.compile("(.*\\.)?(common|shared|core|util|utils)(\\..*)?");

    private final String root;

    Rules(String root) {
        this.root = root;
    }

    ArchRule modulesUseWhatTheTableAllows() {
        return classes().should(new ArchCondition<>("use only the modules that the table of modules allows") {
            @Override
            public void check(JavaClass user, ConditionEvents events) {
                Optional<String> module = moduleOf(user);
                if (module.isEmpty() || !MODULES.containsKey(module.get())) {
                    violated(events, user, user.getName() + " is in no module of the table");
                    return;
                }
                for (Dependency dependency : user.getDirectDependenciesFromSelf()) {
                    moduleOf(dependency.getTargetClass())
                            .filter(used -> !used.equals(module.get()))
                            .filter(used -> !MODULES.getOrDefault(module.get(), Set.of())
                                    .contains(used))
                            .ifPresent(used -> violated(events, user, dependency.getDescription()));
                }
            }
        });
    }

    ArchRule pureModulesSeeOnlyTheJdk() {
        return classes()
                .that(areIn(PURE.keySet()))
                .should(
                        new ArchCondition<>(
                                "depend only on the JDK, JSpecify, pure modules and what is granted to them") {
                            @Override
                            public void check(JavaClass user, ConditionEvents events) {
                                Set<String> granted =
                                        moduleOf(user).map(PURE::get).orElse(Set.of());
                                for (Dependency dependency : user.getDirectDependenciesFromSelf()) {
                                    JavaClass used = dependency.getTargetClass();
                                    boolean allowed =
                                            used.getBaseComponentType().isPrimitive()
                                                    || isInPackage(used, "java")
                                                    || isInPackage(used, "org.jspecify")
                                                    || granted.stream().anyMatch(library -> isInPackage(used, library))
                                                    || moduleOf(used)
                                                            .filter(PURE::containsKey)
                                                            .isPresent();
                                    if (!allowed) {
                                        violated(events, user, dependency.getDescription());
                                    }
                                }
                            }
                        })
                .because(
                        "what is tested, who may do what, who gets what and how sure one can be is decided without any library");
    }

    ArchRule pureModulesNeitherReadNorWrite() {
        return noClasses()
                .that(areIn(PURE.keySet()))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.io..", "java.net..", "java.nio.channels..", "java.nio.file..", "java.sql..");
    }

    ArchRule documentsAndDatabasesStayOutside() {
        return noClasses()
                .that(areIn(Set.of("experiment", "access", "statistics", "result")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "tools.jackson..",
                        "com.fasterxml.jackson..",
                        "java.sql..",
                        "javax.sql..",
                        "org.jdbi..",
                        "com.zaxxer..",
                        "org.flywaydb..",
                        "org.sqlite..")
                .because("each format and each database has one module that knows it");
    }

    ArchRule databasesStayInStorage() {
        return noClasses()
                .that(areNotIn(Set.of("storage")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.sql..", "javax.sql..", "org.jdbi..", "com.zaxxer..", "org.flywaydb..", "org.sqlite..");
    }

    ArchRule helidonStaysInOnePackage() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(root + ".api.http")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.helidon..")
                .because("the HTTP server must be replaceable in one place");
    }

    ArchRule clientsKnowOnlyHttp() {
        return classes()
                .that(areIn(Set.of("cli", "simulation")))
                .should(new ArchCondition<>("know nothing of ours but their own module") {
                    @Override
                    public void check(JavaClass user, ConditionEvents events) {
                        for (Dependency dependency : user.getDirectDependenciesFromSelf()) {
                            Optional<String> used = moduleOf(dependency.getTargetClass());
                            if (used.isPresent() && !used.equals(moduleOf(user))) {
                                violated(events, user, dependency.getDescription());
                            }
                        }
                    }
                })
                .because("it must work as any other client of the API does");
    }

    ArchRule packagesFormNoCycles() {
        return slices().assignedFrom(new SliceAssignment() {
                    @Override
                    public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
                        return isInPackage(javaClass, root)
                                ? SliceIdentifier.of(javaClass.getPackageName())
                                : SliceIdentifier.ignore();
                    }

                    @Override
                    public String getDescription() {
                        return "packages";
                    }
                })
                .should()
                .beFreeOfCycles();
    }

    ArchRule timeIsAParameter() {
        return noClasses()
                .that(areNotIn(Set.of("server", "simulation", "calibration")))
                .should()
                .accessTargetWhere(describe("the wall clock is read", Rules::readsTheWallClock))
                .because("time is passed in as an InstantSource");
    }

    ArchRule randomnessIsAParameter() {
        return noClasses()
                .that(areNotIn(Set.of("server", "cli")))
                .should()
                .accessTargetWhere(describe("randomness is made", Rules::makesRandomness))
                .because("a source of random numbers is passed in");
    }

    ArchRule onlyProgramsPrint() {
        return noClasses()
                .that(areNotIn(Set.of("server", "cli", "calibration")))
                .should()
                .accessTargetWhere(describe("something is printed", Rules::prints));
    }

    ArchRule classNamesSaySomething() {
        return noClasses().should(new ArchCondition<>("have a name that would suit any class") {
            @Override
            public void check(JavaClass javaClass, ConditionEvents events) {
                boolean vague = VAGUE_CLASS.matcher(javaClass.getSimpleName()).matches();
                events.add(new SimpleConditionEvent(javaClass, vague, javaClass.getName() + " has a vague name"));
            }
        });
    }

    ArchRule packageNamesSaySomething() {
        return all(packages()).should(new ArchCondition<>("have a name that would not suit any package") {
            @Override
            public void check(JavaPackage javaPackage, ConditionEvents events) {
                if (VAGUE_PACKAGE.matcher(javaPackage.getName()).matches()) {
                    violated(events, javaPackage, javaPackage.getName() + " has a vague name");
                }
            }
        });
    }

    ArchRule packagesAreNullMarked() {
        return all(packages()).should(new ArchCondition<>("be marked as free of nulls in their package-info.java") {
            @Override
            public void check(JavaPackage javaPackage, ConditionEvents events) {
                boolean marked = javaPackage
                        .tryGetPackageInfo()
                        .filter(it -> it.isAnnotatedWith(NullMarked.class))
                        .isPresent();
                if (!marked) {
                    violated(events, javaPackage, javaPackage.getName() + " is not null-marked");
                }
            }
        });
    }

    /** Packages that hold a class, without those that only hold packages. */
    private static ClassesTransformer<JavaPackage> packages() {
        return new AbstractClassesTransformer<>("packages") {
            @Override
            public Iterable<JavaPackage> doTransform(JavaClasses classes) {
                return classes.stream()
                        .map(JavaClass::getPackage)
                        .filter(it -> !it.getName().matches(GENERATED))
                        .collect(Collectors.toSet());
            }
        };
    }

    private static boolean readsTheWallClock(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        String name = access.getName();
        return switch (owner) {
            case "java.lang.System" -> name.equals("currentTimeMillis") || name.equals("nanoTime");
            case "java.time.Clock" -> name.startsWith("system") || name.matches("tick(Millis|Seconds|Minutes)");
            case "java.time.InstantSource" -> name.equals("system");
            case "java.util.Date" -> name.equals("<init>") && parameters(access).isEmpty();
            case "java.util.Calendar" -> name.equals("getInstance");
            default ->
                owner.startsWith("java.time.")
                        && name.equals("now")
                        && !parameters(access).contains(Clock.class.getName());
        };
    }

    private static boolean makesRandomness(JavaAccess<?> access) {
        String name = access.getName();
        return switch (access.getTargetOwner().getName()) {
            case "java.lang.Math", "java.lang.StrictMath" -> name.equals("random");
            case "java.util.Random", "java.util.SplittableRandom" ->
                name.equals("<init>") && parameters(access).isEmpty();
            case "java.security.SecureRandom" -> name.equals("<init>") || name.startsWith("getInstance");
            case "java.util.concurrent.ThreadLocalRandom" -> name.equals("current");
            case "java.util.random.RandomGenerator", "java.util.random.RandomGeneratorFactory" ->
                name.equals("getDefault");
            case "java.util.Collections" ->
                name.equals("shuffle") && parameters(access).size() == 1;
            default -> false;
        };
    }

    private static boolean prints(JavaAccess<?> access) {
        return switch (access.getTargetOwner().getName()) {
            case "java.lang.System" ->
                access.getName().equals("out") || access.getName().equals("err");
            default ->
                access.getName().equals("printStackTrace")
                        && parameters(access).isEmpty()
                        && access.getTargetOwner().isAssignableTo(Throwable.class);
        };
    }

    private static List<String> parameters(JavaAccess<?> access) {
        return access.getTarget() instanceof CodeUnitAccessTarget codeUnit
                ? codeUnit.getRawParameterTypes().stream()
                        .map(JavaClass::getName)
                        .toList()
                : List.of();
    }

    private DescribedPredicate<JavaClass> areIn(Set<String> modules) {
        Predicate<JavaClass> isIn = it -> moduleOf(it).filter(modules::contains).isPresent();
        return describe("are in " + String.join(", ", modules), isIn);
    }

    private DescribedPredicate<JavaClass> areNotIn(Set<String> modules) {
        return DescribedPredicate.not(areIn(modules));
    }

    /** The first part of the package below the root, or nothing for a class that is not ours. */
    private Optional<String> moduleOf(JavaClass javaClass) {
        JavaClass type = javaClass.getBaseComponentType();
        return isInPackage(type, root) && !type.getPackageName().equals(root)
                ? Arrays.stream(type.getPackageName()
                                .substring(root.length() + 1)
                                .split("\\."))
                        .findFirst()
                : Optional.empty();
    }

    private static boolean isInPackage(JavaClass javaClass, String parent) {
        JavaClass type = javaClass.getBaseComponentType();
        return (type.getPackageName() + ".").startsWith(parent + ".");
    }

    private static void violated(ConditionEvents events, Object culprit, String message) {
        events.add(SimpleConditionEvent.violated(culprit, message));
    }
}
