package dev.pixdelta.tokenizer;

/**
 * What normalizing does with spaces, under the names of SentencePiece's settings.
 *
 * @param addDummyPrefix whether a space is put before the text
 * @param removeExtra whether spaces at both ends go, and those that follow another one
 * @param escape whether a space becomes {@code ▁} (U+2581), which pieces are written with
 * @param treatAsSuffix whether the space that is put before the text is put behind it instead
 */
record Whitespace(
    boolean addDummyPrefix, boolean removeExtra, boolean escape, boolean treatAsSuffix) {
  /** What SentencePiece does unless a model says otherwise, and what every T5 has. */
  static final Whitespace DEFAULT = new Whitespace(true, true, true, false);

  Whitespace withDummyPrefix(boolean add) {
    return new Whitespace(add, removeExtra, escape, treatAsSuffix);
  }
}
