package dev.pixdelta.gui.gallery;

import dev.pixdelta.gui.shell.Action;
import dev.pixdelta.gui.shell.Messages;
import dev.pixdelta.gui.shell.Shell;
import dev.pixdelta.gui.shell.Workspace;
import dev.pixdelta.studio.gallery.GalleryPicture;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/**
 * What can be done with pictures, each thing once: the selected ones of the grid, or the one in the
 * viewer. JavaFX thread only.
 */
final class PictureActions {
  /** How many pictures "vary" draws. */
  private static final int VARIATIONS = 4;

  final Action open;
  final Action star;
  final Action useSettings;
  final Action useSeed;
  final Action vary;
  final Action compare;
  final Action copy;
  final Action copyPrompt;
  final Action move;
  final Action export;
  final Action reveal;
  final Action delete;

  private final Shell shell;
  private final Workspace workspace;
  private final Messages messages;
  private final GalleryModel model;
  private final Supplier<List<GalleryPicture>> subjects;
  private final Runnable leave;

  /**
   * @param subjects the pictures meant now
   * @param view opens the pictures meant in the viewer
   * @param compareTwo opens a comparison of two pictures
   * @param leave takes away what would hide another page
   */
  PictureActions(
      Shell shell,
      GalleryModel model,
      PictureFiling filing,
      Supplier<List<GalleryPicture>> subjects,
      Runnable view,
      Consumer<List<GalleryPicture>> compareTwo,
      Runnable leave) {
    this.shell = shell;
    this.workspace = shell.workspace();
    this.messages = shell.messages(PictureActions.class);
    this.model = model;
    this.subjects = subjects;
    this.leave = leave;
    open = new Action(messages.get("open"), "Enter", BootstrapIcons.ARROWS_ANGLE_EXPAND, view);
    star = new Action(messages.get("star"), "S", BootstrapIcons.STAR, this::star);
    useSettings =
        new Action(messages.get("useSettings"), "U", BootstrapIcons.SLIDERS, this::useSettings);
    useSeed = new Action(messages.get("useSeed"), "Shift+U", BootstrapIcons.DICE_5, this::useSeed);
    vary = new Action(messages.get("vary"), "V", BootstrapIcons.SHUFFLE, this::vary);
    compare =
        new Action(
            messages.get("compare"),
            "C",
            BootstrapIcons.LAYOUT_SPLIT,
            () -> compareTwo.accept(subjects.get()));
    copy =
        new Action(messages.get("copy"), "Shortcut+C", BootstrapIcons.CLIPBOARD, this::copy)
            .or("Shortcut+Shift+C");
    copyPrompt =
        new Action(
            messages.get("copyPrompt"), "P", BootstrapIcons.CHAT_LEFT_TEXT, this::copyPrompt);
    move =
        new Action(
            messages.get("move"),
            "M",
            BootstrapIcons.FOLDER_SYMLINK,
            () -> filing.chooseFolder(subjects.get()));
    export =
        new Action(
            messages.get("export"),
            "Shortcut+S",
            BootstrapIcons.BOX_ARROW_UP,
            () -> filing.export(subjects.get()));
    reveal =
        new Action(messages.get("reveal"), "Shortcut+R", BootstrapIcons.FOLDER2_OPEN, this::reveal);
    delete =
        new Action(
            messages.get("delete"),
            "Delete",
            BootstrapIcons.TRASH,
            () -> filing.delete(subjects.get()));
    update(false);
  }

  /** In the order of menus. */
  List<Action> all() {
    return List.of(
        open,
        star,
        useSettings,
        useSeed,
        vary,
        compare,
        copy,
        copyPrompt,
        move,
        export,
        reveal,
        delete);
  }

  /**
   * The pictures meant are other ones now.
   *
   * @param active whether anything may be done at all
   */
  void update(boolean active) {
    List<GalleryPicture> now = active ? subjects.get() : List.of();
    boolean one = now.size() == 1;
    boolean starred = !now.isEmpty() && now.stream().allMatch(GalleryPicture::starred);
    star.become(
        messages.get(starred ? "unstar" : "star"),
        starred ? BootstrapIcons.STAR_FILL : BootstrapIcons.STAR);
    all().forEach(a -> a.disabledProperty().set(now.isEmpty()));
    useSettings.disabledProperty().set(!one);
    useSeed.disabledProperty().set(!one || now.getFirst().seed() == null);
    vary.disabledProperty().set(!one);
    compare.disabledProperty().set(now.size() != 2);
    copyPrompt.disabledProperty().set(now.stream().allMatch(p -> p.prompt().isBlank()));
  }

  private void star() {
    List<GalleryPicture> pictures = subjects.get();
    model.star(pictures, !pictures.stream().allMatch(GalleryPicture::starred));
  }

  private void useSettings() {
    Path file = subjects.get().getFirst().file();
    leave.run();
    workspace.restore(file);
  }

  private void useSeed() {
    workspace.useSeed(Objects.requireNonNull(subjects.get().getFirst().seed()));
  }

  private void vary() {
    workspace.vary(subjects.get().getFirst().file(), VARIATIONS);
  }

  /**
   * The files, and of a single picture the picture itself: what is pasted into takes its choice.
   */
  private void copy() {
    List<GalleryPicture> pictures = subjects.get();
    ClipboardContent content = new ClipboardContent();
    content.putFiles(pictures.stream().map(p -> p.file().toFile()).toList());
    if (pictures.size() > 1) {
      put(content, messages.get("copied", pictures.size()));
      return;
    }
    shell
        .background()
        .ask(
            () -> ImageFile.read(pictures.getFirst().file(), Pyramid.MOST_PIXELS).pixels().image(),
            image -> {
              content.putImage(image);
              put(content, messages.get("copied", 1));
            });
  }

  private void copyPrompt() {
    ClipboardContent content = new ClipboardContent();
    content.putString(
        String.join(
            "\n",
            subjects.get().stream()
                .map(GalleryPicture::prompt)
                .filter(p -> !p.isBlank())
                .distinct()
                .toList()));
    put(content, messages.get("promptCopied"));
  }

  private void put(ClipboardContent content, String sentence) {
    Clipboard.getSystemClipboard().setContent(content);
    shell.toasts().info(sentence);
  }

  private void reveal() {
    workspace.reveal(subjects.get().getFirst().file());
  }
}
