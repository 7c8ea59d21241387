package io.tinyfleet.operations;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.tinyfleet.operations", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule yamlIsReadInOnePlace = noClasses()
            .that()
            .resideOutsideOfPackage("io.tinyfleet.operations.settings.yaml")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.fasterxml.jackson.dataformat..");

    @ArchTest
    static final ArchRule httpIsServedInOnePlace = noClasses()
            .that()
            .resideOutsideOfPackage("io.tinyfleet.operations.http")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.sun.net.httpserver..");

    @ArchTest
    static final ArchRule whatAllShareKnowsNobody = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.tinyfleet.agent..",
                    "io.tinyfleet.aggregator..",
                    "io.tinyfleet.broker..",
                    "io.tinyfleet.deploy..",
                    "io.tinyfleet.mqtt..",
                    "io.tinyfleet.protocol..");
}
