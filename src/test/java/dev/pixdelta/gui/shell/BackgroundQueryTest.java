package dev.pixdelta.gui.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

final class BackgroundQueryTest {
  private final List<Throwable> failures = new ArrayList<>();
  private final List<Integer> answers = new ArrayList<>();
  private final Background background = Background.sameThread(failures::add);
  private int asked;

  private BackgroundQuery<Integer> query(Callable<Integer> question) {
    return new BackgroundQuery<>(background, () -> question, answers::add);
  }

  @Test
  void whatIsAskedWhileAnAnswerIsAwaitedComesAsOneMoreQuestion() {
    List<BackgroundQuery<Integer>> self = new ArrayList<>();
    self.add(
        query(
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
    BackgroundQuery<Integer> query =
        query(
            () -> {
              if (++asked == 1) {
                throw failure;
              }
              return asked;
            });
    query.ask();
    assertEquals(List.of(failure), failures);
    query.ask();
    assertEquals(List.of(2), answers);
  }
}
