package dev.pixdelta.testing;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

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
   * Starts a main class, to be killed.
   *
   * @param folder where its output (files {@code stdout} and {@code stderr}) and its crash file go
   * @param flags of the JVM, beside those that all have
   */
  public static Process start(
      Path folder,
      List<String> flags,
      Map<String, String> environment,
      Class<?> main,
      String... args)
      throws IOException {
    return start(folder, environment, command(folder, flags, main, args));
  }

  /**
   * Runs a script that starts a main class as {@code "$@"}, to its end.
   *
   * @param folder where its output and its crash file go
   * @param script for {@code sh}
   */
  public static Result script(
      Path folder,
      String script,
      List<String> flags,
      Map<String, String> environment,
      Class<?> main,
      String... args)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("sh", "-c", script, "sh"));
    command.addAll(command(folder, flags, main, args));
    return end(folder, 120, start(folder, environment, command));
  }

  /** The class path of the tests, for a JVM that is started in any folder. */
  public static String classPath() {
    return Arrays.stream(
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                .split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static List<String> command(
      Path folder, List<String> flags, Class<?> main, String... args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Xmx1g",
            "-XX:ErrorFile=" + folder.resolve("crash.log").toAbsolutePath(),
            "-DENGINE_CACHE_DIR=" + TestEngine.CACHE.resolve("engine")));
    command.addAll(flags);
    command.addAll(List.of("-cp", classPath(), main.getName()));
    command.addAll(List.of(args));
    return command;
  }

  private static Process start(Path folder, Map<String, String> environment, List<String> command)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(folder.resolve("stdout").toFile())
            .redirectError(folder.resolve("stderr").toFile());
    builder.environment().putAll(environment);
    return builder.start();
  }

  /**
   * Runs a main class to its end.
   *
   * @param folder where its output and its crash file go
   * @param seconds after which it is stopped
   */
  public static Result run(
      Path folder, int seconds, Map<String, String> environment, Class<?> main, String... args)
      throws IOException {
    return end(folder, seconds, start(folder, List.of(), environment, main, args));
  }

  private static Result end(Path folder, int seconds, Process process) throws IOException {
    long start = System.nanoTime();
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
    return new Result(
        exit,
        Files.readString(folder.resolve("stdout")),
        Files.readString(folder.resolve("stderr")),
        took);
  }
}
