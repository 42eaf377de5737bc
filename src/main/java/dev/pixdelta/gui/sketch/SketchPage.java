package dev.pixdelta.gui.sketch;

import atlantafx.base.theme.Styles;
import dev.pixdelta.gui.shell.Action;
import dev.pixdelta.gui.shell.Actions;
import dev.pixdelta.gui.shell.Messages;
import dev.pixdelta.gui.shell.Page;
import dev.pixdelta.gui.shell.PictureDrop;
import dev.pixdelta.gui.shell.Shell;
import dev.pixdelta.gui.shell.View;
import dev.pixdelta.studio.sketch.Pen;
import dev.pixdelta.studio.sketch.Sketch;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import javafx.beans.property.Property;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Separator;
import javafx.scene.control.Slider;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** The canvas between its tools and the picture that follows the hand. */
public final class SketchPage implements View {
  private static final double SIDE_WIDTH = 336;

  private final BorderPane root = new BorderPane();
  private final Messages messages;
  private final ToolController controller;
  private final SketchCanvas canvas;
  private final LiveModel live;
  private final LivePane livePane;
  private final SketchActions actions;
  private final Map<Tool, Action> tools = new EnumMap<>(Tool.class);
  private final Action mirror;

  /** Makes the page; the sketch is the shell's. */
  public SketchPage(Shell shell) {
    messages = shell.messages(SketchPage.class);
    controller = new ToolController(shell.sketch(), now -> shell.toasts().info(text(now)));
    canvas = new SketchCanvas(shell.sketch(), controller);
    live = new LiveModel(shell);
    actions = new SketchActions(shell, messages, () -> root.getScene().getWindow());
    Action toggle =
        new Action(
            messages.get("live"),
            "Shortcut+K",
            BootstrapIcons.LIGHTNING,
            () -> live.on.set(!live.on.get()));
    Action seed =
        new Action(
            messages.get("seed"),
            "Shortcut+D",
            BootstrapIcons.DICE_5,
            () -> {
              actions.newSeed();
              live.touched();
            });
    livePane =
        new LivePane(
            shell, messages, live, new LivePane.Buttons(toggle, seed, actions.use, actions.depth));
    for (Tool tool : Tool.values()) {
      tools.put(
          tool, new Action(name(tool), tool.keys(), tool.icon(), () -> controller.tool.set(tool)));
    }
    mirror =
        new Action(
            messages.get("mirror"),
            "M",
            BootstrapIcons.SYMMETRY_VERTICAL,
            () -> controller.mirrored.set(!controller.mirrored.get()));
    root.getStyleClass().add("sketch-page");
    root.setLeft(tools());
    root.setTop(options(shell));
    root.setCenter(canvas);
    VBox side =
        new VBox(
            16,
            livePane,
            new LayerPane(
                shell.sketch(),
                messages,
                List.of(actions.addLayer, actions.addPicture, actions.paste),
                actions.clear));
    side.getStyleClass().add("sketch-side");
    ScrollPane scroll = new ScrollPane(side);
    scroll.setFitToWidth(true);
    scroll.getStyleClass().add("sketch-side-scroll");
    scroll.setMinWidth(SIDE_WIDTH);
    scroll.setPrefWidth(SIDE_WIDTH);
    root.heightProperty().subscribe(h -> livePane.fit(h.doubleValue()));
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    root.setRight(scroll);
    PictureDrop.on(canvas, actions::dropped);
    shell.actions().add(new Actions.Group(Page.SKETCH, messages.get("title"), all(toggle, seed)));
  }

  private List<Action> all(Action toggle, Action seed) {
    List<Action> all = new ArrayList<>(List.of(actions.undo, actions.redo, toggle, seed));
    all.addAll(
        List.of(
            actions.use,
            actions.clear,
            actions.addLayer,
            actions.paste,
            actions.importFile,
            actions.exportFile,
            actions.depth));
    all.addAll(tools.values());
    all.add(mirror);
    all.add(new Action(messages.get("thinner"), "Comma", null, () -> widen(1 / 1.25)));
    all.add(new Action(messages.get("wider"), "Period", null, () -> widen(1.25)));
    all.add(new Action(messages.get("fit"), "Shortcut+0", null, canvas::fit));
    all.add(new Action(messages.get("zoomIn"), "Shortcut+Equals", null, () -> canvas.zoomBy(1.25)));
    all.add(new Action(messages.get("zoomOut"), "Shortcut+Minus", null, () -> canvas.zoomBy(0.8)));
    return all;
  }

  private void widen(double factor) {
    controller.width.set(
        Math.clamp(controller.width.get() * factor, Pen.LEAST_WIDTH, Pen.MOST_WIDTH));
  }

  private String text(ToolController.Switch now) {
    return switch (now) {
      case ToolController.Switch.ToDrawn s ->
          messages.get("switched.drawn", LayerPane.name(s.layer(), messages));
      case ToolController.Switch.Shown s ->
          messages.get("switched.shown", LayerPane.name(s.layer(), messages));
    };
  }

  private String name(Tool tool) {
    return messages.get("tool." + tool.name().toLowerCase(Locale.ROOT));
  }

  private Node tools() {
    VBox column = new VBox(4);
    column.getStyleClass().add("sketch-tools");
    for (Tool tool : Tool.values()) {
      ToggleButton button = Objects.requireNonNull(tools.get(tool)).wired(new ToggleButton());
      button.getStyleClass().add("button-icon");
      button.setId("tool-" + tool.name().toLowerCase(Locale.ROOT));
      controller.tool.subscribe(now -> button.setSelected(now == tool));
      button.selectedProperty().subscribe(on -> button.setSelected(controller.tool.get() == tool));
      column.getChildren().add(button);
    }
    column.getChildren().add(new Separator());
    for (Action action : List.of(actions.undo, actions.redo)) {
      Button button = action.iconButton();
      column.getChildren().add(button);
    }
    return column;
  }

  private Node options(Shell shell) {
    ToggleButton mirroring = mirror.wired(new ToggleButton());
    controller.mirrored.subscribe(mirroring::setSelected);
    ToggleButton depth = actions.depth.wired(new ToggleButton(actions.depth.text()));
    depth.setId("depth");
    Node near = slider("near", 0, 255, controller.near);
    // Its room is kept: what stands behind it must not move.
    shell
        .sketch()
        .seenProperty()
        .subscribe(
            now -> {
              boolean on = now.mode() == Sketch.Mode.DEPTH;
              depth.setSelected(on);
              near.setDisable(!on);
            });
    HBox files =
        new HBox(
            8,
            actions.fitShape.iconButton(),
            actions.importFile.iconButton(),
            actions.exportFile.iconButton());
    FlowPane bar =
        new FlowPane(
            10,
            8,
            slider("width", 1, 120, controller.width),
            slider("smoothing", 0, 1, controller.smoothing),
            slider("speed", 0, 1, controller.speed),
            near,
            mirroring,
            depth,
            files);
    bar.setRowValignment(VPos.CENTER);
    bar.getStyleClass().add("sketch-options");
    return bar;
  }

  private Node slider(String key, double least, double most, Property<Number> property) {
    Slider slider = new Slider(least, most, property.getValue().doubleValue());
    slider.setId("pen-" + key);
    slider.setPrefWidth(64);
    slider.setMinWidth(64);
    slider.setTooltip(new Tooltip(messages.get(key + ".hint")));
    slider.setAccessibleText(messages.get(key));
    slider.valueProperty().bindBidirectional(property);
    Label label = new Label(messages.get(key));
    label.getStyleClass().add(Styles.TEXT_SMALL);
    label.setMinWidth(Region.USE_PREF_SIZE);
    label.setLabelFor(slider);
    HBox box = new HBox(6, label, slider);
    box.setAlignment(Pos.CENTER_LEFT);
    return box;
  }

  /** What can be done with the whole sketch; for tests. */
  SketchActions actions() {
    return actions;
  }

  @Override
  public Parent root() {
    return root;
  }

  @Override
  public void shown() {
    actions.adapt();
    livePane.look();
    canvas.requestFocus();
  }

  @Override
  public void restore(View before) {
    if (before instanceof SketchPage page) {
      canvas.viewAs(page.canvas);
    }
  }

  @Override
  public void hidden() {
    live.on.set(false);
  }

  @Override
  public void closed() {
    live.close();
  }
}
