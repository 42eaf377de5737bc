package dev.pixdelta.weights;

import dev.pixdelta.text.Sentence;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Recognizes, by its first bytes, what a download that went wrong leaves in place of a file: a Git
 * LFS pointer, a web page, an error message, zeros, or nothing.
 */
public final class FailedDownload {
  /** How many bytes are enough to tell. */
  static final int HEAD_BYTES = 4096;

  // How much of the weights must be zeros, and at how many places that is looked at.
  private static final int TAIL_PART = 16;
  private static final int MIN_TAIL = 1 << 14;
  private static final int SAMPLES = 32;
  private static final int SAMPLE_BYTES = 512;
  private static final int MIN_MESSAGE = 8; // "Forbidden"
  private static final int MAX_MESSAGE_BYTES = 1024;
  private static final int MAX_SHOWN = 80;
  private static final String GIT_LFS = "version https://git-lfs";
  private static final Pattern LFS_SIZE = Pattern.compile("\\bsize (\\d{1,15})\\b");
  private static final Pattern MARKUP =
      Pattern.compile("<(!--|(!doctype|html|head|body|\\?xml|error)\\b)");
  private static final Pattern JSON_ERROR =
      Pattern.compile("\\{\\s*\"(error|message|detail)\"\\s*:\\s*\"([^\"]{1,500})\"");

  private static final Pattern LINK = Pattern.compile("(\\.{0,2}/|\\.git/annex/)\\S+");

  private FailedDownload() {}

  /**
   * Refuses a file that is a failed download.
   *
   * @throws ModelFileException if it is one
   * @throws IOException if the system does not let it be read
   */
  public static void check(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      check(file, channel, Files.size(file));
    }
  }

  static void check(Path file, FileChannel channel, long size) throws IOException {
    byte[] head = ChannelRange.read(channel, 0, (int) Math.min(size, HEAD_BYTES));
    Optional<Sentence> problem = problem(head, size);
    if (problem.isPresent()) {
      throw new ModelFileException(file, problem.get());
    }
  }

  /**
   * What is wrong with a file and what to do, as the rest of a sentence that begins with its name.
   *
   * @param head its first {@link #HEAD_BYTES} bytes, or all of a shorter file
   * @param size of the file in bytes
   * @return empty unless it is one of the known kinds
   */
  static Optional<Sentence> problem(byte[] head, long size) {
    if (size == 0) {
      return Optional.of(Sentence.of("the file is empty; download it again"));
    }
    if (isZero(head)) {
      return Optional.of(
          Sentence.of("the file is filled with zeros: its download broke off; download it again"));
    }
    String text = text(head);
    if (text.startsWith(GIT_LFS)) {
      Matcher length = LFS_SIZE.matcher(text);
      return Optional.of(
          length.find()
              ? Sentence.of(
                  "this is only a Git LFS pointer to the real file of {0} bytes; run 'git lfs pull'"
                      + " in the model's folder, or download the file itself",
                  length.group(1))
              : Sentence.of(
                  "this is only a Git LFS pointer; run 'git lfs pull' in the model's folder, or"
                      + " download the file itself"));
    }
    if (MARKUP.matcher(text.toLowerCase(Locale.ROOT)).lookingAt()) {
      return Optional.of(
          Sentence.of(
              "this is a web page that was saved in place of the file; download the file itself (on"
                  + " the hub its address has /resolve/ in it, not /blob/)"));
    }
    Matcher error = JSON_ERROR.matcher(text);
    if (error.lookingAt()) {
      return Optional.of(message(error.group(2)));
    }
    if (size <= MAX_MESSAGE_BYTES && LINK.matcher(text).matches()) {
      return Optional.of(
          Sentence.of(
              "this is a link to the file that was copied as text; copy the file itself, or download"
                  + " it again"));
    }
    if (size <= MAX_MESSAGE_BYTES && isProse(text)) {
      return Optional.of(message(text));
    }
    return Optional.empty();
  }

  private static Sentence message(String text) {
    String line = text.lines().findFirst().orElse("").strip();
    return Sentence.of(
        "a server's answer '{0}' was saved in place of the file; download it again",
        line.length() <= MAX_SHOWN ? line : line.substring(0, MAX_SHOWN - 3) + "...");
  }

  /**
   * Refuses a file of weights whose last part was never written: some programs make the file at its
   * full size first. Reads a few samples. Tensors of zeros alone are no reason, for some networks
   * have such: only when the zeros begin inside one.
   *
   * @param tensors all of the file's, by their places in it
   * @throws ModelFileException if it is such a file
   */
  static void checkEnd(Path file, FileChannel channel, List<TensorEntry> tensors)
      throws IOException {
    long all = tensors.stream().mapToLong(TensorEntry::length).sum();
    long end = tensors.isEmpty() ? 0 : tensors.getLast().offset() + tensors.getLast().length();
    long part = all / TAIL_PART;
    if (part < MIN_TAIL || !isZero(channel, end - part, part)) {
      return;
    }
    for (TensorEntry tensor : tensors.reversed()) {
      if (!isZero(channel, tensor.offset(), tensor.length())) {
        long last = Math.min(SAMPLE_BYTES, tensor.length());
        if (!isZero(channel, tensor.offset() + tensor.length() - last, last)) {
          return;
        }
        break;
      }
    }
    throw new ModelFileException(
        file,
        Sentence.of(
            "the end of the file is filled with zeros: its download broke off; download it again"));
  }

  /** Whether samples of a part of the file, its last bytes among them, are zeros. */
  private static boolean isZero(FileChannel channel, long from, long length) throws IOException {
    int sample = (int) Math.min(SAMPLE_BYTES, length);
    long step = Math.max((length - sample) / SAMPLES, 1);
    for (long at = length - sample; at >= 0; at -= step) {
      if (!isZero(ChannelRange.read(channel, from + at, sample))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isZero(byte[] bytes) {
    for (byte b : bytes) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  /** The head as text without white space around it; empty if it is no text. */
  private static String text(byte[] head) {
    for (int cut = 0; cut < 4 && cut < head.length; cut++) { // a character may be cut at the end
      try {
        byte[] whole = Arrays.copyOf(head, head.length - cut);
        String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(whole)).toString();
        boolean control =
            text.chars().anyMatch(c -> c < ' ' && c != '\n' && c != '\r' && c != '\t');
        return control ? "" : text.replace("\ufeff", "").strip();
      } catch (CharacterCodingException e) {
        // perhaps only the last character
      }
    }
    return "";
  }

  /** Words, and neither JSON nor code. */
  private static boolean isProse(String text) {
    return text.length() >= MIN_MESSAGE
        && Character.isLetterOrDigit(text.charAt(0))
        && text.chars().anyMatch(Character::isLetter)
        && text.chars().noneMatch(c -> c == '{' || c == '}' || c == '[');
  }
}
