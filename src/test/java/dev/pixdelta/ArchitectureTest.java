package dev.pixdelta;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;

/** What the code must keep to, and why. Layers that are not there yet are optional. */
@AnalyzeClasses(packages = "dev.pixdelta", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  /** What every package may use, and what uses none. */
  private static final Set<String> BASE = Set.of("system", "text");

  private static final Set<String> FACE =
      Set.of("studio", "pipeline", "train", "model", "diffusion", "torch", "weights", "hub");

  /** Each package may use those named, the base, itself, and nothing else of this project. */
  private static final Map<String, Set<String>> USES =
      new TreeMap<>(
          Map.ofEntries(
              entry("weights", Set.of()),
              entry("hub", Set.of("weights")),
              entry("torch", Set.of("weights")),
              entry("tokenizer", Set.of("weights")),
              entry("model", Set.of("tokenizer", "torch", "weights", "hub")),
              entry("diffusion", Set.of("torch", "weights", "hub")),
              entry("train", Set.of("model", "diffusion", "torch", "weights", "hub")),
              entry("pipeline", Set.of("train", "model", "diffusion", "torch", "weights", "hub")),
              entry(
                  "studio",
                  Set.of("pipeline", "train", "model", "diffusion", "torch", "weights", "hub")),
              entry("cli", FACE),
              entry("gui", FACE)));

  /**
   * Parts of a layer in packages of their own, and which of the others each may use; "" is the
   * layer's own package.
   */
  private static final Map<String, Map<String, Set<String>>> PARTS =
      Map.of(
          "studio",
          Map.of(
              "image", Set.of(),
              "metadata", Set.of(),
              "picture", Set.of("image", "metadata"),
              "prompt", Set.of("picture"),
              "control", Set.of("picture", "image"),
              "sketch", Set.of("control", "picture"),
              "queue", Set.of("", "picture", "prompt", "control"),
              "gallery", Set.of("picture", "image")),
          "gui",
          Map.of(
              "shell", Set.of(),
              "instance", Set.of(),
              "generate", Set.of("shell"),
              "sketch", Set.of("shell"),
              "gallery", Set.of("shell"),
              "queue", Set.of("shell"),
              "welcome", Set.of("shell"),
              "settings", Set.of("shell")));

  private static final Set<String> NOT_YET = Set.of("train");

  @ArchTest
  static void dependenciesPointDownwards(JavaClasses all) {
    var layers = layeredArchitecture().consideringOnlyDependenciesInAnyPackage("dev.pixdelta..");
    for (String layer : USES.keySet()) {
      String inside = "dev.pixdelta." + layer + "..";
      layers =
          NOT_YET.contains(layer)
              ? layers.optionalLayer(layer).definedBy(inside)
              : layers.layer(layer).definedBy(inside);
    }
    for (String base : BASE) {
      layers =
          layers
              .layer(base)
              .definedBy("dev.pixdelta." + base + "..")
              .whereLayer(base)
              .mayNotAccessAnyLayer();
    }
    for (var layer : USES.entrySet()) {
      Set<String> may = new TreeSet<>(layer.getValue());
      may.addAll(BASE);
      layers = layers.whereLayer(layer.getKey()).mayOnlyAccessLayers(may.toArray(String[]::new));
    }
    layers
        .because(
            "a layer must be understood, tested and replaced without those above it; the two"
                + " faces never see each other, so that either can be taken away")
        .check(all);
  }

  @ArchTest
  static void everyPackageHasItsPlace(JavaClasses all) {
    Set<String> packages = new TreeSet<>();
    all.forEach(c -> packages.add(c.getPackageName().replaceAll("^dev\\.pixdelta\\.?", "")));
    packages.remove(""); // the program itself, above both faces
    packages.addAll(NOT_YET);
    Set<String> known = new TreeSet<>(USES.keySet());
    known.addAll(BASE);
    PARTS.forEach((layer, parts) -> parts.keySet().forEach(p -> known.add(layer + "." + p)));
    assertEquals(known, packages, "packages without rules, or rules without packages");
  }

  @ArchTest
  static void partsOfALayerUseOnlyWhatTheyMay(JavaClasses all) {
    PARTS.forEach(
        (layer, parts) ->
            parts.forEach(
                (part, uses) -> {
                  List<String> others = new ArrayList<>(parts.keySet());
                  others.remove(part);
                  others.removeAll(uses);
                  List<String> forbidden = new ArrayList<>();
                  others.forEach(p -> forbidden.add("dev.pixdelta." + layer + "." + p + ".."));
                  if (!uses.contains("")) {
                    forbidden.add("dev.pixdelta." + layer);
                  }
                  noClasses()
                      .that()
                      .resideInAPackage("dev.pixdelta." + layer + "." + part + "..")
                      .should()
                      .dependOnClassesThat()
                      .resideInAnyPackage(forbidden.toArray(String[]::new))
                      .because("a part of a layer is read alone, with what it stands on")
                      .check(all);
                }));
  }

  @ArchTest
  static void everyPackageIsNullMarked(JavaClasses all) {
    Set<String> missing = new TreeSet<>();
    all.forEach(
        c -> {
          JavaPackage found = c.getPackage();
          if (!found.getName().equals("dev.pixdelta") && !found.isAnnotatedWith(NullMarked.class)) {
            missing.add(found.getName());
          }
        });
    assertEquals(Set.of(), missing, "package-info.java with @NullMarked: or NullAway is silent");
  }

  @ArchTest
  static final ArchRule TENSORS_STAY_BELOW =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "dev.pixdelta.torch..",
              "dev.pixdelta.model..",
              "dev.pixdelta.diffusion..",
              "dev.pixdelta.train..",
              "dev.pixdelta.pipeline..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("ai.djl..")
          .because("native memory has one owner and one thread; above the pipeline are records");

  @ArchTest
  static final ArchRule ENGINE_STAYS_IN_ONE_PLACE =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.pixdelta.torch..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("ai.djl.pytorch..")
          .because("what only this engine has must be found in one place when it changes");

  @ArchTest
  static final ArchRule WINDOWS_STAY_IN_THE_GUI =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "dev.pixdelta", "dev.pixdelta.gui..", "dev.pixdelta.studio.image..")
          // Loaded only when a picture is decoded or made small, or put into the bin of macOS or
          // Windows, or saved as JPEG, or put on a contact sheet.
          .and()
          .doNotHaveFullyQualifiedName("dev.pixdelta.studio.gallery.ThumbnailImage")
          .and()
          .doNotHaveFullyQualifiedName("dev.pixdelta.studio.gallery.DesktopBin")
          .and()
          .doNotHaveFullyQualifiedName("dev.pixdelta.studio.picture.JpegWriter")
          .and()
          .haveNameNotMatching("dev\\.pixdelta\\.studio\\.picture\\.Sheet.*")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("javafx..", "java.awt..", "javax.imageio..", "javax.swing..")
          .because("the command line starts in a fifth of a second, and on servers without them");

  @ArchTest
  static final ArchRule IMAGES_ARE_DECODED_IN_ONE_PLACE =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.pixdelta.studio.image..")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("javax.imageio.ImageReader")
          .orShould()
          .callMethodWhere(
              target(owner(type(javax.imageio.ImageIO.class)))
                  .and(target(nameMatching("read|getImageReaders.*|createImageInputStream"))))
          .because("orientation, damage and memory are looked after there");

  @ArchTest
  static final ArchRule FORMATS_KNOW_NO_LIBRARY =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.pixdelta.weights..", "dev.pixdelta.hub..", "dev.pixdelta.tokenizer..")
          .and()
          .doNotHaveFullyQualifiedName("dev.pixdelta.hub.WindowsFolders") // asks the system
          .should()
          .dependOnClassesThat()
          .resideOutsideOfPackages(
              "java..", "dev.pixdelta..", "com.fasterxml.jackson..", "org.jspecify..")
          .because("files are claims, checked in plain Java before anything native sees them");

  @ArchTest
  static final ArchRule THINGS_HAVE_NAMES =
      noClasses()
          .should()
          .haveSimpleNameEndingWith("Utils")
          .orShould()
          .haveSimpleNameEndingWith("Util")
          .orShould()
          .haveSimpleNameEndingWith("Helper")
          .orShould()
          .haveSimpleNameEndingWith("Impl")
          .because("such a name says nothing of what a class is");

  @ArchTest
  static final ArchRule NO_STATE_OUTSIDE_OBJECTS =
      fields()
          .that()
          .areStatic()
          .and()
          .doNotHaveModifier(JavaModifier.SYNTHETIC)
          .should()
          .beFinal()
          .because("two studios in one process must not see each other");

  @ArchTest
  static final ArchRule CORE_IS_SILENT =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.pixdelta.cli..")
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .orShould()
          .callMethod(Throwable.class, "printStackTrace")
          .because("only a face knows where words for people go");

  @ArchTest
  static final ArchRule ONLY_THE_PROGRAM_EXITS =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.pixdelta", "dev.pixdelta.cli..")
          .should()
          .callMethod(System.class, "exit", int.class)
          .orShould()
          .callMethod(Runtime.class, "halt", int.class)
          .because("nobody else knows what is still to be saved");

  @ArchTest
  static final ArchRule CLASSES_ARE_CLOSED =
      classes()
          .that()
          .areTopLevelClasses()
          .and()
          .areNotInterfaces()
          .and()
          .areNotEnums()
          .and()
          .doNotHaveSimpleName("package-info")
          .and()
          .doNotHaveModifier(JavaModifier.ABSTRACT)
          .should()
          .haveModifier(JavaModifier.FINAL)
          .because("nothing here is made to be extended");
}
