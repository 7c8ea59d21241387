package io.tinyfleet.aggregator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

@AnalyzeClasses(packages = "io.tinyfleet.aggregator", importOptions = ImportOption.DoNotIncludeTests.class)
class AggregatorArchitectureTest {
    private static final String ROUND = "io.tinyfleet.aggregator.round..";
    private static final String PROTOTYPE = "io.tinyfleet.aggregator.prototype..";

    @ArchTest
    static final ArchRule prototypesKnowOnlyTheProtocol = classes()
            .that()
            .resideInAPackage(PROTOTYPE)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", "io.tinyfleet.protocol..", PROTOTYPE);

    @ArchTest
    static final ArchRule roundsKnowOnlyPrototypesAndTheProtocol = classes()
            .that()
            .resideInAPackage(ROUND)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", "io.tinyfleet.protocol..", PROTOTYPE, ROUND);

    @ArchTest
    static final ArchRule theCoreHasNeitherThreadsNorInputAndOutput = noClasses()
            .that()
            .resideInAnyPackage(ROUND, PROTOTYPE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.util.concurrent..", "java.io..", "java.nio..", "java.net..")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Thread.class);

    @ArchTest
    static final ArchRule theCoreIsToldTheTime = noClasses()
            .that()
            .resideInAnyPackage(ROUND, PROTOTYPE)
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class)
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime");

    @ArchTest
    static final ArchRule onlyTheLedgerKnowsItsDatabase = noClasses()
            .that()
            .resideOutsideOfPackage("io.tinyfleet.aggregator.ledger..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "org.sqlite..");

    @ArchTest
    static final ArchRule theAggregatorKnowsNoDeepLearningAgentBrokerOrPaho = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("ai.djl..", "io.tinyfleet.agent..", "io.tinyfleet.broker..", "org.eclipse.paho..");
}
