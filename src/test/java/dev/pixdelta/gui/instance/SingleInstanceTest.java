package dev.pixdelta.gui.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pixdelta.studio.picture.PictureFileException;
import dev.pixdelta.testing.JavaProcess;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SingleInstanceTest {
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Path folder;

  SingleInstanceTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private final List<Start> starts = new ArrayList<>();

  /** A start of the program in a JVM of its own. */
  private record Start(Process process, Path output) {
    List<String> said() throws IOException {
      return Files.readAllLines(output);
    }

    void awaitSaid(String line) throws IOException, InterruptedException {
      for (int i = 0; i < 1200 && !said().contains(line); i++) {
        Thread.sleep(25);
      }
      assertTrue(said().contains(line), () -> line + " was not said");
    }

    void tell(String line) throws IOException {
      process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    }

    void awaitEnd() throws InterruptedException {
      assertTrue(process.waitFor(30, TimeUnit.SECONDS), "still running");
    }
  }

  private Start start(Path dataFolder) throws IOException {
    Path own = Files.createDirectory(folder.resolve("start-" + starts.size()));
    Process process =
        JavaProcess.start(own, List.of(), Map.of(), InstanceMain.class, dataFolder.toString());
    Start start = new Start(process, own.resolve("stdout"));
    starts.add(start);
    return start;
  }

  @AfterEach
  void end() throws InterruptedException {
    for (Start start : starts) {
      start.process().destroyForcibly().waitFor();
    }
  }

  private Path data() {
    return folder.resolve("data");
  }

  @Test
  void aSecondStartRaisesTheFirstAndEnds() throws Exception {
    Start first = start(data());
    first.awaitSaid("first");
    Start second = start(data());
    second.awaitEnd();
    assertEquals(List.of("second"), second.said());
    assertEquals(List.of("first", "was raised"), first.said());
  }

  @Test
  void afterAKillTheNextStartIsFirstAndCanBeRaised() throws Exception {
    Start killed = start(data());
    killed.awaitSaid("first");
    killed.process().destroyForcibly().waitFor();
    assertTrue(Files.exists(data().resolve("window.address")), "nothing was left to clean up");
    Start next = start(data());
    next.awaitSaid("first");
    Start second = start(data());
    second.awaitEnd();
    assertEquals(List.of("second"), second.said());
    next.awaitSaid("was raised");
  }

  @Test
  void ofTenStartsAtOnceOneIsFirst() throws Exception {
    for (int i = 0; i < 10; i++) {
      start(data());
    }
    List<String> all = new ArrayList<>();
    for (Start start : starts) {
      for (int i = 0; i < 1200 && start.said().isEmpty(); i++) {
        Thread.sleep(25);
      }
      all.add(start.said().getFirst().replace("was raised", "first"));
    }
    all.sort(null);
    List<String> expected = new ArrayList<>(List.of("first"));
    for (int i = 0; i < 9; i++) {
      expected.add("second");
    }
    assertEquals(expected, all);
  }

  @Test
  void dataFoldersAreIndependent() {
    try (SingleInstance one = acquire(folder.resolve("one"));
        SingleInstance other = acquire(folder.resolve("other"))) {
      assertFalse(one == other);
    }
  }

  private static SingleInstance acquire(Path dataFolder) {
    return acquire(dataFolder, () -> {}, Map.of());
  }

  private static SingleInstance acquire(Path dataFolder, Runnable raise, Map<String, String> env) {
    SingleInstance instance =
        SingleInstance.acquire(dataFolder, raise, () -> {}, env, SHORT).orElseThrow();
    instance.opened();
    return instance;
  }

  @Test
  void aFolderThatWasGivenBackIsFree() throws IOException {
    acquire(data()).close();
    try (var left = Files.list(data())) {
      assertEquals(List.of(data().resolve("window.lock")), left.toList());
    }
    acquire(data()).close();
  }

  @Test
  void aStartWaitsForAnInstanceThatIsEndingAndIsTheNext() throws Exception {
    Start closed = start(data());
    closed.awaitSaid("first");
    closed.tell("close");
    closed.awaitSaid("closed");
    Start next = start(data());
    next.awaitSaid("waits");
    closed.tell("end");
    next.awaitSaid("first");
    assertEquals(List.of("waits", "first"), next.said());
    assertEquals(List.of("first", "closed"), closed.said(), "no window was there to be raised");
  }

  @Test
  void anInstanceThatIsKilledWhileItEndsIsNotWaitedFor() throws Exception {
    Start killed = start(data());
    killed.awaitSaid("first");
    killed.tell("close");
    killed.awaitSaid("closed");
    Start next = start(data());
    next.awaitSaid("waits");
    killed.process().destroyForcibly().waitFor();
    next.awaitSaid("first");
  }

  @Test
  void anInstanceThatNeverEndsIsToldOf() {
    AtomicInteger waits = new AtomicInteger();
    try (SingleInstance instance = acquire(data())) {
      instance.ending();
      Duration veryShort = Duration.ofMillis(100);
      PictureFileException e =
          assertThrows(
              PictureFileException.class,
              () ->
                  SingleInstance.acquire(
                      data(), () -> {}, waits::incrementAndGet, Map.of(), veryShort));
      assertEquals(
          data()
              + ": Pixdelta is still finishing an earlier task in this folder; wait for it, end it,"
              + " or set PIXDELTA_HOME to another folder",
          e.getMessage());
    }
    assertEquals(1, waits.get());
  }

  @Test
  void aWindowThatIsStillBeingOpenedIsRaisedWhenItIsThere() throws Exception {
    AtomicInteger raised = new AtomicInteger();
    try (SingleInstance first =
        SingleInstance.acquire(data(), raised::incrementAndGet, () -> {}, Map.of(), SHORT)
            .orElseThrow()) {
      var second =
          CompletableFuture.supplyAsync(
              () -> SingleInstance.acquire(data(), () -> {}, () -> {}, Map.of(), PATIENCE));
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      assertEquals(Answer.STARTING, Address.read(data()).raise(deadline));
      assertEquals(0, raised.get());
      first.opened();
      assertTrue(second.get(60, TimeUnit.SECONDS).isEmpty());
    }
    assertEquals(1, raised.get());
  }

  @Test
  void whereNoCallerCanBeHeardItIsTriedLessAndLessOften() throws IOException {
    List<Duration> pauses = new ArrayList<>();
    List<Integer> calls = new ArrayList<>();
    RaiseServer server = RaiseServer.start(Files.createDirectories(data()), () -> {}, Map.of());
    server.listen(
        () -> {
          calls.add(pauses.size());
          if (calls.size() == 12) {
            return SocketChannel.open(); // nobody is at its other end, but files can be opened
          }
          throw new IOException("Too many open files");
        },
        time -> {
          pauses.add(time);
          if (pauses.size() == 14) {
            server.close();
          }
        });
    List<Long> millis = pauses.stream().map(Duration::toMillis).toList();
    assertEquals(
        List.of(
            50L, 100L, 200L, 400L, 800L, 1600L, 3200L, 5000L, 5000L, 5000L, 5000L, 50L, 100L, 200L),
        millis);
  }

  @Test
  void aFirstStartThatHangsIsToldOf() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/kill")), "needs kill -STOP");
    Start first = start(data());
    first.awaitSaid("first");
    String pid = Long.toString(first.process().pid());
    assertEquals(0, new ProcessBuilder("/bin/kill", "-STOP", pid).start().waitFor());
    long start = System.nanoTime();
    String sentence =
        assertThrows(
                PictureFileException.class,
                () -> SingleInstance.acquire(data(), () -> {}, () -> {}))
            .getMessage();
    double seconds = (System.nanoTime() - start) / 1e9;
    assertEquals(
        data()
            + ": another Pixdelta is using this folder and does not answer; wait for it, end it,"
            + " or set PIXDELTA_HOME to another folder",
        sentence);
    assertTrue(seconds >= 2.9 && seconds < 6, () -> seconds + " s");
  }

  @Test
  void aWindowThatCannotBeRaisedIsToldOf() {
    try (SingleInstance _ =
        acquire(
            data(),
            () -> {
              throw new IllegalStateException("no window");
            },
            Map.of())) {
      assertThrows(PictureFileException.class, () -> acquire(data()));
    }
  }

  @Test
  void aFolderThatCannotBeMadeIsOneSentence() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertRefused(file, file);
    assertRefused(file.resolve("data"), file.resolve("data"));
    Files.createDirectories(data().resolve("window.lock"));
    assertRefused(data(), data());
  }

  @Test
  void aFolderThatCannotBeWrittenToIsOneSentence() throws IOException {
    Path readOnly =
        Files.createDirectory(
            folder.resolve("read-only"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-xr-xr-x")));
    assumeTrue(!Files.isWritable(readOnly), "the administrator may write everywhere");
    assertRefused(readOnly, readOnly);
  }

  private static void assertRefused(Path dataFolder, Path named) {
    String sentence =
        String.valueOf(
            assertThrows(PictureFileException.class, () -> acquire(dataFolder)).getMessage());
    assertTrue(
        sentence.startsWith(named + ": the window keeps its queue in this folder"), sentence);
    assertFalse(sentence.contains("\n"), sentence);
  }

  @Test
  void longPathsListenInTheRuntimeFolder() throws IOException {
    Path longFolder = folder.resolve("x".repeat(120)).resolve("data");
    Path runtime = Files.createTempDirectory("px");
    try (SingleInstance _ =
        acquire(longFolder, () -> {}, Map.of("XDG_RUNTIME_DIR", runtime.toString()))) {
      var socket = (UnixDomainSocketAddress) Address.read(longFolder).socket();
      assertEquals(runtime, socket.getPath().getParent());
      assertTrue(raise(longFolder));
    }
    Files.delete(runtime);
  }

  @Test
  void withoutAPlaceForASocketItIsAPort() throws IOException {
    Path longFolder = folder.resolve("x".repeat(120));
    AtomicInteger raised = new AtomicInteger();
    try (SingleInstance _ = acquire(longFolder, raised::incrementAndGet, Map.of())) {
      var socket = (InetSocketAddress) Address.read(longFolder).socket();
      assertTrue(socket.getAddress().isLoopbackAddress());
      assertTrue(raise(longFolder));
    }
    assertEquals(1, raised.get());
  }

  @Test
  void onlyTheOwnerMayConnectOrReadTheSecret() throws IOException {
    try (SingleInstance _ = acquire(data())) {
      for (String file : List.of("window.address", "window.socket")) {
        assertEquals(
            "rw-------",
            PosixFilePermissions.toString(Files.getPosixFilePermissions(data().resolve(file))),
            file);
      }
    }
  }

  private static boolean raise(Path dataFolder) throws IOException {
    long deadline = System.nanoTime() + Duration.ofSeconds(2).toNanos();
    return Address.read(dataFolder).raise(deadline) == Answer.RAISED;
  }

  @Test
  void whatIsNotARequestIsIgnored() throws IOException {
    AtomicInteger raised = new AtomicInteger();
    try (SingleInstance _ = acquire(data(), raised::incrementAndGet, Map.of())) {
      Address address = Address.read(data());
      for (String said :
          List.of(
              "",
              "\n",
              "raise\n",
              "raise " + "0".repeat(32) + "\n",
              address.request() + " \n",
              "x".repeat(100_000) + "\n")) {
        try (SocketChannel caller = SocketChannel.open(address.socket())) {
          write(caller, said);
          assertTrue(ended(caller), said);
        }
      }
      // One that says nothing delays the others, by a second.
      try (SocketChannel _ = SocketChannel.open(address.socket())) {
        assertEquals(0, raised.get());
        assertTrue(raise(data()));
      }
    }
    assertEquals(1, raised.get());
  }

  private static void write(SocketChannel caller, String text) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
      while (bytes.hasRemaining()) {
        caller.write(bytes);
      }
      caller.shutdownOutput();
    } catch (IOException e) {
      // hung up on, as it should be
    }
  }

  /** Whether nothing is answered. */
  private static boolean ended(SocketChannel caller) {
    try {
      return caller.read(ByteBuffer.allocate(100)) < 0;
    } catch (IOException e) {
      return true;
    }
  }

  @Test
  void damagedAddressesAreNotBelieved() throws IOException {
    String secret = "0".repeat(32);
    Files.createDirectories(data());
    for (String text :
        List.of(
            "",
            "unix\n/x\n",
            "unix\n/x\nsecret\n",
            "unix\n\0\n" + secret,
            "port\n-1\n" + secret,
            "port\n65536\n" + secret,
            "port\nx\n" + secret,
            "host\nexample.org\n" + secret,
            "x".repeat(10_000))) {
      Files.writeString(data().resolve("window.address"), text);
      assertThrows(IOException.class, () -> Address.read(data()), text);
    }
  }
}
