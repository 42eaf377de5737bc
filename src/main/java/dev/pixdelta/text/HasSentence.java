package dev.pixdelta.text;

/** A failure that says what happened, where, and the way out, in a sentence for the user. */
public interface HasSentence {
  /** The sentence, without a full stop. */
  Sentence sentence();
}
