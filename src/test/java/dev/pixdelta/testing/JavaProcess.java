package dev.pixdelta.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A second JVM with the tests' class path, for what may end one. */
public final class JavaProcess {
  /**
   * What it left.
   *
   * @param exit code, or -1 after it was stopped at the time limit
   */
  public record Result(int exit, String out, String err, double seconds) {}

  private JavaProcess() {}

  /**
   * Runs a main class to its end.
   *
   * @param folder where its output and its crash file go
   * @param seconds after which it is stopped
   */
  public static Result run(
      Path folder, int seconds, Map<String, String> environment, Class<?> main, String... args)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Xmx1g",
            "-XX:ErrorFile=" + folder.resolve("crash.log").toAbsolutePath(),
            "-DENGINE_CACHE_DIR=" + TestEngine.CACHE.resolve("engine"),
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            main.getName()));
    command.addAll(List.of(args));
    Path out = folder.resolve("stdout");
    Path err = folder.resolve("stderr");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().putAll(environment);
    long start = System.nanoTime();
    Process process = builder.start();
    int exit = -1;
    try {
      if (process.waitFor(seconds, TimeUnit.SECONDS)) {
        exit = process.exitValue();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      process.destroyForcibly();
    }
    double took = (System.nanoTime() - start) / 1e9;
    return new Result(exit, Files.readString(out), Files.readString(err), took);
  }
}
