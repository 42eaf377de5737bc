package dev.pixdelta.gui;

import dev.pixdelta.gui.gallery.GalleryView;
import dev.pixdelta.gui.generate.GenerateView;
import dev.pixdelta.gui.shell.Messages;
import dev.pixdelta.gui.shell.Page;
import dev.pixdelta.gui.shell.Toasts;
import dev.pixdelta.gui.shell.Workspace;
import dev.pixdelta.studio.GenerationSettings;
import dev.pixdelta.studio.prompt.KnownWords;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;

/** Carries what one page asks to the page that can do it. JavaFX thread only. */
final class PageRouter implements Workspace {
  private final Services services;
  private final Toasts toasts;
  private final Messages messages;
  private final Consumer<Page> show;
  private final Consumer<String> openLocation;
  private @Nullable GenerateView generate;
  private @Nullable GalleryView gallery;

  /**
   * @param show brings a page to the front
   * @param openLocation opens a URI with the system's program for it
   */
  PageRouter(
      Services services,
      Toasts toasts,
      Messages messages,
      Consumer<Page> show,
      Consumer<String> openLocation) {
    this.services = services;
    this.toasts = toasts;
    this.messages = messages;
    this.show = show;
    this.openLocation = openLocation;
  }

  /** The pages, which are made after the router that they are given. */
  void connect(GenerateView generatePage, GalleryView galleryPage) {
    generate = generatePage;
    gallery = galleryPage;
  }

  private GenerateView generate() {
    return Objects.requireNonNull(generate);
  }

  @Override
  public void show(Page page) {
    show.accept(page);
  }

  @Override
  public GenerationSettings draft() {
    return generate().draft();
  }

  @Override
  public StringProperty prompt() {
    return generate().prompt();
  }

  @Override
  public ObservableValue<@Nullable KnownWords> vocabulary() {
    return generate().vocabulary();
  }

  @Override
  public void useSketch() {
    show(Page.GENERATE);
    generate().useSketch();
  }

  @Override
  public void useModel(String name) {
    show(Page.GENERATE);
    generate().useModel(name);
  }

  @Override
  public void useSeed(long seed) {
    generate().useSeed(seed);
  }

  @Override
  public void restore(Path picture) {
    show(Page.GENERATE);
    generate().restore(picture);
  }

  @Override
  public void vary(Path picture, int count) {
    generate().vary(picture, count);
  }

  @Override
  public void view(List<Path> pictures, int first) {
    Objects.requireNonNull(gallery).view(pictures, first);
  }

  @Override
  public void reveal(Path file) {
    Path folder = Objects.requireNonNullElse(file.getParent(), file);
    services
        .background()
        .ask(
            () -> {
              openLocation.accept(folder.toUri().toString());
              return folder;
            },
            done -> {},
            failure -> toasts.error(messages.get("reveal.failed", folder)));
  }
}
