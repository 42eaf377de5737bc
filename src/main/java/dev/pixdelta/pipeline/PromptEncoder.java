package dev.pixdelta.pipeline;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.pixdelta.hub.ModelFolder;
import dev.pixdelta.model.T5Config;
import dev.pixdelta.model.T5Encoder;
import dev.pixdelta.model.T5Tokenizer;
import dev.pixdelta.text.Sentence;
import dev.pixdelta.torch.Torch;
import dev.pixdelta.weights.Closer;
import dev.pixdelta.weights.ModelFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Prompts to padded embeddings. The text encoder is read when a prompt comes whose embedding is not
 * cached, and stays.
 *
 * <p>Confined to the thread of its {@link Torch}.
 */
final class PromptEncoder implements AutoCloseable {
  /** Tokens that PixArt was trained with; longer prompts are cut. */
  static final int MAX_TOKENS = 120;

  /**
   * Embeddings of several prompts, padded to the longest.
   *
   * @param text [b, n, width] fp32
   * @param mask [b, n] int64, 1 for tokens
   */
  record Encoded(NDArray text, NDArray mask) {}

  private final Torch torch;
  private final T5Config config;
  private final T5Tokenizer tokenizer;
  private final EmbeddingCache cache;
  private final T5Encoder encoder;
  private final FiniteCheck finite;

  private PromptEncoder(
      ModelFolder folder, T5Config config, Torch torch, Path cacheFolder, Closer opened) {
    this.torch = torch;
    this.config = config;
    this.tokenizer = T5Tokenizer.read(folder.tokenizerFile());
    if (tokenizer.pieces() > config.vocabulary()) {
      throw new ModelFileException(
          folder.tokenizerFile(),
          "expected at most vocab_size = "
              + config.vocabulary()
              + " pieces, as text_encoder/config.json says, found "
              + tokenizer.pieces());
    }
    this.finite =
        new FiniteCheck(
            Sentence.of("text encoder"),
            folder.folder("text_encoder").toString(),
            torch.precision());
    this.encoder = opened.register(T5Encoder.open(torch, config, folder.weights("text_encoder")));
    this.cache =
        new EmbeddingCache(
            cacheFolder.resolve("embeddings"),
            folder.textEncoderFingerprint() + torch.precision().label(),
            config.width());
  }

  /**
   * Opens tokenizer and text encoder and checks their files.
   *
   * @throws ModelFileException if one is missing, damaged or does not fit the other
   */
  static PromptEncoder open(ModelFolder folder, T5Config config, Torch torch, Path cacheFolder) {
    return Closer.allOrNone(
        opened -> new PromptEncoder(folder, config, torch, cacheFolder, opened));
  }

  /**
   * The cached embedding or a fresh one, with the weights on its words: each token's embedding
   * times its weight, which is what most programs with this syntax do. Some then bring the mean of
   * the whole prompt back to what it was; here a weight changes no other words. The cache knows no
   * weights, so that changing one costs nothing.
   */
  private EmbeddingCache.Embedding embed(
      String typed, ProgressListener progress, Runnable checkpoint, StageClock clock) {
    WeightedPrompt prompt = WeightedPrompt.parse(typed);
    var plain = embedText(prompt.text(), progress, checkpoint, clock);
    if (!prompt.isWeighted()) {
      return plain;
    }
    int[] ids = tokenizer.encode(T5Tokenizer.normalize(prompt.text()), MAX_TOKENS);
    float[] weights = TokenWeights.of(prompt, ids, tokenizer);
    float[] values = plain.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] *= weights[i / config.width()];
    }
    return new EmbeddingCache.Embedding(plain.tokens(), values);
  }

  private EmbeddingCache.Embedding embedText(
      String prompt, ProgressListener progress, Runnable checkpoint, StageClock clock) {
    String text = T5Tokenizer.normalize(prompt);
    var known = cache.find(text);
    if (known.isPresent()) {
      return known.get();
    }
    if (!encoder.isLoaded()) {
      progress.onProgress(new Progress.Loading("text encoder"));
      clock.loading(encoder::load);
    }
    progress.onProgress(new Progress.Encoding());
    int[] ids = tokenizer.encode(text, MAX_TOKENS);
    long[] wide = Arrays.stream(ids).asLongStream().toArray();
    try (NDManager scope = torch.manager().newSubManager()) {
      NDArray input = scope.create(wide, new Shape(1, ids.length)); // [1, n]
      NDArray mask = scope.ones(new Shape(1, ids.length), DataType.INT64); // [1, n]
      NDArray encoded = encoder.encode(scope, input, mask, checkpoint); // [1, n, width]
      var embedding = new EmbeddingCache.Embedding(ids.length, Torch.floats(encoded));
      finite.check(embedding.values(), Sentence.of("for the prompt"));
      cache.put(text, embedding);
      return embedding;
    }
  }

  /**
   * Encodes prompts, each once.
   *
   * @param out owns the result
   */
  Encoded encode(
      NDManager out,
      List<String> prompts,
      ProgressListener progress,
      Runnable checkpoint,
      StageClock clock) {
    List<EmbeddingCache.Embedding> embeddings = new ArrayList<>();
    for (String prompt : prompts) {
      embeddings.add(embed(prompt, progress, checkpoint, clock));
    }
    int n = embeddings.stream().mapToInt(EmbeddingCache.Embedding::tokens).max().orElseThrow();
    int width = config.width();
    float[] text = new float[prompts.size() * n * width];
    long[] mask = new long[prompts.size() * n];
    for (int i = 0; i < embeddings.size(); i++) {
      var e = embeddings.get(i);
      System.arraycopy(e.values(), 0, text, i * n * width, e.tokens() * width);
      Arrays.fill(mask, i * n, i * n + e.tokens(), 1);
    }
    return new Encoded(
        out.create(text, new Shape(prompts.size(), n, width)), // [b, n, width]
        out.create(mask, new Shape(prompts.size(), n))); // [b, n]
  }

  @Override
  public void close() {
    encoder.close();
  }
}
