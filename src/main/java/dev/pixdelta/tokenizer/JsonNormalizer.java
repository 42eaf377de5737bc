package dev.pixdelta.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pixdelta.weights.ModelFileException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Base64;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * The {@code normalizer} and {@code pre_tokenizer} of a {@code tokenizer.json}, read as the
 * settings of the SentencePiece model that they were made from. They imitate what it does with
 * spaces in several ways, none of them exact, so that only a missing prefix is read from there; for
 * the rest a T5 has the defaults. Those that do what no such model does are refused by their names.
 */
final class JsonNormalizer {
  private static final String ESCAPED = "▁";
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");

  private final Path file;
  private final Vocabulary vocabulary;
  private UnaryOperator<String> before = UnaryOperator.identity();
  private CharacterMap characters = CharacterMap.identity();
  private Whitespace whitespace = Whitespace.DEFAULT;

  /**
   * @param file named in messages
   */
  JsonNormalizer(Path file, Vocabulary vocabulary) {
    this.file = file;
    this.vocabulary = vocabulary;
  }

  /**
   * The normalizer of both parts, each of which may be missing.
   *
   * @throws ModelFileException if SentencePiece has nothing like it
   */
  TextNormalizer read(JsonNode normalizer, JsonNode preTokenizer) {
    if (!normalizer.isMissingNode()) {
      each(normalizer, "normalizers", this::normalizer);
    }
    if (!preTokenizer.isMissingNode()) {
      each(preTokenizer, "pretokenizers", this::preTokenizer);
    }
    return new TextNormalizer(before, characters, whitespace, vocabulary);
  }

  /** Goes through a part, or the parts of a sequence, which may hold sequences. */
  private void each(JsonNode part, String parts, Consumer<JsonNode> use) {
    if (!part.path("type").isTextual()) {
      throw wrong("a normalizer or pre-tokenizer with a type", part);
    }
    if (!part.path("type").textValue().equals("Sequence")) {
      use.accept(part);
    } else if (part.path(parts).isArray()) {
      part.path(parts).forEach(p -> each(p, parts, use));
    } else {
      throw wrong("a sequence with key '" + parts + "' as a list", part.path(parts));
    }
  }

  private void normalizer(JsonNode part) {
    String type = part.path("type").textValue();
    switch (type) {
      case "Precompiled" -> {
        then(UnaryOperator.identity());
        characters = precompiled(part.path("precompiled_charsmap"));
      }
      case "Replace" -> replace(part);
      case "Strip", "Prepend" -> {} // spaces
      case "Lowercase" -> then(JsonNormalizer::lower);
      case "StripAccents" -> then(text -> MARKS.matcher(text).replaceAll(""));
      case "NFC", "NFD", "NFKC", "NFKD" -> {
        var form = Normalizer.Form.valueOf(type);
        then(text -> Normalizer.normalize(text, form));
      }
      default -> throw wrong("a normalizer that a SentencePiece model has", part.path("type"));
    }
  }

  /** Adds a step, behind the character map if there is one already. */
  private void then(UnaryOperator<String> step) {
    if (!characters.isIdentity()) {
      var untouched = new Whitespace(false, false, false, false);
      var mapped = new TextNormalizer(before, characters, untouched, vocabulary);
      before = text -> new String(mapped.normalize(text), StandardCharsets.UTF_8);
      characters = CharacterMap.identity();
    }
    UnaryOperator<String> first = before;
    before = text -> step.apply(first.apply(text));
  }

  private CharacterMap precompiled(JsonNode map) {
    try {
      if (map.isTextual()) {
        return CharacterMap.read(file, Base64.getDecoder().decode(map.textValue()));
      }
    } catch (IllegalArgumentException e) {
      // no Base64, said below
    }
    throw wrong("key 'precompiled_charsmap' as text in Base64", map);
  }

  private void replace(JsonNode part) {
    JsonNode string = part.path("pattern").path("String");
    JsonNode regex = part.path("pattern").path("Regex");
    JsonNode content = part.path("content");
    if (content.asText().equals(" ") || content.asText().equals(ESCAPED)) {
      if (regex.asText().equals(" {2,}") || string.asText().equals(" ")) {
        return; // spaces
      }
    }
    if (!string.isTextual() || string.textValue().isEmpty() || !content.isTextual()) {
      throw wrong("a normalizer that replaces one text by another", part);
    }
    then(text -> text.replace(string.textValue(), content.textValue()));
  }

  /** Each character by itself: no final sigma. */
  private static String lower(String text) {
    var out = new StringBuilder(text.length());
    for (int c : text.codePoints().toArray()) {
      if (c == 0x130) { // İ is the only one that becomes two
        out.append("i\u0307");
      } else {
        out.appendCodePoint(Character.toLowerCase(c));
      }
    }
    return out.toString();
  }

  private void preTokenizer(JsonNode part) {
    switch (part.path("type").textValue()) {
      case "WhitespaceSplit" -> {} // spaces
      case "Metaspace" -> {
        if (!part.path("replacement").asText(ESCAPED).equals(ESCAPED)) {
          throw wrong("a pre-tokenizer that writes spaces as " + ESCAPED, part.path("replacement"));
        }
        // The first key is of newer versions, the second of older ones.
        whitespace =
            whitespace.withDummyPrefix(
                !part.path("prepend_scheme").asText().equals("never")
                    && part.path("add_prefix_space").asBoolean(true));
      }
      default -> throw wrong("the pre-tokenizers WhitespaceSplit and Metaspace", part.path("type"));
    }
  }

  private ModelFileException wrong(String expected, JsonNode found) {
    return TokenizerJson.wrong(file, expected, found);
  }
}
