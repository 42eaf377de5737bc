package dev.pixdelta.gui.shell;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * Something the user can do: one name, one shortcut, one place where it is switched off. Buttons
 * and menu items are made from it, the list of shortcuts shows it. JavaFX thread only.
 */
public final class Action {
  private final StringProperty text;
  private final List<KeyCombination> keys = new ArrayList<>();
  private final ObjectProperty<@Nullable Ikon> icon;
  private final Runnable run;
  private final BooleanProperty disabled = new SimpleBooleanProperty(this, "disabled");

  /**
   * @param text its name, as a button shows it
   * @param keys such as {@code "Shortcut+Enter"} in {@link KeyCombination}'s spelling, or null
   * @param icon or null
   */
  public Action(String text, @Nullable String keys, @Nullable Ikon icon, Runnable run) {
    this.text = new SimpleStringProperty(this, "text", text);
    this.icon = new SimpleObjectProperty<>(this, "icon", icon);
    this.run = run;
    if (keys != null) {
      this.keys.add(KeyCombination.valueOf(keys));
    }
  }

  /** Gives it another shortcut beside those it has. */
  public Action or(String moreKeys) {
    keys.add(KeyCombination.valueOf(moreKeys));
    return this;
  }

  /** Its name. */
  public String text() {
    return text.get();
  }

  /** Becomes what undoes it, or again itself; buttons and menu items follow. */
  public void become(String nextText, Ikon nextIcon) {
    text.set(nextText);
    icon.set(nextIcon);
  }

  /** Its shortcuts, the usual one first; mostly one, maybe none. */
  public List<KeyCombination> keys() {
    return Collections.unmodifiableList(keys);
  }

  /** Whether a key press is one of its shortcuts. */
  public boolean isMeantBy(KeyEvent event) {
    return keys.stream().anyMatch(k -> k.match(event));
  }

  /** Its shortcuts as this system writes them; empty if there is none. */
  public String keysText() {
    return String.join(", ", keys.stream().map(KeyCombination::getDisplayText).toList());
  }

  /** Whether it can be done now; buttons follow. */
  public BooleanProperty disabledProperty() {
    return disabled;
  }

  /** Does it, unless it is switched off. */
  public void run() {
    if (!disabled.get()) {
      run.run();
    }
  }

  /** Name and shortcut, as tooltips show them. */
  public String hint() {
    return keys.isEmpty() ? text() : text() + "  (" + keysText() + ")";
  }

  /** A button with icon and name. */
  public Button button() {
    Button button = wired(new Button());
    text.subscribe(button::setText);
    return button;
  }

  /** A button with the icon alone; the name is in its tooltip. */
  public Button iconButton() {
    Button button = wired(new Button());
    button.getStyleClass().add("button-icon");
    return button;
  }

  /** Makes a button of any kind do this. */
  public <B extends ButtonBase> B wired(B button) {
    button.setGraphic(graphic());
    Tooltip tooltip = new Tooltip();
    button.setTooltip(tooltip);
    text.subscribe(
        now -> {
          tooltip.setText(hint());
          button.setAccessibleText(now);
        });
    button.disableProperty().bind(disabled);
    button.setOnAction(e -> run());
    return button;
  }

  private @Nullable FontIcon graphic() {
    if (icon.get() == null) {
      return null;
    }
    FontIcon graphic = new FontIcon();
    icon.subscribe(graphic::setIconCode);
    return graphic;
  }

  /** A menu item. */
  public MenuItem menuItem() {
    MenuItem item = new MenuItem(null, graphic());
    text.subscribe(item::setText);
    if (!keys.isEmpty()) {
      item.setAccelerator(keys.getFirst());
    }
    item.disableProperty().bind(disabled);
    item.setOnAction(e -> run());
    return item;
  }
}
