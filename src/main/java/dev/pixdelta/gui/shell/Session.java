package dev.pixdelta.gui.shell;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pixdelta.studio.control.ControlPictures;
import dev.pixdelta.studio.picture.PictureFileException;
import dev.pixdelta.system.TemporaryFile;
import dev.pixdelta.system.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is kept between starts, in one JSON file: one section, a record, for each part of the
 * window. A damaged file is put aside and the window starts as new; sections nobody knows any more
 * stay. Safe for any thread.
 */
public final class Session {
  private static final Logger LOG = LoggerFactory.getLogger(Session.class);
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private static final SectionReader READER = new SectionReader(JSON);

  private final Path file;
  private final ObjectNode sections;
  private final @Nullable Path damaged;
  private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
  private boolean dirty;

  private Session(Path file, ObjectNode sections, @Nullable Path damaged) {
    this.file = file;
    this.sections = sections;
    this.damaged = damaged;
  }

  /** Reads the session, or begins one. */
  public static Session open(Path file) {
    if (Files.isRegularFile(file)) {
      deleteLeftovers(Objects.requireNonNull(file.toAbsolutePath().getParent()));
      try {
        if (JSON.readTree(Files.readAllBytes(file)) instanceof ObjectNode sections) {
          return new Session(file, sections, null);
        }
      } catch (IOException e) {
        LOG.debug("session not read: {}", e.toString());
      }
      return new Session(file, JSON.createObjectNode(), DamagedFile.putAside(file));
    }
    return new Session(file, JSON.createObjectNode(), null);
  }

  private static void deleteLeftovers(Path folder) {
    try {
      TemporaryFile.deleteLeftovers(folder);
    } catch (IOException e) {
      LOG.debug("leftovers not deleted: {}", e.toString());
    }
  }

  /** Where the file is that could not be read when the session was opened, or null. */
  public @Nullable Path damaged() {
    return damaged;
  }

  /**
   * A section. What of it is missing or cannot be understood, such as what another version wrote,
   * is as in the fallback.
   */
  public synchronized <R> R get(String section, Class<R> type, R fallback) {
    JsonNode node = sections.get(section);
    return node == null ? fallback : READER.read(node, type, fallback);
  }

  /** Names of the kept control pictures that sections mention. */
  public synchronized Set<String> controlPictures() {
    return ControlPictures.namesIn(sections.toString());
  }

  /** Keeps a section; {@link #save} writes it. */
  public synchronized void put(String section, Object value) {
    JsonNode node = JSON.valueToTree(value);
    if (!node.equals(sections.get(section))) {
      sections.set(section, node);
      dirty = true;
      listeners.forEach(l -> l.accept(section));
    }
  }

  /** Adds a listener, called with the name of a section whose content has changed. */
  public void listen(Consumer<String> listener) {
    listeners.add(listener);
  }

  /** Has every change written about a second after it, off the calling thread, from now on. */
  public AutoSave saveSoon(Background background) {
    AutoSave saving = new AutoSave(background, this::save);
    listen(section -> saving.changed());
    return saving;
  }

  /**
   * Writes what has changed, whole or not at all.
   *
   * @throws PictureFileException if the file cannot be written; the changes are then still to be
   *     saved
   */
  public synchronized void save() {
    if (!dirty) {
      return;
    }
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      WholeFile.replace(file, JSON.writeValueAsBytes(sections));
      dirty = false;
    } catch (IOException e) {
      throw new PictureFileException(file, "cannot be written", e);
    }
  }
}
