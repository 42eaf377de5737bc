package dev.pixdelta.gui.sketch;

import dev.pixdelta.gui.shell.KnownControls;
import dev.pixdelta.gui.shell.Shell;
import dev.pixdelta.gui.shell.SketchBook;
import dev.pixdelta.pipeline.Picture;
import dev.pixdelta.pipeline.Progress;
import dev.pixdelta.studio.FailureSentence;
import dev.pixdelta.studio.GenerationSettings;
import dev.pixdelta.studio.control.ControlMap;
import dev.pixdelta.studio.control.ControlSettings;
import dev.pixdelta.studio.queue.LiveRequest;
import dev.pixdelta.studio.queue.QueueListener;
import dev.pixdelta.studio.sketch.Sketch;
import dev.pixdelta.text.Sentence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.LongProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleLongProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/**
 * Pictures that follow the drawing hand: one in flight, then the newest drawing if it changed
 * meanwhile. Hears of changes, never asks. Switched off it stops the one in flight; a failure
 * switches it off. One thread, the JavaFX thread in the window.
 */
final class LiveModel implements QueueListener {
  final BooleanProperty on = new SimpleBooleanProperty(this, "on");
  final ObjectProperty<@Nullable Picture> picture = new SimpleObjectProperty<>(this, "picture");
  final ObjectProperty<@Nullable Progress> stage = new SimpleObjectProperty<>(this, "stage");

  /** Why the last picture could not be drawn, in the language of the window; empty if it could. */
  final StringProperty problem = new SimpleStringProperty(this, "problem", "");

  /** Milliseconds from the change to the picture; -1 before the first. */
  final LongProperty latency = new SimpleLongProperty(this, "latency", -1);

  private final Shell shell;
  private final Map<ControlSettings, ReadPicture> read = new HashMap<>();
  private long id;
  private boolean inFlight;
  private boolean dirty;
  private long since;
  private long begun;

  LiveModel(Shell shell) {
    this.shell = shell;
    shell.events().add(this);
    shell.sketch().seenProperty().subscribe((before, now) -> touched());
    on.subscribe(
        (before, now) -> {
          if (now) {
            problem.set("");
            latency.set(-1);
            touched();
          } else {
            stop();
          }
        });
  }

  /** The drawing, the prompt or another setting changed. */
  void touched() {
    if (on.get()) {
      if (!dirty) {
        since = System.nanoTime();
      }
      dirty = true;
      next();
    }
  }

  private void next() {
    if (inFlight || !dirty || shell.workspace().prompt().get().isBlank()) {
      return; // a prompt that is typed is a change
    }
    dirty = false;
    inFlight = true;
    begun = since;
    id++;
    long asked = id;
    Sketch sketch = shell.sketch().seen();
    GenerationSettings settings = shell.workspace().draft();
    KnownControls known = KnownControls.of(shell.session());
    shell
        .background()
        .ask(
            () -> request(asked, settings, sketch, known),
            request -> {
              if (on.get() && request.id() == id) {
                shell.queue().drawLive(request);
              }
            },
            failure -> liveFailed(asked, FailureSentence.sentence(failure)));
  }

  /** A control picture as it was read, so that its map is made once. */
  private record ReadPicture(FileTime time, ControlMap.Source source) {}

  /** The page's controls, the drawing among them; reads the files of others. */
  private LiveRequest request(
      long asked, GenerationSettings settings, Sketch sketch, KnownControls known) {
    List<ControlSettings> controls = new ArrayList<>(settings.controls());
    if (controls.stream().noneMatch(ControlSettings::sketch)) {
      ControlSettings own = ControlSettings.drawing(SketchBook.typeOf(sketch));
      controls.addFirst(known.preferred(shell.models(), settings.model(), own));
    }
    List<ControlMap.Source> sources = new ArrayList<>();
    for (ControlSettings c : controls) {
      sources.add(c.sketch() ? SketchBook.source(sketch) : source(c));
    }
    return new LiveRequest(asked, settings.withControls(controls), sources);
  }

  private synchronized ControlMap.Source source(ControlSettings control) {
    FileTime time;
    try {
      time = Files.getLastModifiedTime(control.file());
    } catch (IOException e) {
      return control.read(); // says what is wrong
    }
    ReadPicture known = read.get(control);
    if (known == null || !known.time().equals(time)) {
      known = new ReadPicture(time, control.read());
      if (read.size() > 1) {
        read.clear(); // those of earlier settings
      }
      read.put(control, known);
    }
    return known.source();
  }

  private void stop() {
    shell.queue().stopLive();
    id++;
    inFlight = false;
    dirty = false;
    stage.set(null);
  }

  @Override
  public void liveProgress(long drawn, Progress now) {
    if (drawn == id) {
      stage.set(now);
    }
  }

  @Override
  public void liveDrawn(long drawn, Picture now) {
    if (drawn == id && on.get()) {
      problem.set("");
      picture.set(now);
      latency.set((System.nanoTime() - begun) / 1_000_000);
      landed();
    }
  }

  @Override
  public void liveFailed(long drawn, Sentence sentence) {
    if (drawn == id && on.get()) {
      on.set(false);
      problem.set(sentence.in(shell.locale()));
    }
  }

  private void landed() {
    inFlight = false;
    stage.set(null);
    next();
  }

  void close() {
    on.set(false);
    shell.events().remove(this);
  }
}
