package org.muriel.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule is checked on our classes, and shown to fail on classes that break it. */
class ArchitectureTest {
    private static final String OURS = "org.muriel";
    private static final String WRONG = "org.muriel.architecture.wrong";

    private static final JavaClasses PRODUCTION = new ClassFileImporter()
            .withImportOption(location -> !isOfTests(location))
            .importPackages(OURS);
    private static final JavaClasses WRONG_TREE = new ClassFileImporter().importPackages(WRONG);

    @Test
    void modules_use_only_what_their_table_allows() {
        check(
                Rules::modulesUseWhatTheTableAllows,
                "access.KnowsExperiment",
                "api.KnowsStorage",
                "cli.KnowsServer",
                "somewhere.Stray");
    }

    @ParameterizedTest
    @MethodSource("modules")
    void a_module_of_the_table_has_classes(String module) {
        assertThat(PRODUCTION.stream().map(it -> it.getPackageName() + ".").distinct())
                .anyMatch(it -> it.startsWith(OURS + "." + module + "."));
    }

    static List<String> modules() {
        return Rules.MODULES.keySet().stream().sorted().toList();
    }

    @Test
    void pure_modules_see_only_the_jdk() {
        check(Rules::pureModulesSeeOnlyTheJdk, "experiment.KeepsJson");
    }

    @Test
    void pure_modules_neither_read_nor_write() {
        check(Rules::pureModulesNeitherReadNorWrite, "experiment.OpensFile");
    }

    @Test
    void documents_and_databases_stay_outside_the_domain() {
        check(Rules::documentsAndDatabasesStayOutside, "experiment.KeepsJson", "result.AsksDatabase");
    }

    @Test
    void databases_stay_in_storage() {
        check(Rules::databasesStayInStorage, "result.AsksDatabase");
    }

    @Test
    void helidon_stays_in_one_package() {
        check(Rules::helidonStaysInOnePackage, "api.event.SpeaksHelidon");
    }

    @Test
    void clients_know_only_http() {
        check(Rules::clientsKnowOnlyHttp, "cli.KnowsServer");
    }

    @Test
    void packages_form_no_cycles() {
        check(Rules::packagesFormNoCycles, "api.egg.Egg", "api.hen.Hen");
    }

    @Test
    void time_is_a_parameter() {
        check(
                Rules::timeIsAParameter,
                "result.ReadsClock.sinceStart()",
                "result.ReadsClock.today(java.time.ZoneId)",
                "result.ReadsClock.later()",
                "result.ReadsClock.clock()");
    }

    @Test
    void randomness_is_a_parameter() {
        check(
                Rules::randomnessIsAParameter,
                "result.RollsDice.fraction()",
                "result.RollsDice.die()",
                "result.RollsDice.dice()",
                "result.RollsDice.secret()",
                "result.RollsDice.shuffle(java.util.List)");
    }

    @Test
    void only_programs_print() {
        check(Rules::onlyProgramsPrint, "result.Prints.greet()", "result.Prints.complain(java.lang.RuntimeException)");
    }

    @Test
    void class_names_say_something() {
        check(Rules::classNamesSaySomething, "api.VisitorManager");
    }

    @Test
    void package_names_say_something() {
        check(Rules::packageNamesSaySomething, "api.util");
    }

    @Test
    void packages_are_null_marked() {
        check(Rules::packagesAreNullMarked, "api.util");
    }

    @Test
    void a_rule_about_nothing_fails() {
        ArchRule vacuous = classes()
                .that()
                .resideInAPackage("org.muriel.nowhere..")
                .should()
                .bePublic();
        assertThatThrownBy(() -> vacuous.check(PRODUCTION)).hasMessageContaining("failed to check any classes");
    }

    @Test
    void no_mock_library_is_there() {
        assertThat(present(
                        "org.mockito.Mockito",
                        "org.easymock.EasyMock",
                        "org.powermock.api.mockito.PowerMockito",
                        "org.jmock.Mockery",
                        "mockit.Expectations",
                        "io.mockk.MockK"))
                .isEmpty();
        assertThat(present("org.junit.jupiter.api.Test")).hasSize(1);
    }

    /** @param wrong what of the wrong tree the rule must complain of, without the name of that tree */
    private static void check(Function<Rules, ArchRule> rule, String... wrong) {
        String complaints = String.join(
                "\n",
                rule.apply(new Rules(WRONG))
                        .evaluate(WRONG_TREE)
                        .getFailureReport()
                        .getDetails());
        for (String culprit : wrong) {
            assertThat(complaints).contains(WRONG + "." + culprit);
        }
        rule.apply(new Rules(OURS)).check(PRODUCTION);
    }

    private static boolean isOfTests(Location location) {
        return location.contains("/test-classes/") || location.contains("-tests.jar");
    }

    private static List<String> present(String... names) {
        return List.of(names).stream()
                .filter(name -> {
                    try {
                        Class.forName(name, false, ArchitectureTest.class.getClassLoader());
                        return true;
                    } catch (ClassNotFoundException e) {
                        return false;
                    }
                })
                .toList();
    }
}
