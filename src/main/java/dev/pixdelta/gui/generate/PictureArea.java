package dev.pixdelta.gui.generate;

import dev.pixdelta.gui.shell.MemoryImage;
import dev.pixdelta.pipeline.Picture;
import dev.pixdelta.pipeline.Size;
import javafx.geometry.Insets;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/**
 * One picture, as large as there is room, but not so large that it falls apart. A preview takes the
 * room of the finished picture, so nothing jumps when that comes.
 */
final class PictureArea extends Region {
  /** Screen pixels per picture pixel at most: icons stay icons. */
  private static final double MOST_ENLARGED = 4;

  private final ImageView view = new ImageView();
  private @Nullable Size size;

  PictureArea() {
    getStyleClass().add("drawing-area");
    view.setSmooth(true);
    view.setPreserveRatio(false);
    getChildren().add(view);
  }

  /** The picture itself, for what is done with it. */
  ImageView view() {
    return view;
  }

  /** Shows nothing. */
  void clear() {
    view.setImage(null);
    size = null;
  }

  /** Shows a picture from memory in the place of a larger one. */
  void show(Picture picture, Size as) {
    view.setImage(MemoryImage.of(picture));
    size = as;
    requestLayout();
  }

  /** Shows a picture as it is. */
  void show(Image image) {
    view.setImage(image);
    size =
        new Size(
            (int) Math.max(1, Math.round(image.getWidth())),
            (int) Math.max(1, Math.round(image.getHeight())));
    requestLayout();
  }

  @Override
  protected void layoutChildren() {
    if (size == null) {
      return;
    }
    Insets in = getInsets();
    double width = getWidth() - in.getLeft() - in.getRight();
    double height = getHeight() - in.getTop() - in.getBottom();
    double scale = Math.min(MOST_ENLARGED, Math.min(width / size.width(), height / size.height()));
    double w = Math.max(1, Math.floor(size.width() * scale));
    double h = Math.max(1, Math.floor(size.height() * scale));
    view.setFitWidth(w);
    view.setFitHeight(h);
    view.relocate(
        Math.floor(in.getLeft() + (width - w) / 2), Math.floor(in.getTop() + (height - h) / 2));
  }

  @Override
  protected double computePrefWidth(double height) {
    return 320;
  }

  @Override
  protected double computePrefHeight(double width) {
    return 320;
  }
}
