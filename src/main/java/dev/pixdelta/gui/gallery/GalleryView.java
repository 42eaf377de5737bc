package dev.pixdelta.gui.gallery;

import dev.pixdelta.gui.shell.Action;
import dev.pixdelta.gui.shell.Actions;
import dev.pixdelta.gui.shell.Messages;
import dev.pixdelta.gui.shell.OutputChoice;
import dev.pixdelta.gui.shell.Page;
import dev.pixdelta.gui.shell.Shell;
import dev.pixdelta.gui.shell.View;
import dev.pixdelta.studio.gallery.GalleryPicture;
import dev.pixdelta.studio.gallery.GalleryQuery;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javafx.application.Platform;
import javafx.scene.Parent;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.SplitPane;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** The page with all pictures. */
public final class GalleryView implements View {
  private static final int DECODED_AT_ONCE =
      Math.clamp(Runtime.getRuntime().availableProcessors() - 1, 1, 4);

  private final Shell shell;
  private final Messages messages;
  private final GalleryModel model;
  private final Selection selection = new Selection();
  private final BorderPane root = new BorderPane();
  private final PictureOverlay overlay;
  private final PictureGrid grid;
  private final PictureFiling filing;
  private final PictureActions actions;
  private final FilterBar filters;
  private final FolderList folders;
  private final SelectionBar selected;
  private final EmptyGallery empty;
  private final Viewer viewer;
  private final Comparison comparison;
  private GalleryQuery shownQuery = GalleryQuery.ALL;
  private PictureGrid.@Nullable Place left;

  public GalleryView(Shell shell) {
    this.shell = shell;
    messages = shell.messages(GalleryView.class);
    model =
        new GalleryModel(
            shell.gallery(), shell.background(), shell.pictureChanges(), shell.toasts()::error);
    GalleryLook look = look();
    model.ask(q -> new GalleryQuery(null, "", null, false, look.sort()));
    Path pictures =
        OutputChoice.of(shell.session()).folder(shell.folders()).toAbsolutePath().normalize();
    overlay = new PictureOverlay(messages);
    // The page need not be the one that is shown when the viewer is open; the overlay is there.
    filing = new PictureFiling(shell, model, overlay, pictures);
    PictureLoader loader = new PictureLoader(shell.background());
    viewer = new Viewer(shell, model, filing, loader, overlay);
    comparison = new Comparison(shell, loader, overlay);
    actions =
        new PictureActions(
            shell, filing, selection::selected, this::viewSelected, comparison::show, () -> {});
    grid =
        new PictureGrid(
            selection,
            arrived ->
                new ThumbnailLoader(
                    shell.background(), shell.gallery()::thumbnail, DECODED_AT_ONCE, arrived),
            messages,
            picture -> filing.star(List.of(picture), !picture.starred()));
    filters = new FilterBar(model, messages);
    folders = new FolderList(shell, model, filing, pictures);
    selected = new SelectionBar(actions, messages);
    Action clear = new Action(messages.get("search.clear"), null, BootstrapIcons.X, filters::clear);
    Action generate =
        new Action(
            messages.get("toGenerate"),
            null,
            BootstrapIcons.BRUSH,
            () -> shell.workspace().show(Page.GENERATE));
    empty = new EmptyGallery(messages, generate, clear);
    build(look);
    shell.actions().add(new Actions.Group(Page.GALLERY, messages.get("title"), keys()));
    shell.actions().add(new Actions.Group(null, messages.get("viewer"), viewer.actions()));
    shell.actions().add(new Actions.Group(null, messages.get("compare"), comparison.actions()));
    selection.version().subscribe(this::showSelection);
    model.contentProperty().subscribe(this::show);
  }

  private void build(GalleryLook look) {
    root.getStyleClass().add("gallery");
    filters.size().setValue(look.tile());
    grid.tileProperty().bind(filters.size().valueProperty());
    grid.setOnOpen(actions.open::run);
    ContextMenu menu = new ContextMenu();
    List<Action> all = actions.all();
    for (Action action : all) {
      if (action == actions.copy || action == actions.delete || action == actions.useSettings) {
        menu.getItems().add(new SeparatorMenuItem());
      }
      menu.getItems().add(action.menuItem());
    }
    grid.setOnContextMenuRequested(
        e -> {
          if (selection.size() > 0) {
            menu.show(grid, e.getScreenX(), e.getScreenY());
          }
          e.consume();
        });
    grid.addEventHandler(MouseEvent.MOUSE_PRESSED, e -> menu.hide());
    StackPane middle = new StackPane(grid, empty);
    BorderPane right = new BorderPane(middle);
    right.setBottom(selected);
    SplitPane split = new SplitPane(folders, right);
    SplitPane.setResizableWithParent(folders, false);
    folders.setPrefWidth(look.folders());
    folders.setMinWidth(120);
    split.getStyleClass().add("gallery-split");
    split
        .widthProperty()
        .subscribe(
            width -> {
              if (width.doubleValue() > 0) {
                split.setDividerPositions(look().folders() / width.doubleValue());
              }
            });
    folders
        .widthProperty()
        .addListener(
            (p, before, now) -> {
              if (folders.isHover() || split.isPressed()) {
                keep(look().withFolders(now.doubleValue()));
              }
            });
    root.addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
    root.setTop(filters);
    root.setCenter(split);
    filters
        .size()
        .valueProperty()
        .addListener((p, before, now) -> keep(look().withTile(now.doubleValue())));
    model.queryProperty().addListener((p, before, now) -> keep(look().withSort(now.sort())));
  }

  /** What the window's own list of keys cannot know: the other keys for plus and minus. */
  private void pressed(KeyEvent event) {
    KeyEvent named = ZoomKeys.named(event);
    if (named != event && event.isShortcutDown()) {
      shell.actions().handle(named, Page.GALLERY);
      event.consume();
    }
  }

  private GalleryLook look() {
    return shell.session().get(GalleryLook.SECTION, GalleryLook.class, GalleryLook.FIRST);
  }

  private void keep(GalleryLook look) {
    shell.session().put(GalleryLook.SECTION, look);
  }

  private List<Action> keys() {
    List<Action> all = new ArrayList<>(actions.all());
    all.add(
        new Action(
            messages.get("selectAll"),
            "Shortcut+A",
            BootstrapIcons.CHECK_ALL,
            selection::selectAll));
    all.add(new Action(messages.get("selectNone"), "Esc", BootstrapIcons.X, selection::clear));
    all.add(filing.undo);
    all.add(filters.find);
    all.add(folders.create);
    all.add(folders.rename);
    all.add(new Action(messages.get("larger"), "Shortcut+Plus", null, filters.size()::increment));
    all.add(new Action(messages.get("smaller"), "Shortcut+Minus", null, filters.size()::decrement));
    return all;
  }

  private void show(GalleryModel.Content content) {
    boolean sameQuery = content.query().equals(shownQuery);
    shownQuery = content.query();
    if (!sameQuery) {
      grid.toTop();
    }
    grid.setPictures(content.pictures());
    empty.show(content);
    showSelection();
  }

  private void showSelection() {
    actions.update(true);
    GalleryModel.Content content = model.content();
    selected.show(
        selection.selected(), content.pictures().size(), content.all(), content.scanning());
  }

  private void viewSelected() {
    List<GalleryPicture> chosen = selection.selected();
    if (chosen.size() > 1) {
      viewer.show(chosen, 0);
    } else {
      viewer.show(selection.pictures(), selection.place(chosen.getFirst().file()));
    }
  }

  /** Opens pictures in the full-size viewer, over whatever page is shown. */
  public void view(List<Path> pictures, int first) {
    model.find(pictures, found -> viewer.show(found, first));
  }

  /** Lies over the whole window; visible only while pictures are viewed or compared. */
  public Parent overlay() {
    return overlay;
  }

  Selection selection() {
    return selection;
  }

  PictureGrid grid() {
    return grid;
  }

  Viewer viewer() {
    return viewer;
  }

  Comparison comparison() {
    return comparison;
  }

  PictureFiling filing() {
    return filing;
  }

  GalleryModel model() {
    return model;
  }

  @Override
  public Parent root() {
    return root;
  }

  @Override
  public void shown() {
    Platform.runLater(
        () -> {
          grid.requestFocus();
          PictureGrid.Place to = left;
          left = null;
          if (to != null && root.getScene() != null) {
            root.getScene().getRoot().layout(); // places mean something in tiles of their size
            grid.goTo(to);
          }
        });
  }

  @Override
  public void restore(View before) {
    if (before instanceof GalleryView page && page.shell.gallery() == shell.gallery()) {
      model.takeOver(page.model);
      selection.takeOver(page.selection);
      filing.takeOver(page.filing);
      left = page.left == null ? page.grid.place() : page.left;
    }
  }

  @Override
  public void closed() {
    overlay.close();
    grid.close();
    model.close();
  }
}
