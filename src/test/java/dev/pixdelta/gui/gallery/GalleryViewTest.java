package dev.pixdelta.gui.gallery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.studio.gallery.GalleryPicture;
import dev.pixdelta.studio.gallery.GalleryQuery;
import dev.pixdelta.testing.FxThread;
import dev.pixdelta.testing.PictureCollection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseEvent;
import javafx.scene.text.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GalleryViewTest {
  private static final int PICTURES = 120;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @SuppressWarnings("NullAway.Init")
  private GalleryScene scene;

  private void open(int count) throws IOException {
    PictureCollection.fill(folder.resolve("pictures"), count, 32);
    scene = new GalleryScene(folder);
    scene.awaitPictures(count);
    FxThread.waitFor("thumbnails", () -> scene.view.grid().isComplete());
  }

  @AfterEach
  void close() {
    scene.close();
    assertEquals(List.of(), scene.failures);
  }

  private Selection selection() {
    return scene.view.selection();
  }

  private int selected() {
    return FxThread.ask(() -> selection().size());
  }

  private Node canvas() {
    return scene.root.lookup(".grid-canvas");
  }

  private String text(String selector) {
    return FxThread.ask(() -> ((Label) scene.root.lookup(selector)).getText());
  }

  private void click(int place, boolean shift, boolean shortcut, int clicks) {
    FxThread.run(
        () -> {
          GridLayout layout = scene.view.grid().layoutNow();
          double x = layout.x(place) + 5;
          double y = layout.y(place) + 5 - scene.view.grid().scrollProperty().get();
          for (var type : List.of(MouseEvent.MOUSE_PRESSED, MouseEvent.MOUSE_RELEASED)) {
            GalleryScene.mouse(canvas(), type, x, y, clicks, shift, shortcut, true);
          }
        });
  }

  @Test
  void onlyWhatIsSeenExistsAndCellsAreUsedAgain() throws IOException {
    open(PICTURES);
    PictureGrid grid = scene.view.grid();
    FxThread.waitFor("the first cells", () -> grid.liveCells() > 0);
    int live = FxThread.ask(grid::liveCells);
    assertTrue(live < 40, live + " cells");
    scene.key(KeyCode.END);
    FxThread.waitFor("the last row", () -> selection().lead() == PICTURES - 1 && grid.isComplete());
    FxThread.run(scene.root::layout);
    assertTrue(FxThread.ask(() -> grid.cellAt(PICTURES - 1)) != null);
    long cells = FxThread.ask(() -> canvas().lookupAll(".picture-cell").size());
    assertTrue(cells < 60, cells + " cells were made");
    scene.key(KeyCode.HOME);
    assertEquals(0.0, FxThread.ask(() -> grid.scrollProperty().get()));
  }

  @Test
  void mouseAndKeysSelectAsListsDo() throws IOException {
    open(PICTURES);
    click(1, false, false, 1);
    click(3, true, false, 1);
    assertEquals(3, selected());
    click(7, false, true, 1);
    assertEquals(4, selected());
    click(0, false, false, 1);
    assertEquals(1, selected());
    scene.key(KeyCode.RIGHT, true, false);
    scene.key(KeyCode.DOWN, true, false);
    int columns = FxThread.ask(() -> scene.view.grid().layoutNow().columns());
    assertEquals(columns + 2, selected());
    scene.key(KeyCode.A, false, true);
    assertEquals(PICTURES, selected());
    assertEquals(PICTURES + " selected", text(".selection-bar .label"));
    scene.key(KeyCode.ESCAPE);
    assertEquals(0, selected());
  }

  @Test
  void aRubberBandSelectsWhatItTouches() throws IOException {
    open(PICTURES);
    FxThread.run(
        () -> {
          GridLayout layout = scene.view.grid().layoutNow();
          double x = layout.x(1) + layout.tile() / 2;
          double y = layout.y(0) + layout.tile() / 2;
          GalleryScene.mouse(canvas(), MouseEvent.MOUSE_PRESSED, 2, 2, 1, false, false, true);
          GalleryScene.mouse(canvas(), MouseEvent.MOUSE_DRAGGED, x, y, 1, false, false, false);
          GalleryScene.mouse(canvas(), MouseEvent.MOUSE_RELEASED, x, y, 1, false, false, false);
        });
    assertEquals(
        List.of(0, 1),
        FxThread.ask(
            () -> selection().selected().stream().map(p -> selection().place(p.file())).toList()));
  }

  @Test
  void aStarIsSetByKeyAndStaysWithTheFile() throws IOException {
    open(12);
    click(2, false, false, 1);
    Path file = FxThread.ask(() -> selection().selected().getFirst().file());
    scene.key(KeyCode.S);
    FxThread.waitFor("the star", () -> selection().selected().getFirst().starred());
    FxThread.run(
        () ->
            scene
                .view
                .model()
                .ask(q -> new GalleryQuery(null, "", null, true, GalleryQuery.Sort.NEWEST)));
    scene.awaitPictures(1);
    assertEquals(file, FxThread.ask(() -> selection().pictures().getFirst().file()));
    click(0, false, false, 1);
    scene.key(KeyCode.S);
    scene.awaitPictures(0);
  }

  @Test
  void deletedPicturesComeBackWithUndo() throws IOException {
    open(12);
    click(4, false, false, 1);
    click(5, false, true, 1);
    List<Path> files = FxThread.ask(() -> GalleryModel.files(selection().selected()));
    scene.key(KeyCode.DELETE);
    scene.awaitPictures(10);
    assertFalse(Files.exists(files.getFirst()));
    FxThread.waitFor("the offer", () -> scene.root.lookup(".notification .button .text") != null);
    scene.key(KeyCode.Z, false, true);
    scene.awaitPictures(12);
    assertTrue(files.stream().allMatch(Files::exists));
  }

  @Test
  void whatCannotBeDeletedIsToldAndTheOthersComeBackWithUndo() throws IOException {
    open(12);
    click(4, false, false, 1);
    click(5, false, true, 1);
    List<GalleryPicture> two = FxThread.ask(() -> selection().selected());
    List<Path> files = GalleryModel.files(two);
    Files.delete(files.getFirst()); // by another program, a moment before
    FxThread.run(() -> scene.view.filing().delete(two));
    FxThread.waitFor(
        "the sentence", () -> says(scene.root, "1 of 2 pictures could not be moved to the bin"));
    FxThread.waitFor(
        "why", () -> says(scene.root, files.getFirst() + ": cannot be moved to the bin"));
    scene.awaitPictures(10);
    scene.key(KeyCode.Z, false, true);
    scene.awaitPictures(11);
    assertTrue(Files.exists(files.getLast()));
  }

  /** Whether a text is to be read somewhere. */
  private static boolean says(Node node, String text) {
    return switch (node) {
      case Text t -> t.getText().contains(text);
      case Parent parent ->
          parent.getChildrenUnmodifiable().stream().anyMatch(child -> says(child, text));
      default -> false;
    };
  }

  @Test
  void wordsNarrowTheGridAndClearingShowsAllAgain() throws IOException {
    open(40);
    FxThread.run(
        () -> ((TextField) scene.root.lookup(".filter-bar .text-field")).setText("red fox"));
    FxThread.waitFor("fewer", () -> scene.shown() > 0 && scene.shown() < 40);
    assertTrue(
        FxThread.ask(
            () ->
                selection().pictures().stream()
                    .map(GalleryPicture::prompt)
                    .allMatch(p -> p.contains("red fox"))));
    FxThread.run(() -> ((TextField) scene.root.lookup(".filter-bar .text-field")).setText("zebra"));
    scene.awaitPictures(0);
    assertEquals("Nothing found", text(".empty-state .label"));
    FxThread.run(() -> ((Button) scene.root.lookup(".empty-state .button")).fire());
    scene.awaitPictures(40);
  }

  @Test
  void picturesThatComeLeaveWhatIsSeenWhereItIs() throws IOException {
    open(PICTURES);
    PictureGrid grid = scene.view.grid();
    click(1, false, false, 1);
    FxThread.run(() -> grid.scrollProperty().set(400));
    int first = FxThread.ask(() -> grid.layoutNow().firstSeen(400));
    Path seen = FxThread.ask(() -> selection().pictures().get(first).file());
    double before = FxThread.ask(() -> grid.layoutNow().y(first) - 400);
    Path copy = folder.resolve("pictures/fresh.png");
    Files.copy(FxThread.ask(() -> selection().pictures().getLast().file()), copy);
    Files.setLastModifiedTime(copy, java.nio.file.attribute.FileTime.from(java.time.Instant.now()));
    scene.gallery.added(copy).join();
    scene.awaitPictures(PICTURES + 1);
    assertEquals(copy, FxThread.ask(() -> selection().pictures().getFirst().file()));
    assertEquals(
        before,
        FxThread.ask(
            () -> grid.layoutNow().y(selection().place(seen)) - grid.scrollProperty().get()));
    assertEquals(1, selected());
  }

  @Test
  void picturesMoveToAFolderAndBack() throws IOException {
    open(12);
    Path target = folder.resolve("pictures/portraits");
    click(0, false, false, 1);
    GalleryPicture picture = FxThread.ask(() -> selection().selected().getFirst());
    FxThread.run(() -> scene.view.filing().move(List.of(picture.file()), target));
    Path there = target.resolve(Objects.requireNonNull(picture.file().getFileName()));
    FxThread.waitFor("moved", () -> Files.exists(there) && selection().place(there) >= 0);
    scene.key(KeyCode.Z, false, true);
    FxThread.waitFor("back", () -> Files.exists(picture.file()));
  }

  @Test
  void theViewerZoomsTurnsPagesAndClosesOntoTheGrid() throws IOException {
    open(12);
    click(3, false, false, 2);
    Viewer viewer = scene.view.viewer();
    FxThread.waitFor("the picture, laid out", () -> viewer.view().scaleNow() == 4.0);
    assertFalse(FxThread.ask(() -> viewer.view().showsPixels()));
    scene.key(KeyCode.EQUALS, true, false); // where many keyboards have the plus
    FxThread.waitFor("pixels", () -> viewer.view().showsPixels());
    scene.key(KeyCode.DIGIT1);
    assertEquals(1.0, FxThread.ask(() -> viewer.view().scaleNow()));
    Path before = FxThread.ask(() -> viewer.shown().file());
    scene.key(KeyCode.RIGHT);
    Path after = FxThread.ask(() -> viewer.shown().file());
    assertFalse(after.equals(before));
    assertEquals(4.0, FxThread.ask(() -> viewer.view().scaleNow()), "each page begins fitted");
    scene.key(KeyCode.DELETE);
    scene.awaitPictures(11);
    FxThread.waitFor("the next picture", () -> !viewer.shown().file().equals(after));
    scene.key(KeyCode.ESCAPE);
    assertFalse(FxThread.ask(viewer::isOpen));
    assertFalse(FxThread.ask(() -> scene.view.overlay().isVisible()));
  }

  @Test
  void keysOfTheViewerDoNotReachThePageBelow() throws IOException {
    open(12);
    click(3, false, false, 1);
    scene.key(KeyCode.ENTER);
    FxThread.waitFor("the viewer", () -> scene.view.viewer().isOpen());
    scene.key(KeyCode.A, false, true);
    assertEquals(1, selected());
    scene.key(KeyCode.ESCAPE);
    assertEquals(1, selected(), "it closed the viewer and nothing else");
  }

  @Test
  void usingSettingsFromTheViewerLeavesIt() throws IOException {
    open(12);
    click(3, false, false, 2);
    FxThread.waitFor("the viewer", () -> scene.view.viewer().isOpen());
    String name = FxThread.ask(() -> scene.view.viewer().shown().file().getFileName().toString());
    scene.key(KeyCode.V);
    scene.key(KeyCode.U);
    assertEquals(List.of("vary " + name + " 4", "restore " + name), scene.asked);
    assertFalse(FxThread.ask(() -> scene.view.viewer().isOpen()));
  }

  @Test
  void twoPicturesAreComparedWithADivider() throws IOException {
    open(12);
    click(0, false, false, 1);
    click(1, false, true, 1);
    scene.key(KeyCode.C);
    WipePane wipe = scene.view.comparison().wipe();
    FxThread.waitFor(
        "both pictures",
        () ->
            wipe.first().pyramidProperty().get() != null
                && wipe.second().pyramidProperty().get() != null);
    FxThread.waitFor("what differs", () -> text(".stage-note", "Seed"));
    scene.key(KeyCode.RIGHT);
    assertEquals(0.52, FxThread.ask(() -> wipe.positionProperty().get()), 1e-9);
    scene.key(KeyCode.PLUS);
    assertEquals(
        FxThread.ask(() -> wipe.first().scaleNow()), FxThread.ask(() -> wipe.second().scaleNow()));
    scene.key(KeyCode.D);
    FxThread.waitFor("side by side", () -> wipe.second().getLayoutX() > 0);
    scene.key(KeyCode.ESCAPE);
    assertFalse(FxThread.ask(() -> scene.view.overlay().isVisible()));
  }

  private boolean text(String selector, String part) {
    return scene.root.lookupAll(selector).stream()
        .filter(n -> n instanceof Label)
        .anyMatch(n -> ((Label) n).getText().contains(part));
  }

  @Test
  void picturesOpenOverAnyPageEvenThoseOfNoGallery() throws IOException {
    open(12);
    Path outside = folder.resolve("outside.png");
    Files.copy(FxThread.ask(() -> selection().pictures().getFirst().file()), outside);
    FxThread.run(() -> scene.view.view(List.of(outside), 0));
    FxThread.waitFor("the viewer", () -> scene.view.viewer().isOpen());
    FxThread.waitFor(
        "the picture", () -> scene.view.viewer().view().pyramidProperty().get() != null);
  }

  @Test
  void anEmptyGallerySaysHowToMakeTheFirstPicture() throws IOException {
    Files.createDirectories(folder.resolve("pictures"));
    scene = new GalleryScene(folder, Locale.KOREAN, true, 900, 600);
    FxThread.waitFor("the words", () -> text(".empty-state .label", "아직 그림이 없습니다"));
    FxThread.run(() -> ((Button) scene.root.lookup(".empty-state .button")).fire());
    assertEquals(List.of("show GENERATE"), scene.asked);
  }
}
