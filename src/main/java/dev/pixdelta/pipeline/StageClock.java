package dev.pixdelta.pipeline;

import java.util.function.Supplier;

/** Wall time of the stages of one batch; loading is taken out of the stage it happens in. */
final class StageClock {
  private double load;
  private double text;
  private double denoise;
  private double decode;
  private double loadedInStage;

  void loading(Runnable work) {
    long start = System.nanoTime();
    work.run();
    double seconds = (System.nanoTime() - start) / 1e9;
    load += seconds;
    loadedInStage += seconds;
  }

  <T> T text(Supplier<T> work) {
    long start = begin();
    T result = work.get();
    text += end(start);
    return result;
  }

  <T> T denoise(Supplier<T> work) {
    long start = begin();
    T result = work.get();
    denoise += end(start);
    return result;
  }

  <T> T decode(Supplier<T> work) {
    long start = begin();
    T result = work.get();
    decode += end(start);
    return result;
  }

  private long begin() {
    loadedInStage = 0;
    return System.nanoTime();
  }

  private double end(long start) {
    return (System.nanoTime() - start) / 1e9 - loadedInStage;
  }

  Drawn.Seconds seconds() {
    return new Drawn.Seconds(load, text, denoise, decode);
  }
}
