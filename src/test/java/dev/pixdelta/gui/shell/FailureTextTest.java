package dev.pixdelta.gui.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.hub.ModelFolder;
import dev.pixdelta.hub.ModelLocator;
import dev.pixdelta.pipeline.ControlType;
import dev.pixdelta.pipeline.InvalidRequestException;
import dev.pixdelta.studio.FailureSentence;
import dev.pixdelta.studio.control.ControlMap;
import dev.pixdelta.studio.control.ControlProblem;
import dev.pixdelta.studio.picture.PictureFileException;
import dev.pixdelta.studio.picture.PictureReader;
import dev.pixdelta.studio.prompt.PromptTemplate;
import dev.pixdelta.studio.prompt.Styles;
import dev.pixdelta.studio.prompt.WordLists;
import dev.pixdelta.studio.sketch.OpenRasterFile;
import dev.pixdelta.weights.WeightFiles;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong is said in the window's language. */
final class FailureTextTest {
  private static final FailureText KOREAN = new FailureText(Locale.KOREAN);

  private final Path folder;

  FailureTextTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static Throwable thrownBy(Executable failing) {
    try {
      failing.execute();
    } catch (Throwable e) {
      return e;
    }
    throw new AssertionError("nothing failed");
  }

  /** Failures of the program's own making, as jobs and pages meet them. */
  private Stream<Throwable> failures() throws IOException {
    Path text = Files.writeString(folder.resolve("text.png"), "no picture");
    Path empty = Files.createFile(folder.resolve("empty.safetensors"));
    Path broken = Files.writeString(folder.resolve("broken.ora"), "no archive");
    Path missing = folder.resolve("missing.png");
    Path lines = Files.createFile(folder.resolve("lines.pth"));
    ModelLocator models =
        new ModelLocator(
            List.of(new ModelLocator.Root(Path.of("models"), ModelLocator.Source.INSTALLATION)));
    return Stream.concat(
        Stream.of(
                (Executable) () -> models.find("nowhere"),
                () -> ModelFolder.open(missing),
                () -> WeightFiles.openFile(empty),
                () -> WeightFiles.openFile(missing),
                () -> ControlMap.read(text, ControlType.DEPTH, false),
                () -> ControlMap.read(missing, ControlType.DEPTH, false),
                () -> ControlMap.read(folder, ControlType.DEPTH, false),
                () -> PictureReader.read(text),
                () -> OpenRasterFile.read(broken),
                () -> new Styles(missing).find("none"),
                () -> PromptTemplate.parse("a __beast__").expand(1, new WordLists(folder)))
            .map(FailureTextTest::thrownBy),
        Stream.concat(
            Stream.of(
                    new ControlProblem.NoWeights("nano"),
                    new ControlProblem.WeightsMissing(missing),
                    new ControlProblem.WeightsUnfit(
                        missing,
                        "nano",
                        missing
                            + ": these control weights are not for this model"
                            + ": they are 16 wide, the model is 192"),
                    new ControlProblem.WrongType(lines, Set.of("softedge"), ControlType.DEPTH),
                    new ControlProblem.PictureMissing(missing))
                .map(p -> new InvalidRequestException(p.sentence())),
            Stream.of(
                new PictureFileException(
                    missing, "cannot be written", new AccessDeniedException("x")),
                new PictureFileException(
                    folder, "cannot save files there", new AccessDeniedException("x")),
                new OutOfMemoryError("Java heap space"),
                new IllegalStateException("a mistake"))));
  }

  @Test
  void everyFailureIsSaidInKoreanWithTheNamesThatItHas() throws IOException {
    for (Throwable failure : failures().toList()) {
      String english = FailureSentence.of(failure);
      String korean = KOREAN.of(failure);
      assertTrue(korean.codePoints().anyMatch(FailureTextTest::isKorean), english);
      assertFalse(korean.contains("자세한 내용(영어)"), "not in the list: " + english);
      if (english.contains(folder.toString())) {
        assertTrue(korean.contains(folder.toString()), korean);
      }
      assertEquals(english, new FailureText(Locale.ENGLISH).of(failure));
    }
  }

  private static boolean isKorean(int c) {
    return Character.UnicodeScript.of(c) == Character.UnicodeScript.HANGUL;
  }

  @Test
  void whatIsNotInTheListIsShownAsItIs() {
    String sentence = "{0} quite another thing: with 100 %";
    assertTrue(KOREAN.of(sentence).endsWith(sentence), KOREAN.of(sentence));
    assertEquals("", KOREAN.of(""));
  }
}
