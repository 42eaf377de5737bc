package dev.pixdelta.studio.queue;

import dev.pixdelta.studio.FailureSentence;
import dev.pixdelta.studio.picture.PictureFileException;
import dev.pixdelta.studio.picture.PictureMetadata;
import dev.pixdelta.studio.picture.PictureReader;
import dev.pixdelta.studio.queue.PassStore.Unsettled;
import dev.pixdelta.system.TemporaryFile;
import dev.pixdelta.text.Sentence;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what became of pictures that were in hand when the program ended. A picture's file
 * appears whole or not at all, and carries the picture's id, so looking for it is enough.
 */
final class Recovery {
  /** Clocks of file servers may be behind, and some file systems count in steps of two seconds. */
  private static final Duration SLACK = Duration.ofMinutes(1);

  private final QueueState state;
  private final PassStore passes;

  Recovery(QueueState state, PassStore passes) {
    this.state = state;
    this.passes = passes;
  }

  /**
   * Settles all of them: done, or to be drawn with their own seeds.
   *
   * @return whether there were any
   */
  boolean settle() {
    List<Unsettled> all = state.locked(passes::unsettled);
    Map<Path, List<Unsettled>> folders = new HashMap<>();
    for (Unsettled picture : all) {
      if (picture.folder() == null) {
        // It may be there, but nobody knows where.
        state.locked(() -> passes.settle(picture, PictureState.FAILED, SettingsJson.UNREADABLE));
      } else {
        folders.computeIfAbsent(picture.folder(), f -> new ArrayList<>()).add(picture);
      }
    }
    folders.forEach(this::settle);
    return !all.isEmpty();
  }

  private void settle(Path folder, List<Unsettled> pictures) {
    try {
      Map<String, Path> files = find(folder, pictures);
      for (Unsettled picture : pictures) {
        Path file = files.get(picture.id());
        state.locked(
            () -> {
              if (file == null) {
                passes.settle(picture, PictureState.WAITING, null);
              } else {
                passes.saved(picture.job(), picture.index(), file);
              }
            });
      }
    } catch (PictureFileException e) {
      // Drawing again might make a second one of a picture that is there.
      Sentence sentence = FailureSentence.sentence(e);
      state.locked(() -> pictures.forEach(p -> passes.settle(p, PictureState.FAILED, sentence)));
    }
  }

  /**
   * The files of the pictures that were saved, by their ids; half-written ones of dead processes
   * are deleted.
   *
   * @param folder in which all of the pictures would be
   * @throws PictureFileException if the folder is there and cannot be read
   */
  private static Map<String, Path> find(Path folder, List<Unsettled> pictures) {
    Set<String> ids = pictures.stream().map(Unsettled::id).collect(Collectors.toSet());
    Instant from =
        pictures.stream().map(Unsettled::started).min(Instant::compareTo).orElse(Instant.MAX);
    Map<String, Path> found = new HashMap<>();
    try {
      TemporaryFile.deleteLeftovers(folder);
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
        for (Path file : files) {
          String id = isNewer(file, from.minus(SLACK)) ? id(file) : null;
          if (id != null && ids.contains(id)) {
            found.put(id, file.toAbsolutePath().normalize());
          }
        }
      } catch (DirectoryIteratorException e) {
        throw e.getCause();
      }
    } catch (NoSuchFileException e) {
      return Map.of(); // no folder, no pictures
    } catch (IOException e) {
      throw new PictureFileException(folder, "cannot be searched for saved pictures", e);
    }
    return found;
  }

  private static boolean isNewer(Path file, Instant from) throws IOException {
    try {
      return Files.isRegularFile(file)
          && !Files.getLastModifiedTime(file).toInstant().isBefore(from);
    } catch (NoSuchFileException e) {
      return false; // moved away this moment
    }
  }

  private static @Nullable String id(Path file) {
    try {
      PictureMetadata.Found found = PictureReader.read(file).found();
      return found == null ? null : found.parameters().origin().id();
    } catch (PictureFileException e) {
      return null; // not one of ours, or not whole
    }
  }
}
