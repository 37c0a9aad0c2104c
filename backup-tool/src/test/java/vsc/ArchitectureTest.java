// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import vsc.crypto.Secret;
import vsc.iso.CardError;
import vsc.os.Card;

/** The architecture as rules; this module sees all others. */
@AnalyzeClasses(
        packages = "vsc",
        importOptions = {DoNotIncludeTests.class, ArchitectureTest.NoTestJars.class})
class ArchitectureTest {
    /** Each package and what it may use: all of it stands further up, so there are no cycles. */
    private static final String ORDER = """
            vsc.iso
            vsc.crypto         vsc.iso
            vsc.model          vsc.iso vsc.crypto
            vsc.file           vsc.iso vsc.crypto vsc.model
            vsc.os             vsc.iso
            vsc.app.fs         vsc.iso vsc.crypto vsc.model vsc.os
            vsc.app.piv        vsc.iso vsc.crypto vsc.model vsc.os
            vsc.app.openpgp    vsc.iso vsc.crypto vsc.model vsc.os
            vsc.app.cac        vsc.iso vsc.crypto vsc.model vsc.os
            vsc.app.javacard   vsc.iso vsc.crypto vsc.model vsc.os
            vsc.card           vsc.iso vsc.crypto vsc.model vsc.file vsc.os vsc.app.
            vsc.dialogue       vsc.iso vsc.crypto vsc.model vsc.os vsc.app.
            vsc.vpcd           vsc.iso vsc.model vsc.os
            vsc.memory
            vsc.pcsc           vsc.iso vsc.model
            vsc.cryptoki       vsc.iso vsc.model
            vsc.agent          vsc.iso vsc.crypto vsc.model vsc.app. vsc.pcsc vsc.cryptoki
            vsc.control        vsc.iso vsc.model
            vsc.manager        vsc.iso vsc.crypto vsc.model vsc.dialogue vsc.file vsc.os vsc.app. vsc.card vsc.vpcd vsc.memory vsc.pcsc vsc.cryptoki vsc.agent vsc.control
            vsc.cli            vsc.iso vsc.crypto vsc.model vsc.file vsc.app. vsc.card vsc.vpcd vsc.memory vsc.pcsc vsc.agent vsc.control vsc.manager
            vsc.gui            vsc.iso vsc.crypto vsc.model vsc.manager
            """;

    /** Who may take the bytes out of a {@link Secret}, besides {@code vsc.crypto}, which is about nothing else. */
    private static final Set<String> EXPOSE = Set.of(
            "vsc.app.piv.ManagementAuthentication",
            "vsc.app.piv.Personalization",
            "vsc.app.piv.PinBlock",
            "vsc.agent.PivPins",
            "vsc.cli.ActivateCommand",
            "vsc.cli.ActivationProcess",
            "vsc.cli.BackgroundInsert",
            "vsc.cli.KeysFromParent",
            "vsc.cli.ShownOnce",
            "vsc.dialogue.Values",
            "vsc.file.AreaKeys",
            "vsc.file.CardLog",
            "vsc.file.DerWriter",
            "vsc.file.Envelope",
            "vsc.file.Journal",
            "vsc.file.KeySlot",
            "vsc.file.PasswordArea",
            "vsc.file.PinReference",
            "vsc.file.PrivateArea",
            "vsc.file.SecretKeyArea",
            "vsc.file.Store",
            "vsc.file.VscFile",
            "vsc.manager.CreateCard",
            "vsc.manager.PasswordStrength",
            "vsc.cli.RecoverySplitCommand",
            "vsc.cli.SecretFile",
            "vsc.file.FileKey",
            "vsc.file.RecoveryShare",
            "vsc.manager.SystemdCredsBinding",
            "vsc.manager.Tool");

    private static final Set<String> MAINS = Set.of("vsc.cli.Main");
    private static final int MAX_LINES = 500;

    /** The tests of other modules come as jars. */
    static final class NoTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    private static Map<String, List<String>> order() {
        Map<String, List<String>> order = new TreeMap<>();
        for (String line : ORDER.lines().toList()) {
            List<String> words = List.of(line.split(" +"));
            for (String used : words.subList(1, words.size())) {
                assertTrue(
                        order.keySet().stream().anyMatch(above -> above.startsWith(used)),
                        () -> used + " stands below");
            }
            order.put(words.get(0), words.subList(1, words.size()));
        }
        return order;
    }

    @ArchTest
    static void packagesUseOnlyWhatIsAboveThem(JavaClasses classes) {
        Map<String, List<String>> order = order();
        Set<String> wrong = new TreeSet<>();
        for (JavaClass from : classes) {
            List<String> allowed = order.get(from.getPackageName());
            if (allowed == null) {
                wrong.add(from.getPackageName() + " has no place in the order");
                continue;
            }
            from.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                    .filter(to -> to.getPackageName().startsWith("vsc.")
                            && !to.getPackageName().equals(from.getPackageName())
                            && allowed.stream().noneMatch(prefix -> isIn(to.getPackageName(), prefix)))
                    .forEach(to -> wrong.add(from.getName() + " uses " + to.getName()));
        }
        assertEquals(Set.of(), wrong);
    }

    /** A name that ends with a dot stands for all packages below it. */
    private static boolean isIn(String packageName, String allowed) {
        return allowed.endsWith(".") ? packageName.startsWith(allowed) : packageName.equals(allowed);
    }

    @ArchTest
    static final ArchRule noCycles = slices().matching("vsc.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule applicationsDoNotKnowEachOther =
            slices().matching("vsc.app.(*)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule applicationsReachStorageThroughTheObjectStoreOnly = noClasses()
            .that()
            .resideInAPackage("vsc.app..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("vsc.file..", "java.io..", "java.nio.file..");

    private static ArchRule only(List<String> users, String... packages) {
        return noClasses()
                .that(are(resideOutsideOfPackages(users.toArray(String[]::new))))
                .should()
                .dependOnClassesThat(are(resideInAnyPackage(packages)))
                .allowEmptyShould(true);
    }

    @ArchTest
    static final ArchRule bouncyCastle = only(List.of("vsc.crypto", "vsc.file"), "org.bouncycastle..");

    @ArchTest
    static final ArchRule jna = only(List.of("vsc.pcsc", "vsc.memory"), "com.sun.jna..");

    @ArchTest
    static final ArchRule jnrFfi = only(List.of("vsc.cryptoki"), "jnr..");

    @ArchTest
    static final ArchRule windows = only(List.of("vsc.gui"), "java.awt..", "javax.swing..", "com.formdev..");

    @ArchTest
    static final ArchRule jCardSim = only(List.of("vsc.app.javacard"), "com.licel..", "javacard..");

    @ArchTest
    static final ArchRule commandLine = only(List.of("vsc.cli"), "picocli..");

    /** Everywhere else a refused command goes its way up: there is one place that turns it into a status word. */
    @ArchTest
    static void onlyACardCatchesCardErrors(JavaClasses classes) {
        List<String> catching = classes.stream()
                .flatMap(type -> type.getCodeUnits().stream())
                .filter(unit -> unit.getTryCatchBlocks().stream()
                        .flatMap(block -> block.getCaughtThrowables().stream())
                        .anyMatch(caught -> caught.isEquivalentTo(CardError.class)))
                .map(unit -> unit.getOwner().getName())
                .toList();
        assertEquals(List.of(Card.class.getName()), catching);
    }

    @ArchTest
    static final ArchRule secretsLeaveThroughFewDoors = classes()
            .that()
            .resideOutsideOfPackage("vsc.crypto")
            .should(notDo(
                    "take the bytes out of a secret, or stand in the list",
                    type -> EXPOSE.contains(outermost(type).getName())
                            ? Stream.empty()
                            : calls(type, Secret.class.getName(), "expose")));

    /** A door that nobody uses any more is to be closed. */
    @ArchTest
    static void everyDoorIsInUse(JavaClasses classes) {
        Set<String> inUse = classes.stream()
                .filter(type ->
                        calls(type, Secret.class.getName(), "expose").findAny().isPresent())
                .map(type -> outermost(type).getName())
                .collect(Collectors.toSet());
        Set<String> closed = new TreeSet<>(EXPOSE);
        closed.removeAll(inUse);
        assertEquals(Set.of(), closed);
    }

    @ArchTest
    static final ArchRule onlyMainsExit = classes()
            .that(are(not(MAINS)))
            .should(notDo(
                    "end the process",
                    type -> Stream.of("exit", "halt")
                            .flatMap(method -> Stream.concat(
                                    calls(type, "java.lang.System", method),
                                    calls(type, "java.lang.Runtime", method)))));

    @ArchTest
    static final ArchRule nothingStaticChanges = fields().that()
            .areStatic()
            .and()
            // A shared library is loaded once for the whole process.
            .doNotHaveFullName("vsc.crypto.CryptoEngine.current")
            .and()
            .areDeclaredInClassesThat(are(resideInAnyPackage("vsc..")))
            .should()
            .beFinal();

    @ArchTest
    static final ArchRule namesSayWhatAThingIs = classes()
            .should(notDo(
                    "be named after nothing",
                    type -> Stream.of("Util", "Helper", "Impl", "Abstract")
                            .filter(word -> type.getSimpleName().contains(word))
                            .map(word -> type.getName())));

    @ArchTest
    static void everyPackageIsNullMarked(JavaClasses classes) {
        Set<String> unmarked = new TreeSet<>();
        classes.stream()
                .map(JavaClass::getPackage)
                .distinct()
                .filter(each -> !isNullMarked(each))
                .forEach(each -> unmarked.add(each.getName()));
        assertEquals(Set.of(), unmarked);
    }

    private static boolean isNullMarked(JavaPackage each) {
        return each.tryGetPackageInfo()
                .map(info -> info.isAnnotatedWith(NullMarked.class))
                .orElse(false);
    }

    /** Main code and tests of all modules. */
    @ArchTest
    static void noFileIsLong(JavaClasses classes) throws IOException {
        assertTrue(classes.contain(Card.class), "all modules are on the class path");
        Path root = Path.of("").toAbsolutePath().getParent();
        Set<String> tooLong = new TreeSet<>();
        int files = 0;
        for (String module : List.of("card-os", "vpcd-bridge", "native", "backup-tool")) {
            try (Stream<Path> walk = Files.walk(root.resolve(module).resolve("src"))) {
                for (Path file :
                        walk.filter(each -> each.toString().endsWith(".java")).toList()) {
                    files++;
                    if (Files.readAllLines(file).size() > MAX_LINES) {
                        tooLong.add(root.relativize(file).toString());
                    }
                }
            }
        }
        assertEquals(Set.of(), tooLong);
        assertTrue(files > 100, "the sources were found: " + files);
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type);
    }

    private static Stream<String> calls(JavaClass type, String owner, String method) {
        return type.getAccessesFromSelf().stream()
                .filter(access -> access.getTargetOwner().getName().equals(owner)
                        && access.getTarget().getName().equals(method))
                .map(JavaAccess::getDescription);
    }

    private static DescribedPredicate<JavaClass> not(Set<String> names) {
        return DescribedPredicate.describe("not " + names, type -> !names.contains(type.getName()));
    }

    /** The things that a class does wrong, described. */
    private static ArchCondition<JavaClass> notDo(String what, Function<JavaClass, Stream<String>> found) {
        return new ArchCondition<>("not " + what) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                found.apply(type).forEach(each -> events.add(SimpleConditionEvent.violated(type, each)));
            }
        };
    }
}
