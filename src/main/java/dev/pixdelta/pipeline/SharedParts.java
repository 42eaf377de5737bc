package dev.pixdelta.pipeline;

import dev.pixdelta.hub.ModelFolder;
import dev.pixdelta.hub.ModelLocator;
import dev.pixdelta.model.PixArtConfig;
import dev.pixdelta.model.T5Config;
import dev.pixdelta.model.VaeConfig;
import dev.pixdelta.text.Sentence;
import dev.pixdelta.weights.ModelFileException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Text encoder, tokenizer and VAE of models whose folders leave them out because others have the
 * same: PixArt models share one T5 and one VAE.
 */
public final class SharedParts {
  private static final String TEXT = "text_encoder";
  private static final String TOKENIZER = "tokenizer";
  private static final String VAE = "vae";

  private final ModelLocator models;

  private SharedParts(ModelLocator models) {
    this.models = models;
  }

  /**
   * Opens a model's folder; what it lacks is taken from the first other model that has a part that
   * fits.
   *
   * @param models where others are looked for
   * @param textEncoder a model or the folder of a text encoder that is used instead of the model's
   *     own, or null
   * @throws ModelFileException if the folder is no model, or no other has what it lacks
   */
  public static ModelFolder open(Path model, ModelLocator models, @Nullable Path textEncoder) {
    ModelFolder folder = ModelFolder.open(model);
    if (textEncoder != null) {
      folder = withTextEncoder(folder, textEncoder);
    }
    SharedParts parts = new SharedParts(models);
    for (String part : folder.missing()) {
      if (folder.missing().contains(part)) { // unless it came with another one
        folder = parts.completed(folder, part);
      }
    }
    return folder;
  }

  /**
   * What a user should know of where the parts of a model come from: a sentence for each that was
   * taken from elsewhere.
   */
  static List<Sentence> notes(ModelFolder folder) {
    List<Sentence> notes = new ArrayList<>();
    borrowed(folder)
        .forEach((part, name) -> notes.add(Sentence.of("Uses the {0} of {1}.", words(part), name)));
    return notes;
  }

  /** Parts that were taken from elsewhere, with the names of the models that have them. */
  static SortedMap<String, String> borrowed(ModelFolder folder) {
    SortedMap<String, String> borrowed = new TreeMap<>();
    for (String part : List.of(TEXT, TOKENIZER, VAE)) {
      folder.origin(part).ifPresent(name -> borrowed.put(part, name));
    }
    return borrowed;
  }

  private static Sentence words(String part) {
    return switch (part) {
      case TEXT -> Sentence.of("text encoder");
      case VAE -> Sentence.of("VAE");
      default -> Sentence.of("tokenizer");
    };
  }

  /** A text encoder's own folder, as that of T5 itself, has the tokenizer's file in it. */
  private static ModelFolder withTextEncoder(ModelFolder folder, Path given) {
    Path own = given.resolve(TEXT);
    ModelFolder changed = folder.with(TEXT, Files.isDirectory(own) ? own : given);
    if (!folder.missing().contains(TOKENIZER)) {
      return changed;
    }
    Path beside = given.resolveSibling(TOKENIZER);
    for (Path tokenizer : List.of(given.resolve(TOKENIZER), given, beside)) {
      if (Files.exists(tokenizer.resolve("tokenizer.json"))
          || Files.exists(tokenizer.resolve("spiece.model"))) {
        return changed.with(TOKENIZER, tokenizer);
      }
    }
    return changed;
  }

  private ModelFolder completed(ModelFolder folder, String part) {
    PixArtConfig transformer = PixArtConfig.read(folder.config("transformer"));
    for (ModelLocator.Found found : models.list()) {
      Optional<ModelFolder> other = withFitting(part, found.path(), folder, transformer);
      if (other.isPresent()) {
        ModelFolder taken = folder.with(part, other.get().folder(part));
        // A text encoder knows the tokens of its own tokenizer alone.
        return part.equals(TEXT) && !other.get().missing().contains(TOKENIZER)
            ? taken.with(TOKENIZER, other.get().folder(TOKENIZER))
            : taken;
      }
    }
    throw folder.withoutPart(
        part,
        switch (part) {
          case TEXT ->
              Sentence.of(
                  "this model has no text encoder, and no other installed model has one that fits (a"
                      + " T5 with d_model = {0}); put one into the folder text_encoder, or name one"
                      + " with --text-encoder on the command line",
                  transformer.captionChannels());
          case TOKENIZER ->
              Sentence.of(
                  "this model has no tokenizer, and no other installed model has one that fits; put"
                      + " one into the folder tokenizer");
          default ->
              Sentence.of(
                  "this model has no VAE, and no other installed model has one that fits (with"
                      + " latent_channels = {0}); put one into the folder vae",
                  transformer.inChannels());
        });
  }

  /** Another model if it has a part that fits; what is wrong with it is told when it is used. */
  private static Optional<ModelFolder> withFitting(
      String part, Path path, ModelFolder folder, PixArtConfig transformer) {
    try {
      ModelFolder other = ModelFolder.open(path);
      if (other.missing().contains(part)) {
        return Optional.empty();
      }
      boolean fits =
          switch (part) {
            case TEXT -> text(other).width() == transformer.captionChannels();
            case TOKENIZER ->
                Files.exists(other.tokenizerFile())
                    && text(other).vocabulary() == text(folder).vocabulary();
            default ->
                VaeConfig.read(other.config(VAE)).latentChannels() == transformer.inChannels();
          };
      if (fits && !part.equals(TOKENIZER)) {
        other.weights(part).close();
      }
      return fits ? Optional.of(other) : Optional.empty();
    } catch (ModelFileException e) {
      return Optional.empty();
    }
  }

  private static T5Config text(ModelFolder folder) {
    return T5Config.read(folder.config(TEXT));
  }
}
