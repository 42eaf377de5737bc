package dev.pixdelta.tokenizer;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes the {@code tokenizer.json} that transformers 5 saves of a SentencePiece model. */
public final class SavedTokenizer {
  private static final JsonMapper JSON = new JsonMapper();

  private SavedTokenizer() {}

  /**
   * The tokenizer of a {@code spiece.model} file, with T5's hundred sentinels behind its pieces.
   */
  public static ObjectNode of(Path sentencePiece) {
    try {
      return of(Files.readAllBytes(sentencePiece), 100);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The tokenizer of a SentencePiece model.
   *
   * @param sentinels how many {@code <extra_id_N>} are added
   */
  public static ObjectNode of(byte[] sentencePiece, int sentinels) {
    ObjectNode root = JSON.createObjectNode().put("version", "1.0");
    root.putNull("truncation").putNull("padding");
    ArrayNode added = root.putArray("added_tokens");
    ObjectNode normalizer = root.putObject("normalizer").put("type", "Precompiled");
    ObjectNode pre = root.putObject("pre_tokenizer").put("type", "Sequence");
    pre.putArray("pretokenizers").addObject().put("type", "WhitespaceSplit");
    pre.withArray("pretokenizers")
        .addObject()
        .put("type", "Metaspace")
        .put("replacement", "▁")
        .put("prepend_scheme", "always")
        .put("split", true);
    ObjectNode model = root.putObject("model").put("type", "Unigram").put("unk_id", 2);
    ArrayNode pieces = model.putArray("vocab");
    model.put("byte_fallback", false);
    for (var in = new ProtobufReader(sentencePiece); in.next(); ) {
      if (in.field() == 1) {
        addPiece(in.message(), pieces, added);
      } else if (in.field() == 3) {
        for (var spec = in.message(); spec.next(); ) {
          if (spec.field() == 2) {
            normalizer.put("precompiled_charsmap", spec.bytes());
          }
        }
      }
    }
    if (!normalizer.has("precompiled_charsmap")) {
      root.putNull("normalizer");
    }
    for (int i = sentinels - 1; i >= 0; i--) {
      String sentinel = "<extra_id_" + i + ">";
      addToken(added, pieces.size(), sentinel, true);
      pieces.addArray().add(sentinel).add(0.0);
    }
    return root;
  }

  private static void addPiece(ProtobufReader in, ArrayNode pieces, ArrayNode added) {
    String text = "";
    float score = 0;
    long type = 1;
    while (in.next()) {
      switch (in.field()) {
        case 1 -> text = new String(in.bytes(), StandardCharsets.UTF_8);
        case 2 -> score = in.float32();
        case 3 -> type = in.varint();
        default -> {}
      }
    }
    if (type == 2 || type == 3 || type == 4) {
      addToken(added, pieces.size(), text, type != 4);
    }
    pieces.addArray().add(text).add((double) score);
  }

  private static void addToken(ArrayNode added, int id, String content, boolean special) {
    added.addObject().put("id", id).put("content", content).put("special", special);
  }

  /** Writes a tokenizer as {@code tokenizer.json} into a folder. */
  public static Path write(ObjectNode tokenizer, Path folder) throws IOException {
    Path file = folder.resolve("tokenizer.json");
    JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), tokenizer);
    return file;
  }
}
