package io.tinyfleet.protocol;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;

@AnalyzeClasses(packagesOf = Topics.class, importOptions = DoNotIncludeTests.class)
final class ArchitectureTest {
    @ArchTest
    static final ArchRule THE_PROTOCOL_NEEDS_THE_JDK_JSPECIFY_AND_JACKSON_ALONE = classes()
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "java..", "org.jspecify..", "com.fasterxml.jackson..", "io.tinyfleet.protocol.."));

    @ArchTest
    static final ArchRule JACKSON_STAYS_IN_THE_CODEC = noClasses()
            .that(not(resideInAPackage("io.tinyfleet.protocol.codec..")))
            .should()
            .dependOnClassesThat(resideInAPackage("com.fasterxml.jackson.."));

    @ArchTest
    static final ArchRule NOTHING_KNOWS_OF_NETWORKS_FILES_OR_THREADS = noClasses()
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "java.net..", "java.nio.file..", "java.nio.channels..", "java.util.concurrent..", "java.sql.."))
            .orShould()
            .dependOnClassesThat(resideInAPackage("java.io..")
                    .and(not(belongToAnyOf(
                            ByteArrayOutputStream.class, IOException.class, OutputStream.class, Closeable.class))))
            .orShould()
            .dependOnClassesThat(belongToAnyOf(Thread.class, ThreadLocal.class, Runtime.class, java.time.Clock.class));

    @ArchTest
    static final ArchRule NOTHING_READS_A_CLOCK = noClasses()
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(Math.class, "random");

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("io.tinyfleet.protocol.(*)..").should().beFreeOfCycles();
}
