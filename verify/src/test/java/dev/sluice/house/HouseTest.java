package dev.sluice.house;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.sluice.plan.Step;
import dev.sluice.schema.SchemaObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Data flows left to right, imports point left: ARCHITECTURE.md says it in words, this runs it.
final class HouseTest {
    /// Each module with its packages, and the modules that it may see.
    private record Module(String name, List<String> packages, Set<String> sees) {}

    private static final List<Module> MODULES =
            List.of(
                    module("core", List.of("schema", "diff", "sql", "plan", "lint")),
                    module("picture", List.of("picture"), "core"),
                    module("postgres", List.of("postgres")),
                    module("testkit", List.of("testkit"), "postgres"),
                    module("sources", List.of("source"), "core", "postgres"),
                    module("folder", List.of("folder"), "core", "sources"),
                    module("project", List.of("project"), "core", "sources", "folder"),
                    module(
                            "rollout",
                            List.of(
                                    "proof", "author", "preview", "rollout", "ledger", "archive",
                                    "drift", "guard"),
                            "core",
                            "postgres",
                            "sources",
                            "folder"),
                    module(
                            "cli",
                            List.of("cli"),
                            "core",
                            "picture",
                            "postgres",
                            "sources",
                            "folder",
                            "project",
                            "rollout"),
                    module(
                            "server",
                            List.of("server"),
                            "core",
                            "picture",
                            "postgres",
                            "sources",
                            "folder",
                            "project",
                            "rollout"),
                    module(
                            "bench",
                            List.of("bench"),
                            "core",
                            "picture",
                            "postgres",
                            "sources",
                            "folder",
                            "project",
                            "rollout",
                            "cli",
                            "server",
                            "testkit"));

    static List<String> modules() {
        return MODULES.stream().map(Module::name).toList();
    }

    /// Inside core the order is finer: each package may see those before it.
    private static final List<String> CORE = List.of("schema", "diff", "sql", "plan", "lint");

    private static final JavaClasses SLUICE =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("dev.sluice");

    @Test
    void enough_classes_were_imported_for_the_rules_to_mean_something() {
        assertThat(SLUICE.size()).isGreaterThan(300);
        for (Module module : MODULES) {
            if (!module.name().equals("bench")) {
                assertThat(SLUICE.that(resideInAnyPackage(patterns(module))).size())
                        .as(module.name())
                        .isPositive();
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> a_module_sees_only_what_stands_left_of_it() {
        return MODULES.stream()
                .map(module ->
                        DynamicTest.dynamicTest(
                                module.name(),
                                () ->
                                        noClasses()
                                                .that()
                                                .resideInAnyPackage(patterns(module))
                                                .should()
                                                .dependOnClassesThat(ofOursBut(module))
                                                .allowEmptyShould(true)
                                                .check(SLUICE)));
    }

    @TestFactory
    Stream<DynamicTest> inside_core_a_package_sees_those_before_it() {
        return CORE.stream()
                .map(name ->
                        DynamicTest.dynamicTest(
                                name,
                                () ->
                                        noClasses()
                                                .that()
                                                .resideInAPackage("dev.sluice." + name)
                                                .should()
                                                .dependOnClassesThat()
                                                .resideInAnyPackage(after(name))
                                                .allowEmptyShould(true)
                                                .check(SLUICE)));
    }

    @Test
    void core_is_pure() {
        noClasses()
                .that()
                .resideInAnyPackage(patterns(MODULES.getFirst()))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.sql..",
                        "java.nio.file..",
                        "java.net..",
                        "java.io..",
                        "java.util.concurrent..",
                        "org.springframework..",
                        "org.postgresql..",
                        "tools.jackson..")
                .check(SLUICE);
    }

    @Test
    void core_knows_neither_the_time_nor_chance() {
        noClasses()
                .that()
                .resideInAnyPackage(patterns(MODULES.getFirst()))
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(
                        java.util.Random.class,
                        java.security.SecureRandom.class,
                        java.util.UUID.class)
                .check(SLUICE);
    }

    /// Whoever draws nothing never loads it.
    @Test
    void only_pictures_know_the_library_that_lays_them_out() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.sluice.picture..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.eclipse..", "com.google.common..")
                .check(SLUICE);
    }

    @Test
    void packages_say_what_they_hold() {
        noClasses()
                .should()
                .resideInAnyPackage(
                        "..util..",
                        "..utils..",
                        "..common..",
                        "..helper..",
                        "..helpers..",
                        "..misc..",
                        "..impl..",
                        "..dto..",
                        "..service..",
                        "..services..",
                        "..manager..")
                .check(SLUICE);
    }

    @Test
    void every_package_belongs_to_a_module_of_the_house() {
        Set<String> known = new TreeSet<>();
        MODULES.forEach(module -> known.addAll(module.packages()));
        Set<String> homeless = new TreeSet<>();
        for (JavaClass type : SLUICE) {
            String[] parts = type.getPackageName().split("\\.");
            if (parts.length > 2 && !known.contains(parts[2]) && !parts[2].equals("jte")) {
                homeless.add(type.getPackageName());
            }
        }
        assertThat(homeless).as("packages that no module of DESIGN owns").isEmpty();
    }

    @Test
    void every_package_says_that_nothing_is_null_unless_marked() {
        Set<String> unmarked = new TreeSet<>();
        for (JavaClass type : SLUICE) {
            if (!type.getPackageName().contains(".jte")
                    && !type.getPackage().isAnnotatedWith(NullMarked.class)) {
                unmarked.add(type.getPackageName());
            }
        }
        assertThat(unmarked).as("packages without @NullMarked in package-info.java").isEmpty();
    }

    @Test
    void the_sealed_families_are_records_only() {
        classes()
                .that()
                .areAssignableTo(SchemaObject.class)
                .or()
                .areAssignableTo(Step.class)
                .and()
                .areNotInterfaces()
                .should()
                .beRecords()
                .orShould()
                .beInterfaces()
                .check(SLUICE);
    }

    @Test
    void only_programs_touch_the_standard_streams_and_the_exit_code() {
        noClasses()
                .that(
                        not(
                                resideInAnyPackage(
                                        "dev.sluice.cli..",
                                        "dev.sluice.bench..",
                                        "dev.sluice.server..")))
                .and()
                .doNotHaveSimpleName("Supervisor")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .check(SLUICE);
    }

    @Test
    void classes_are_final_unless_they_are_made_to_be_extended() {
        List<String> open = new ArrayList<>();
        for (JavaClass type : SLUICE) {
            boolean closed =
                    type.isInterface()
                            || type.isEnum()
                            || type.isRecord()
                            || type.isAnonymousClass()
                            || type.getModifiers().contains(JavaModifier.FINAL)
                            || type.getModifiers().contains(JavaModifier.ABSTRACT);
            boolean madeByAFramework =
                    type.getPackageName().startsWith("dev.sluice.server")
                            || type.getPackageName().startsWith("dev.sluice.jte")
                            || type.getSimpleName().equals("package-info");
            if (!closed && !madeByAFramework && !type.isNestedClass()) {
                open.add(type.getName());
            }
        }
        assertThat(open).as("classes that are neither final nor abstract").isEmpty();
    }

    private static DescribedPredicate<JavaClass> ofOursBut(Module module) {
        List<String> foreign = new ArrayList<>();
        for (Module other : MODULES) {
            if (!other.name().equals(module.name()) && !module.sees().contains(other.name())) {
                foreign.addAll(List.of(patterns(other)));
            }
        }
        return resideInAnyPackage(foreign.toArray(String[]::new));
    }

    private static String[] patterns(Module module) {
        return module.packages().stream()
                .map(name -> "dev.sluice." + name + "..")
                .toArray(String[]::new);
    }

    private static String[] after(String name) {
        return CORE.subList(CORE.indexOf(name) + 1, CORE.size()).stream()
                .map(later -> "dev.sluice." + later + "..")
                .toArray(String[]::new);
    }

    private static Module module(String name, List<String> packages, String... sees) {
        return new Module(name, packages, Set.of(sees));
    }
}
