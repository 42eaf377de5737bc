package dev.pixdelta.gui.gallery;

import atlantafx.base.controls.CustomTextField;
import atlantafx.base.theme.Styles;
import dev.pixdelta.gui.shell.Action;
import dev.pixdelta.gui.shell.ChoiceBoxes;
import dev.pixdelta.gui.shell.Messages;
import dev.pixdelta.studio.gallery.GalleryQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javafx.animation.PauseTransition;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Slider;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.util.Duration;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;
import org.kordamp.ikonli.javafx.FontIcon;

/** Which pictures are shown, in which order and size. JavaFX thread only. */
final class FilterBar extends HBox {
  /** What stands for all models; no model has an empty name. */
  private static final String ANY = "";

  private final GalleryModel model;
  private final CustomTextField search = new CustomTextField();
  private final ComboBox<String> models = new ComboBox<>();
  private final ToggleButton starred = new ToggleButton();
  private final ComboBox<GalleryQuery.Sort> sort = new ComboBox<>();
  private final Slider size =
      new Slider(GalleryLook.SMALLEST_TILE, GalleryLook.LARGEST_TILE, GalleryLook.FIRST.tile());
  private final PauseTransition typing = new PauseTransition(Duration.millis(200));
  private boolean following;

  /** Puts the cursor into the search box. */
  final Action find;

  FilterBar(GalleryModel model, Messages messages) {
    this.model = model;
    getStyleClass().add("filter-bar");
    setAlignment(Pos.CENTER_LEFT);
    find =
        new Action(
            messages.get("search"), "Shortcut+F", BootstrapIcons.SEARCH, search::requestFocus);
    search(messages);
    models(messages);
    FontIcon star = new FontIcon(BootstrapIcons.STAR);
    starred.setGraphic(star);
    // Not by the style sheet: an icon that it sets once, it never takes back.
    starred
        .selectedProperty()
        .subscribe(on -> star.setIconCode(on ? BootstrapIcons.STAR_FILL : BootstrapIcons.STAR));
    starred.getStyleClass().addAll(Styles.BUTTON_ICON, "star-filter");
    starred.setTooltip(new Tooltip(messages.get("starredOnly")));
    starred.setAccessibleText(messages.get("starredOnly"));
    starred.selectedProperty().addListener((p, before, now) -> apply());
    sort(messages);
    size.getStyleClass().add(Styles.SMALL);
    size.setPrefWidth(110);
    size.setBlockIncrement(32);
    size.setAccessibleText(messages.get("size"));
    size.setTooltip(new Tooltip(messages.get("size")));
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    getChildren()
        .addAll(
            search,
            models,
            starred,
            sort,
            space,
            new FontIcon(BootstrapIcons.GRID_3X3_GAP),
            size,
            new FontIcon(BootstrapIcons.SQUARE));
    typing.setOnFinished(e -> apply());
    model.contentProperty().subscribe(this::follow);
    model.queryProperty().subscribe(this::follow);
  }

  private void search(Messages messages) {
    search.setPromptText(messages.get("search.prompt"));
    search.setAccessibleText(messages.get("search"));
    search.setTooltip(new Tooltip(find.hint()));
    search.setLeft(new FontIcon(BootstrapIcons.SEARCH));
    FontIcon clear = new FontIcon(BootstrapIcons.X_CIRCLE);
    clear.setCursor(Cursor.HAND);
    clear.setAccessibleRole(AccessibleRole.BUTTON);
    clear.setAccessibleText(messages.get("search.clear"));
    clear.setOnMouseClicked(e -> search.clear());
    clear.visibleProperty().bind(search.textProperty().isNotEmpty());
    search.setRight(clear);
    search.setPrefWidth(320);
    search.setMinWidth(120);
    HBox.setHgrow(search, Priority.SOMETIMES);
    search.setMaxWidth(420);
    search.textProperty().addListener((p, before, now) -> typing.playFromStart());
    search.setOnAction(e -> apply());
    search.setOnKeyPressed(
        e -> {
          if (e.getCode() == KeyCode.ESCAPE && !search.getText().isEmpty()) {
            search.clear();
            e.consume();
          }
        });
  }

  private void models(Messages messages) {
    models.setConverter(
        ChoiceBoxes.text(name -> name.isEmpty() ? messages.get("model.any") : name));
    models.setAccessibleText(messages.get("model"));
    models.setTooltip(new Tooltip(messages.get("model")));
    models.setPrefWidth(140);
    models.setMinWidth(100);
    models.getItems().add(ANY);
    models.setValue(ANY);
    models.valueProperty().addListener((p, before, now) -> apply());
  }

  private void sort(Messages messages) {
    sort.setConverter(
        ChoiceBoxes.text(s -> messages.get("sort." + s.name().toLowerCase(Locale.ROOT))));
    sort.getItems().setAll(GalleryQuery.Sort.values());
    sort.setValue(model.queryProperty().get().sort());
    sort.setAccessibleText(messages.get("sort"));
    sort.setTooltip(new Tooltip(messages.get("sort")));
    sort.setPrefWidth(140);
    sort.setMinWidth(100);
    sort.valueProperty().addListener((p, before, now) -> apply());
  }

  Slider size() {
    return size;
  }

  /** Shows all pictures again, of all models, starred or not, in all folders. */
  void clear() {
    model.ask(q -> new GalleryQuery(null, "", null, false, q.sort()));
  }

  /** Asks for what is set here. */
  private void apply() {
    typing.stop();
    if (!following) {
      String of = models.getValue();
      model.ask(
          q ->
              new GalleryQuery(
                  q.folder(),
                  search.getText().strip(),
                  of == null || of.equals(ANY) ? null : of,
                  starred.isSelected(),
                  sort.getValue()));
    }
  }

  /** Shows what is asked for, and the models there are. */
  private void follow() {
    following = true;
    GalleryQuery now = model.queryProperty().get();
    List<String> names = new ArrayList<>(List.of(ANY));
    names.addAll(model.content().models());
    if (now.model() != null && !names.contains(now.model())) {
      names.add(now.model());
    }
    if (!names.equals(models.getItems())) {
      models.getItems().setAll(names);
    }
    models.setValue(Objects.requireNonNullElse(now.model(), ANY));
    if (!search.getText().strip().equals(now.text())
        && typing.getStatus() != javafx.animation.Animation.Status.RUNNING) {
      search.setText(now.text());
      typing.stop();
    }
    starred.setSelected(now.starredOnly());
    sort.setValue(now.sort());
    following = false;
  }
}
