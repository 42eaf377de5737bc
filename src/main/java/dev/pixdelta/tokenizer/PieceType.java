package dev.pixdelta.tokenizer;

/** What a piece of a vocabulary is for, in the order of the file format, which counts from 1. */
enum PieceType {
  NORMAL,
  /** Stands for every text that no other piece matches. */
  UNKNOWN,
  /** Never matches text, such as {@code </s>}. */
  CONTROL,
  /** Matches wherever it is written, before the text is normalized. */
  USER_DEFINED,
  /** Keeps its id and never matches. */
  UNUSED,
  /** One byte of a text that no other piece matches, written as {@code <0x0A>}. */
  BYTE;

  /** Whether text can match it. */
  boolean matchesText() {
    return this == NORMAL || this == USER_DEFINED;
  }

  /** Whether text can be encoded as it. */
  boolean isEncoded() {
    return matchesText() || this == UNKNOWN || this == BYTE;
  }
}
