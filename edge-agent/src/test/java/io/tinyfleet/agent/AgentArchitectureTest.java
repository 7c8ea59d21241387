package io.tinyfleet.agent;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.tinyfleet.mqtt.loop.EventLoop;
import java.time.InstantSource;

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
            .and()
            .resideOutsideOfPackages("io.tinyfleet.agent.data.csv..", "io.tinyfleet.agent.data.images..")
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
    static final ArchRule onlyTheImagesPackageDecodesImages = noClasses()
            .that()
            .resideOutsideOfPackage("io.tinyfleet.agent.data.images..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.awt..", "javax.imageio..");

    @ArchTest
    static final ArchRule filesOfDataAreReadWithOneLibraryEach = classes()
            .that()
            .resideInAnyPackage("io.tinyfleet.agent.data.csv..", "io.tinyfleet.agent.data.images..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "javax.imageio..",
                    "com.fasterxml.jackson..",
                    "org.jspecify..",
                    "io.tinyfleet.agent.data..");

    @ArchTest
    static final ArchRule dataDoesNotKnowHowItIsReadOrDealt = noClasses()
            .that()
            .resideInAPackage("io.tinyfleet.agent.data")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.tinyfleet.agent.data.*..");

    /** What sensors send is judged at the time that comes with it. */
    @ArchTest
    static final ArchRule sensorsArePure = classes()
            .that()
            .resideInAPackage("io.tinyfleet.agent.sensor..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                            "java.lang..",
                            "java.io..",
                            "java.util..",
                            "java.time..",
                            "org.jspecify..",
                            "io.tinyfleet.protocol..",
                            "io.tinyfleet.agent.data..",
                            "io.tinyfleet.agent.sensor..")
                    .and(not(assignableTo(InstantSource.class)))
                    .and(not(assignableTo(Thread.class))));

    @ArchTest
    static final ArchRule onlySenmlAndCsvAreReadWithJackson = noClasses()
            .that()
            .resideOutsideOfPackages("io.tinyfleet.agent.senml..", "io.tinyfleet.agent.data.csv..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.fasterxml.jackson..");

    @ArchTest
    static final ArchRule onlyTheCoapPackageKnowsCalifornium = noClasses()
            .that()
            .resideOutsideOfPackage("io.tinyfleet.agent.coap..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.eclipse.californium..");

    @ArchTest
    static final ArchRule sensorsKnowNothingOfModelsMessagesAndDisks = noClasses()
            .that()
            .resideInAnyPackage("io.tinyfleet.agent.coap..", "io.tinyfleet.agent.senml..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.tinyfleet.agent.djl..",
                    "io.tinyfleet.agent.mqtt..",
                    "io.tinyfleet.agent.session..",
                    "io.tinyfleet.agent.store..",
                    "io.tinyfleet.agent.training..");

    @ArchTest
    static final ArchRule onlyTheStoreKnowsSql = noClasses()
            .that()
            .resideOutsideOfPackage("io.tinyfleet.agent.store..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "org.sqlite..");

    @ArchTest
    static final ArchRule theAgentDoesNotKnowTheAggregator = noClasses()
            .that()
            .resideInAPackage("io.tinyfleet.agent..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.tinyfleet.aggregator..");

    /** The time comes in with the events, and one thread owns it: nothing to lock, read or ask. */
    @ArchTest
    static final ArchRule theSessionIsPure = classes()
            .that()
            .resideInAPackage("io.tinyfleet.agent.session..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                            "java.lang..",
                            "java.util..",
                            "java.time..",
                            "org.jspecify..",
                            "io.tinyfleet.protocol..",
                            "io.tinyfleet.agent.session..")
                    .and(not(resideInAPackage("java.util.concurrent..")))
                    .and(not(assignableTo(InstantSource.class)))
                    .and(not(assignableTo(Thread.class))));

    @ArchTest
    static final ArchRule messagesKnowNothingOfModelsAndData = noClasses()
            .that()
            .resideInAPackage("io.tinyfleet.agent.mqtt..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.tinyfleet.agent.djl..",
                    "ai.djl..",
                    "io.tinyfleet.agent.training..",
                    "io.tinyfleet.agent.prototype..",
                    "io.tinyfleet.agent.data..");

    @ArchTest
    static final ArchRule modelsKnowNothingOfMessages = noClasses()
            .that()
            .resideInAPackage("io.tinyfleet.agent.djl..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.tinyfleet.mqtt..", "io.tinyfleet.agent.mqtt..", "io.tinyfleet.agent.session..");

    @ArchTest
    static final ArchRule onlyTheAgentItselfHasALoop = noClasses()
            .that()
            .resideOutsideOfPackage("io.tinyfleet.agent")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(EventLoop.class, EventLoop.Owner.class);

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles =
            slices().matching("io.tinyfleet.agent.(*)..").should().beFreeOfCycles();
}
