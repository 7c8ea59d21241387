package io.tinyfleet.mqtt;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.tinyfleet.mqtt", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule portsKnowTheJdkAndNothingElse = classes()
            .that()
            .resideInAPackage("io.tinyfleet.mqtt")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("io.tinyfleet.mqtt", "java..", "javax.net..", "org.jspecify..");

    @ArchTest
    static final ArchRule pahoStaysInItsAdapter = noClasses()
            .that()
            .resideOutsideOfPackage("io.tinyfleet.mqtt.paho..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.eclipse.paho..");

    @ArchTest
    static final ArchRule nothingOfPahoLeavesThroughAPublicClass = classes()
            .that()
            .resideInAPackage("io.tinyfleet.mqtt.paho")
            .and()
            .doNotHaveSimpleName("PahoLink")
            .should()
            .notBePublic();
}
