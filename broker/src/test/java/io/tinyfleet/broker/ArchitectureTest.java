package io.tinyfleet.broker;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

@AnalyzeClasses(packages = "io.tinyfleet.broker", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule brokerKnowsNothingOfLearning = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.tinyfleet.aggregator..", "io.tinyfleet.agent..", "ai.djl..");

    @ArchTest
    static final ArchRule policyIsPure = classes()
            .that()
            .resideInAPackage("io.tinyfleet.broker.policy")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("io.tinyfleet.broker.policy", "io.tinyfleet.protocol..", "java..", "org.jspecify..");

    @ArchTest
    static final ArchRule hiveMqDoesNotLeaveThroughWhatWeReturn = methods()
            .that()
            .arePublic()
            .and()
            .areDeclaredInClassesThat()
            .arePublic()
            .should()
            .haveRawReturnType(not(resideInAPackage("com.hivemq..")));

    @ArchTest
    static final ArchRule hiveMqDoesNotEnterThroughWhatWeTake = methods()
            .that()
            .arePublic()
            .and()
            .areDeclaredInClassesThat()
            .arePublic()
            .should()
            .haveRawParameterTypes(noneOfHiveMq());

    private static DescribedPredicate<List<JavaClass>> noneOfHiveMq() {
        return DescribedPredicate.describe("none of HiveMQ", types -> types.stream()
                .noneMatch(type -> type.getPackageName().startsWith("com.hivemq")));
    }
}
