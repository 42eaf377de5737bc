package dev.pixdelta.tokenizer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.pixdelta.weights.ModelFileException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads a {@code tokenizer.json} file of Hugging Face's tokenizers that was made from a
 * SentencePiece unigram model, as that model. The format has no types of pieces: {@code unk_id}
 * names the unknown one, {@code added_tokens} that are special are control pieces, and those that
 * are not are user-defined. Where the format's own library would cut text otherwise than
 * SentencePiece, SentencePiece is followed. Which end is appended is known without the file, so its
 * post-processor is not looked at.
 */
final class TokenizerJson {
  private static final String UNIGRAM = "Unigram";

  /** Of what is read as a whole, which does not include the vocabulary; T5 has 340,000. */
  private static final int MAX_PART_BYTES = 2 << 20;

  private final Path file;
  private final JsonScanner in;
  private final Vocabulary.Builder pieces;
  private final JsonMapper mapper = new JsonMapper();

  /** Everything but the vocabulary, by its key; those of the model behind "model.". */
  private final Map<String, JsonNode> parts = new TreeMap<>();

  private TokenizerJson(Path file, byte[] bytes) {
    this.file = file;
    this.in = new JsonScanner(bytes);
    this.pieces = new Vocabulary.Builder(file);
  }

  /**
   * Reads and checks a file.
   *
   * @param file named in messages
   * @throws ModelFileException if it is no unigram tokenizer, or does what SentencePiece does not
   */
  static UnigramTokenizer read(Path file, byte[] bytes) {
    return new TokenizerJson(file, bytes).parse();
  }

  private UnigramTokenizer parse() {
    try {
      object("");
      if (!in.isAtEnd()) {
        throw new IllegalArgumentException("more");
      }
    } catch (IllegalArgumentException e) {
      throw new ModelFileException(
          file, "expected a JSON object, found an error near byte " + in.at(), e);
    }
    JsonNode type = part("model.type");
    if (!type.isMissingNode() && !type.asText().equals(UNIGRAM)) {
      throw wrong("a tokenizer of type " + UNIGRAM + ", as T5 has", type);
    }
    if (pieces.size() == 0) {
      throw new ModelFileException(
          file, "key 'model.vocab': expected a list of pieces and scores, found none");
    }
    typePieces();
    Vocabulary vocabulary = pieces.build();
    var normalizer = new JsonNormalizer(file, vocabulary);
    return new UnigramTokenizer(
        vocabulary, normalizer.read(part("normalizer"), part("pre_tokenizer")));
  }

  /** Reads the file's object, or the model's in it. */
  private void object(String path) {
    in.take('{');
    for (boolean first = true; in.hasNext(first, '}'); first = false) {
      String key = path + in.string();
      in.take(':');
      switch (key) {
        case "model" -> object("model.");
        case "model.vocab" -> {
          if (pieces.size() == 0 && in.sees('[')) {
            vocabulary();
          } else { // as other types have it
            in.value();
          }
        }
        case "added_tokens",
            "model.byte_fallback",
            "model.type",
            "model.unk_id",
            "normalizer",
            "pre_tokenizer" -> {
          if (parts.put(key, tree(key, in.value())) != null) {
            throw new ModelFileException(file, "key '" + key + "': expected once, found twice");
          }
        }
        default -> in.value();
      }
    }
  }

  private JsonNode tree(String key, byte[] json) {
    if (json.length > MAX_PART_BYTES) {
      throw new ModelFileException(
          file,
          "key '" + key + "': expected at most " + MAX_PART_BYTES + " bytes, found " + json.length);
    }
    try {
      return mapper.readTree(json);
    } catch (JsonProcessingException e) {
      throw new ModelFileException(
          file, "key '" + key + "': expected JSON, found something else", e);
    } catch (IOException e) {
      throw ModelFileException.unreadable(file, e);
    }
  }

  private void vocabulary() {
    in.take('[');
    for (boolean first = true; in.hasNext(first, ']'); first = false) {
      in.take('[');
      String piece = in.string();
      in.take(',');
      float score = (float) in.number();
      in.take(']');
      pieces.add(piece.getBytes(StandardCharsets.UTF_8), score, PieceType.NORMAL);
    }
  }

  /** Gives the pieces the types that their SentencePiece model had. */
  private void typePieces() {
    JsonNode unknown = part("model.unk_id");
    if (!unknown.isInt() || unknown.intValue() < 0 || unknown.intValue() >= pieces.size()) {
      throw wrong("key 'model.unk_id' from 0 to " + (pieces.size() - 1), unknown);
    }
    pieces.setType(unknown.intValue(), PieceType.UNKNOWN);
    JsonNode added = part("added_tokens");
    if (!added.isMissingNode() && !added.isArray()) {
      throw wrong("key 'added_tokens' as a list", added);
    }
    added.forEach(this::typeAdded);
    int end = pieces.find(Vocabulary.END);
    if (end != PieceTrie.NONE && pieces.type(end) == PieceType.NORMAL) {
      pieces.setType(end, PieceType.CONTROL);
    }
    typeBytes();
  }

  private void typeAdded(JsonNode token) {
    JsonNode id = token.path("id");
    JsonNode content = token.path("content");
    JsonNode special = token.path("special");
    if (!id.isInt() || id.intValue() < 0 || !content.isTextual() || !special.isBoolean()) {
      throw wrong("an added token with id, content and special", token);
    }
    // What was added behind the pieces is not SentencePiece's: there it is text.
    if (id.intValue() < pieces.size() && pieces.type(id.intValue()) != PieceType.UNKNOWN) {
      if (pieces.find(content.textValue()) != id.intValue()) {
        throw wrong("piece " + id + " as the added token of that id", content);
      }
      pieces.setType(
          id.intValue(), special.booleanValue() ? PieceType.CONTROL : PieceType.USER_DEFINED);
    }
  }

  /** Converters leave {@code byte_fallback} false where SentencePiece has it. */
  private void typeBytes() {
    List<Integer> ids = new ArrayList<>();
    for (int b = 0; b < 256; b++) {
      int id = pieces.find(Vocabulary.bytePiece(b));
      if (id != PieceTrie.NONE) {
        ids.add(id);
      }
    }
    if (ids.size() == 256 || part("model.byte_fallback").asBoolean()) {
      ids.forEach(id -> pieces.setType(id, PieceType.BYTE));
    }
  }

  /** A part of the file, missing where it is null too. */
  private JsonNode part(String key) {
    JsonNode part = parts.getOrDefault(key, MissingNode.getInstance());
    return part.isNull() ? MissingNode.getInstance() : part;
  }

  private ModelFileException wrong(String expected, JsonNode found) {
    return wrong(file, expected, found);
  }

  /** The error for a part that is well-formed but is no tokenizer's. */
  static ModelFileException wrong(Path file, String expected, JsonNode found) {
    String shown = found.isMissingNode() ? "nothing" : found.toString();
    return new ModelFileException(
        file,
        "expected "
            + expected
            + ", found "
            + (shown.length() <= 100 ? shown : shown.substring(0, 97) + "..."));
  }
}
