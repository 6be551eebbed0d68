package com.smartonboarding.apikeys;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.conditions.ArchConditions.beAnnotatedWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.smartonboarding.apikeys.cli.Host;
import com.smartonboarding.apikeys.identity.OwnProcess;
import com.smartonboarding.apikeys.identity.ProcessIds;
import com.smartonboarding.apikeys.store.Database;
import com.smartonboarding.apikeys.verifier.TokenVerifier;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import java.security.SecureRandom;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The dependencies that packages may have on each other; src/docs/design.md shows them. */
@AnalyzeClasses(packages = "com.smartonboarding.apikeys", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "com.smartonboarding.apikeys";

    @ArchTest
    static final ArchRule dependenciesRunOneWay = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage(ROOT + "..")
            .layer("main")
            .definedBy(ROOT)
            .layer("cli")
            .definedBy(ROOT + ".cli..")
            .layer("service")
            .definedBy(ROOT + ".service..")
            .layer("server")
            .definedBy(ROOT + ".server..")
            .layer("verifier")
            .definedBy(ROOT + ".verifier")
            .layer("store")
            .definedBy(ROOT + ".store..")
            .layer("audit")
            .definedBy(ROOT + ".audit")
            .layer("secret")
            .definedBy(ROOT + ".secret")
            .layer("identity")
            .definedBy(ROOT + ".identity")
            .layer("files")
            .definedBy(ROOT + ".files")
            .layer("lock")
            .definedBy(ROOT + ".lock")
            .layer("scan")
            .definedBy(ROOT + ".scan..")
            .layer("output")
            .definedBy(ROOT + ".output..")
            .layer("model")
            .definedBy(ROOT + ".model..")
            .layer("failure")
            .definedBy(ROOT + ".failure")
            .whereLayer("main")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("cli")
            .mayOnlyBeAccessedByLayers("main")
            .whereLayer("server")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("verifier")
            .mayOnlyBeAccessedByLayers("cli", "server")
            .whereLayer("service")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("store")
            .mayOnlyBeAccessedByLayers("cli", "verifier", "service")
            .whereLayer("audit")
            .mayOnlyBeAccessedByLayers("cli", "service", "store", "output")
            .whereLayer("secret")
            .mayOnlyBeAccessedByLayers("cli", "verifier", "service", "store", "audit")
            .whereLayer("identity")
            .mayOnlyBeAccessedByLayers("main", "cli", "verifier", "service")
            .whereLayer("output")
            .mayOnlyBeAccessedByLayers("main", "cli", "server")
            .whereLayer("scan")
            .mayOnlyBeAccessedByLayers("cli", "service")
            .whereLayer("lock")
            .mayOnlyBeAccessedByLayers("store")
            .whereLayer("files")
            .mayOnlyBeAccessedByLayers("cli", "server", "verifier", "service", "store", "secret", "scan")
            .whereLayer("model")
            .mayOnlyBeAccessedByLayers(
                    "cli",
                    "server",
                    "verifier",
                    "service",
                    "store",
                    "audit",
                    "secret",
                    "identity",
                    "files",
                    "scan",
                    "output");

    @ArchTest
    static final ArchRule noPackageDependsOnItselfThroughAnother =
            slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule noCommandKnowsAnother = noClasses()
            .that()
            .resideInAPackage(ROOT + ".cli.command..")
            .and()
            .doNotHaveSimpleName("AdminsCommand") // it only groups three other commands
            .and()
            .doNotHaveSimpleName("AuditCommand") // likewise
            .and()
            .doNotHaveSimpleName("KeyCommand") // likewise
            .should()
            .dependOnClassesThat(resideInAPackage(ROOT + ".cli.command..").and(simpleNameEndingWith("Command")));

    @ArchTest
    static final ArchRule roomsOfTheCommandsDoNotKnowEachOther =
            slices().matching(ROOT + ".cli.command.(*)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule roomsOfTheCommandLineDependOneWay = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("wiring")
            .definedBy(ROOT + ".cli")
            .layer("command")
            .definedBy(ROOT + ".cli.command..")
            .layer("complete")
            .definedBy(ROOT + ".cli.complete")
            .layer("failure")
            .definedBy(ROOT + ".cli.failure")
            .layer("talk")
            .definedBy(ROOT + ".cli.talk")
            .layer("caller")
            .definedBy(ROOT + ".cli.caller")
            .layer("help")
            .definedBy(ROOT + ".cli.help")
            .layer("option")
            .definedBy(ROOT + ".cli.option")
            .layer("setting")
            .definedBy(ROOT + ".cli.setting")
            .whereLayer("command")
            .mayOnlyBeAccessedByLayers("wiring")
            .whereLayer("complete")
            .mayOnlyBeAccessedByLayers("wiring", "command")
            .whereLayer("failure")
            .mayOnlyBeAccessedByLayers("wiring", "command")
            .whereLayer("talk")
            .mayOnlyBeAccessedByLayers("wiring", "command", "failure", "caller")
            .whereLayer("caller")
            .mayOnlyBeAccessedByLayers("wiring")
            .whereLayer("help")
            .mayOnlyBeAccessedByLayers("wiring", "command", "failure")
            .whereLayer("option")
            .mayOnlyBeAccessedByLayers("wiring", "command", "talk")
            .whereLayer("setting")
            .mayOnlyBeAccessedByLayers("wiring", "command", "talk", "complete", "caller");

    @ArchTest
    static final ArchRule roomsOfTheServiceDependOneWay = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("base")
            .definedBy(ROOT + ".service")
            .layer("issue")
            .definedBy(ROOT + ".service.issue")
            .layer("rotate")
            .definedBy(ROOT + ".service.rotate")
            .layer("history")
            .definedBy(ROOT + ".service.history")
            .layer("policy")
            .definedBy(ROOT + ".service.policy")
            .layer("edit")
            .definedBy(ROOT + ".service.edit")
            .whereLayer("policy")
            .mayOnlyBeAccessedByLayers("base", "issue", "rotate", "edit")
            .whereLayer("issue")
            .mayOnlyBeAccessedByLayers("rotate", "edit")
            .whereLayer("edit")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("rotate")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("history")
            .mayNotBeAccessedByAnyLayer();

    /** The fence around what src/docs/embedding.md promises; the rules above keep model and failure inside it. */
    @ArchTest
    static final ArchRule serversSeeOnlyVerifierModelAndFailure = methods()
            .that()
            .areDeclaredInClassesThat()
            .resideInAPackage(ROOT + ".verifier")
            .and()
            .areDeclaredInClassesThat()
            .arePublic()
            .and()
            .arePublic()
            .and(describe("are not for the command line", method -> !isForTheCommandLine(method)))
            .should(ArchCondition.from(describe(
                    "mention only types of verifier, model, failure and Java",
                    (JavaMethod method) -> typesIn(method).allMatch(ArchitectureTest::isPublished))));

    @ArchTest
    static final ArchRule textAndTerminalsKnowNothingThatIsPrinted = noClasses()
            .that()
            .resideInAnyPackage(ROOT + ".output.text", ROOT + ".output.terminal", ROOT + ".output.json")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    ROOT + ".output.token", ROOT + ".output.history", ROOT + ".output.finding", ROOT + ".output.audit");

    @ArchTest
    static final ArchRule textRulesKnowNoValues = noClasses()
            .that()
            .resideInAPackage(ROOT + ".model.text")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + ".model", ROOT + ".model.result");

    /** A server that embeds the verifier sees these values, and no others. */
    @ArchTest
    static final ArchRule valuesKnowNoResults = noClasses()
            .that()
            .resideInAnyPackage(ROOT + ".model", ROOT + ".verifier")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + ".model.result");

    @ArchTest
    static final ArchRule theSearchKnowsNoGit = noClasses()
            .that()
            .resideInAPackage(ROOT + ".scan")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + ".scan.git");

    @ArchTest
    static final ArchRule theEngineKnowsNoTables = noClasses()
            .that()
            .resideInAPackage(ROOT + ".store.engine")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + ".store", ROOT + ".store.schema", ROOT + ".store.completion");

    @ArchTest
    static final ArchRule theSchemaKnowsNoRepositories = noClasses()
            .that()
            .resideInAPackage(ROOT + ".store.schema")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + ".store", ROOT + ".store.completion");

    /** So no rule can depend on a row that was not checked. */
    @ArchTest
    static final ArchRule onlyCompletionReadsUncheckedRows = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + ".store.completion", ROOT + ".cli.complete")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + ".store.completion");

    /** Ensures that the code that uses a connection does not know who opened it. */
    @ArchTest
    static final ArchRule nothingBelowTheDatabaseKnowsIt = noClasses()
            .that()
            .resideInAPackage(ROOT + ".store..")
            .and()
            .doNotHaveSimpleName("Database")
            .and()
            .doNotHaveSimpleName("DatabasePlace")
            .should()
            .dependOnClassesThat()
            .haveSimpleName("Database");

    @ArchTest
    static final ArchRule onlyTheCommandLineKnowsPicocli = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli..");

    @ArchTest
    static final ArchRule onlyTheStoreKnowsSql = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".store..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.jdbi..", "java.sql..", "org.sqlite..");

    /** They compile, but our stand-in for JDBI's Arguments, which the launcher puts first, does not have them. */
    @ArchTest
    static final ArchRule noArgumentIsRegisteredWithJdbi = noClasses()
            .should()
            .accessTargetWhere(describe(
                    "it registers how JDBI binds a type",
                    (JavaAccess<?> access) ->
                            access.getTargetOwner().getPackageName().startsWith("org.jdbi")
                                    && access.getName().startsWith("registerArgument")));

    @ArchTest
    static final ArchRule noTypeIsLookedUpByJdbi = noClasses()
            .should()
            .accessTargetWhere(describe(
                    "it has JDBI find out how to read a type",
                    (JavaAccess<?> access) ->
                            access.getTargetOwner().getPackageName().startsWith("org.jdbi")
                                    && access.getName().equals("mapTo")))
            .because(
                    "JDBI then loads 280 classes, which made every change start a fifth more slowly; a row mapper reads a"
                            + " column by its number");

    @ArchTest
    static final ArchRule onlySecretDoesCryptography = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".secret")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("javax.crypto..");

    @ArchTest
    static final ArchRule onlyOutputKnowsTerminalsAndFormats = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".output..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.jline..", "com.google.gson..", "de.siegmar.fastcsv..");

    @ArchTest
    static final ArchRule onlyTheHttpServerKnowsNetty = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".server.http..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.netty..")
            .because("its jars are on the class path of one command only");

    @ArchTest
    static final ArchRule onlyTheMetricsOfTheServerKnowPrometheus = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".server.metrics..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.prometheus..")
            .because("its jars are on the class path of one command only");

    /** What is answered, and where it is listened, can be tested and used without an HTTP library. */
    @ArchTest
    static final ArchRule roomsOfTheServerDependOneWay = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("answers")
            .definedBy(ROOT + ".server")
            .layer("place")
            .definedBy(ROOT + ".server.place")
            .layer("http")
            .definedBy(ROOT + ".server.http")
            .whereLayer("http")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("place")
            .mayOnlyBeAccessedByLayers("http");

    @ArchTest
    static final ArchRule onlyMainUsesTheStandardStreams =
            NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.because("they swallow write errors; Main hands the real ones in");

    /** Only Main may call or refer to these methods. */
    private static final Set<String> THE_WORLD = Set.of(
            "java.lang.System.exit(int)",
            "java.lang.System.getenv()",
            "java.lang.System.getenv(java.lang.String)",
            "java.lang.System.currentTimeMillis()",
            "java.time.Clock.systemUTC()",
            "java.time.Clock.systemDefaultZone()",
            "java.time.Clock.system(java.time.ZoneId)",
            "java.time.Instant.now()",
            "java.util.UUID.randomUUID()");

    private static final Set<String> MADE_OF_THE_WORLD = Set.of(Host.class.getName(), OwnProcess.class.getName());

    @ArchTest
    static final ArchRule onlyMainKnowsTheWorld = noClasses()
            .that()
            .doNotBelongToAnyOf(Main.class, CallerMain.class)
            .should()
            .accessTargetWhere(describe(
                    "it is the world",
                    (JavaAccess<?> access) ->
                            THE_WORLD.contains(access.getTarget().getFullName()) || drawsUnpredictably(access)))
            .because("the clock, the randomness and who is asking are parameters: see cli.Host");

    /** So that no option, setting or variable can say who is asking, or what is drawn. */
    @ArchTest
    static final ArchRule onlyTheProgramMakesAWorld = noClasses()
            .that()
            .doNotBelongToAnyOf(Main.class, Training.class, OwnProcess.class)
            .should()
            .accessTargetWhere(describe(
                    "it makes or reads a part of the world",
                    (JavaAccess<?> access) ->
                            MADE_OF_THE_WORLD.contains(access.getTargetOwner().getName())
                                    && access.getName().matches("<init>|read")))
            .orShould()
            .beAssignableTo(SecureRandom.class);

    @ArchTest
    static final ArchRule onlyAnEntranceReadsTheUids = noClasses()
            .that()
            .doNotBelongToAnyOf(OwnProcess.class, ProcessIds.class)
            .and()
            // The entrance of a server that embeds the verifier, where there is no Main.
            .doNotBelongToAnyOf(TokenVerifier.class)
            .should()
            .accessTargetWhere(describe(
                    "it reads the uids",
                    (JavaAccess<?> access) ->
                            access.getTarget().getFullName().equals(ProcessIds.class.getName() + ".read()")));

    @ArchTest
    static final ArchRule everyPackageIsNullMarked = classes()
            .that()
            .haveSimpleName("package-info")
            .should(beAnnotatedWith("org.jspecify.annotations.NullMarked"));

    @ArchTest
    static final ArchRule noPackageIsAnAttic = noClasses()
            .should(com.tngtech.archunit.lang.conditions.ArchConditions.resideInAnyPackage(
                    "..util..", "..common..", "..helper..", "..impl..", "..manager.."));

    private static boolean drawsUnpredictably(JavaAccess<?> access) {
        return access.getTargetOwner().isAssignableTo(SecureRandom.class)
                && access.getName().matches("<init>|getInstance.*");
    }

    /** The command line opens the database itself, because it knows what to say when there is none. */
    private static boolean isForTheCommandLine(JavaMethod method) {
        return method.getName().equals("open") && typesIn(method).anyMatch(type -> type.isEquivalentTo(Database.class));
    }

    private static Stream<JavaClass> typesIn(JavaMethod method) {
        return Stream.concat(Stream.of(method.getReturnType()), method.getParameterTypes().stream())
                .flatMap(type -> type.getAllInvolvedRawTypes().stream());
    }

    private static boolean isPublished(JavaClass type) {
        return type.isPrimitive()
                || type.getPackageName().startsWith("java.")
                || type.getPackageName().matches(Pattern.quote(ROOT) + "\\.(verifier|model|failure)");
    }
}
