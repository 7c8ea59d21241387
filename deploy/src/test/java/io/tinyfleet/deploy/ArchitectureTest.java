package io.tinyfleet.deploy;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.tinyfleet", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule theCommandUsesLibrariesThroughTheirAdapters = noClasses()
            .that()
            .resideInAPackage("io.tinyfleet.deploy..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("ai.djl..", "com.hivemq..", "org.eclipse.paho..", "com.fasterxml.jackson.dataformat..");

    @ArchTest
    static final ArchRule bouncyCastleStaysInItsAdapter = noClasses()
            .that()
            .resideInAPackage("io.tinyfleet..")
            .and()
            .resideOutsideOfPackage("io.tinyfleet.deploy.fleet.bouncycastle")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.bouncycastle..");

    @ArchTest
    static final ArchRule chartsAreDrawnInTheirAdapter = noClasses()
            .that()
            .resideInAPackage("io.tinyfleet..")
            .and()
            .resideOutsideOfPackage("io.tinyfleet.deploy.experiment.outcome.jfreechart")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.jfree..");

    @ArchTest
    static final ArchRule nothingDependsOnTheCommand = noClasses()
            .that()
            .resideOutsideOfPackage("io.tinyfleet.deploy..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.tinyfleet.deploy..");

    @ArchTest
    static final ArchRule agentAndAggregatorMeetOnTheWireOnly = noClasses()
            .that()
            .resideInAPackage("io.tinyfleet.agent..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.tinyfleet.aggregator..", "io.tinyfleet.broker..");

    @ArchTest
    static final ArchRule aggregatorKnowsNeitherAgentsNorBroker = noClasses()
            .that()
            .resideInAPackage("io.tinyfleet.aggregator..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.tinyfleet.agent..", "io.tinyfleet.broker..", "ai.djl..");
}
