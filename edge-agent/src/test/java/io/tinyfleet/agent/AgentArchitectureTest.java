package io.tinyfleet.agent;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.tinyfleet.agent", importOptions = ImportOption.DoNotIncludeTests.class)
class AgentArchitectureTest {
    @ArchTest
    static final ArchRule onlyTheDjlPackageKnowsDjl = noClasses()
            .that()
            .resideOutsideOfPackage("io.tinyfleet.agent.djl..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ai.djl..");

    @ArchTest
    static final ArchRule dataTrainingAndPrototypeArePure = classes()
            .that()
            .resideInAnyPackage(
                    "io.tinyfleet.agent.data..", "io.tinyfleet.agent.training..", "io.tinyfleet.agent.prototype..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "org.jspecify..",
                    "io.tinyfleet.protocol..",
                    "io.tinyfleet.agent.data..",
                    "io.tinyfleet.agent.training..",
                    "io.tinyfleet.agent.prototype..");

    @ArchTest
    static final ArchRule theAgentDoesNotKnowTheAggregator = noClasses()
            .that()
            .resideInAPackage("io.tinyfleet.agent..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.tinyfleet.aggregator..");
}
