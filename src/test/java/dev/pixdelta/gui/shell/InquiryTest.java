package dev.pixdelta.gui.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

final class InquiryTest {
  private final List<Throwable> failures = new ArrayList<>();
  private final List<Integer> answers = new ArrayList<>();
  private final Background background = Background.sameThread(failures::add);
  private int asked;

  private Inquiry<Integer> inquiry(Callable<Integer> question) {
    return new Inquiry<>(background, () -> question, answers::add);
  }

  @Test
  void whatIsAskedWhileAnAnswerIsAwaitedComesAsOneMoreQuestion() {
    List<Inquiry<Integer>> self = new ArrayList<>();
    self.add(
        inquiry(
            () -> {
              if (++asked == 1) {
                for (int i = 0; i < 3; i++) {
                  self.getFirst().ask();
                }
              }
              return asked;
            }));
    self.getFirst().ask();
    assertEquals(List.of(1, 2), answers);
  }

  @Test
  void aFailureIsToldAndTheNextQuestionIsAskedAllTheSame() {
    RuntimeException failure = new IllegalStateException("the disk is gone");
    Inquiry<Integer> inquiry =
        inquiry(
            () -> {
              if (++asked == 1) {
                throw failure;
              }
              return asked;
            });
    inquiry.ask();
    assertEquals(List.of(failure), failures);
    inquiry.ask();
    assertEquals(List.of(2), answers);
  }
}
