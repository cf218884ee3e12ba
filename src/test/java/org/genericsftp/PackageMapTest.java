package org.genericsftp;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The package map: which room there is, and who may look into which. */
class PackageMapTest {
    private static final String ROOT = "org.genericsftp";

    private static final Set<String> COMPONENTS = Set.of(
            "file",
            "filter",
            "request",
            "message",
            "source",
            "destination",
            "ssh",
            "packets",
            "sftp",
            "local",
            "share",
            "plan",
            "journal",
            "transfer",
            "job",
            "sync",
            "serve",
            "jms",
            "tls",
            "operator",
            "config");

    /** Each package, and what it may use of the others. The root may use all, and nothing uses the root. */
    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            entry("file", Set.of()),
            entry("filter", Set.of("file")),
            entry("request", Set.of("file", "filter")),
            entry("message", Set.of("file", "filter", "request")),
            entry("source", Set.of("file")),
            entry("destination", Set.of("file")),
            entry("ssh", Set.of("file")),
            entry("packets", Set.of("file", "ssh")),
            entry("sftp", Set.of("file", "source", "ssh", "packets")),
            entry("local", Set.of("file", "destination")),
            entry("share", Set.of("file", "destination")),
            entry("plan", Set.of("file", "filter")),
            entry("journal", Set.of("file", "destination")),
            entry("transfer", Set.of("file", "source", "destination")),
            entry("job", Set.of("file", "filter", "request", "plan", "source", "destination", "journal", "transfer")),
            entry("sync", Set.of("file", "request", "job")),
            entry("serve", Set.of("file", "filter", "request", "message", "job", "sync")),
            entry("tls", Set.of()),
            entry("jms", Set.of("file", "serve", "tls")),
            entry("operator", Set.of("file", "request", "message", "source", "job", "sync", "serve", "tls")),
            entry(
                    "config",
                    Set.of(
                            "file",
                            "filter",
                            "request",
                            "ssh",
                            "sftp",
                            "local",
                            "share",
                            "plan",
                            "job",
                            "sync",
                            "serve",
                            "jms",
                            "tls",
                            "operator")),
            entry("worker", COMPONENTS),
            entry("cli", with(COMPONENTS, "worker")));

    /** Each library that not everybody may know, and who may. */
    private static final Map<String, Set<String>> KNOWN_TO = Map.ofEntries(
            entry("com.jcraft.jsch..", Set.of("ssh")),
            entry("org.bouncycastle..", Set.of("ssh")),
            entry("com.hierynomus..", Set.of("share")),
            entry("jakarta.jms..", Set.of("jms")),
            entry("org.apache.activemq..", Set.of("jms")),
            entry("tools.jackson..", Set.of("message", "config", "operator")),
            entry("com.fasterxml.jackson..", Set.of("message")),
            entry("com.networknt..", Set.of("message")),
            entry("com.google.re2j..", Set.of("filter")),
            entry("com.cronutils..", Set.of("sync")),
            entry("picocli..", Set.of("cli")),
            entry("io.micrometer..", Set.of("operator")),
            entry("io.opentelemetry..", Set.of("serve")),
            entry("io.prometheus..", Set.of()),
            entry("me.tongfei..", Set.of("cli")),
            entry("org.jline..", Set.of()),
            entry("ch.qos.logback..", Set.of("cli")),
            entry("org.snakeyaml..", Set.of()));

    private static final JavaClasses PROGRAM = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @Test
    void hasNoOtherPackages() {
        Set<String> packages = PROGRAM.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());

        assertThat(packages).contains(ROOT).isSubsetOf(with(namesOf(MAY_USE.keySet()), ROOT));
    }

    @ParameterizedTest
    @MethodSource("packages")
    void allowsEachPackageOnlyItsNeighbours(String name) {
        Set<String> others = new TreeSet<>(MAY_USE.keySet());
        others.removeAll(MAY_USE.getOrDefault(name, Set.of()));
        others.remove(name);

        noClasses()
                .that()
                .resideInAPackage(ROOT + "." + name)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(namesOf(others).toArray(String[]::new))
                .allowEmptyShould(true)
                .check(PROGRAM);
    }

    @Test
    void letsNothingUseTheRoot() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".*..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT)
                .check(PROGRAM);
    }

    @Test
    void hasNoCycles() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(PROGRAM);
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void keepsEachLibraryInItsRoom(String library) {
        String[] rooms = namesOf(KNOWN_TO.getOrDefault(library, Set.of())).toArray(String[]::new);
        DescribedPredicate<JavaClass> strangers = rooms.length == 0
                ? DescribedPredicate.<JavaClass>alwaysTrue()
                : DescribedPredicate.not(resideInAnyPackage(rooms));

        noClasses()
                .that(strangers)
                .should()
                .dependOnClassesThat(resideInAPackage(library))
                .check(PROGRAM);
    }

    /** Reading the configuration needs the components' settings, and nothing of what they do with them. */
    @Test
    void letsConfigUseSettingsOnly() {
        DescribedPredicate<JavaClass> behaviour = resideInAnyPackage(
                        namesOf(Set.of("ssh", "sftp", "local", "share", "job", "sync", "serve", "jms", "operator"))
                                .toArray(String[]::new))
                .and(DescribedPredicate.describe(
                        "are no settings",
                        (JavaClass type) -> !type.isEnum() && !isPartOfARecord(type) && !isChoiceOfRecords(type)));

        noClasses()
                .that()
                .resideInAPackage(ROOT + ".config")
                .should()
                .dependOnClassesThat(behaviour)
                .check(PROGRAM);
    }

    /** It escapes what a terminal would carry out, wherever that came from. */
    @Test
    void letsOnlyTheScreenPrint() {
        DescribedPredicate<JavaMethodCall> prints = DescribedPredicate.describe(
                "prints",
                call -> (call.getTargetOwner().isAssignableTo(PrintStream.class)
                                || call.getTargetOwner().isAssignableTo(PrintWriter.class))
                        && call.getName().matches("print.*|write|append|format"));
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(ROOT + ".cli.Screen")
                .should()
                .callMethodWhere(prints)
                .check(PROGRAM);
        noClasses()
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(PROGRAM);
    }

    @Test
    void describesEachPackageAndMarksItForNullChecks() {
        classes()
                .should()
                .resideInAnyPackage(PROGRAM.stream()
                        .map(JavaClass::getPackage)
                        .filter(PackageMapTest::isMarked)
                        .map(JavaPackage::getName)
                        .distinct()
                        .toArray(String[]::new))
                .because("each package has a package-info.java with @NullMarked")
                .check(PROGRAM);
    }

    private static boolean isMarked(JavaPackage javaPackage) {
        return javaPackage
                .tryGetPackageInfo()
                .map(info -> info.isAnnotatedWith(NullMarked.class))
                .orElse(false);
    }

    private static boolean isChoiceOfRecords(JavaClass type) {
        return type.isInterface()
                && !type.getAllSubclasses().isEmpty()
                && type.getAllSubclasses().stream().allMatch(JavaClass::isRecord);
    }

    private static boolean isPartOfARecord(JavaClass type) {
        return type.isRecord()
                || type.getEnclosingClass().map(PackageMapTest::isPartOfARecord).orElse(false);
    }

    static Set<String> packages() {
        return new TreeSet<>(MAY_USE.keySet());
    }

    static Set<String> libraries() {
        return new TreeSet<>(KNOWN_TO.keySet());
    }

    private static Set<String> namesOf(Set<String> packages) {
        return packages.stream().map(name -> ROOT + "." + name).collect(Collectors.toSet());
    }

    private static Set<String> with(Set<String> set, String more) {
        Set<String> all = new TreeSet<>(set);
        all.add(more);
        return all;
    }
}
