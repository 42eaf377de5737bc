package dev.pixdelta.gui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class MessagesTest {
  private static final Path RESOURCES = Path.of("src/main/resources/dev/pixdelta/gui");

  static List<Path> bundles() throws IOException {
    try (Stream<Path> files = Files.walk(RESOURCES)) {
      return files.filter(f -> f.endsWith("messages.properties")).toList();
    }
  }

  @ParameterizedTest
  @MethodSource("bundles")
  void everyTextIsThereInKorean(Path english) throws IOException {
    Properties en = read(english);
    Properties ko = read(english.resolveSibling("messages_ko.properties"));
    assertEquals(new TreeSet<>(en.keySet()), new TreeSet<>(ko.keySet()));
    assertFalse(en.isEmpty());
  }

  @ParameterizedTest
  @MethodSource("bundles")
  void textsTakeTheSameArgumentsInBothLanguages(Path english) throws IOException {
    Properties en = read(english);
    Properties ko = read(english.resolveSibling("messages_ko.properties"));
    en.forEach(
        (key, text) ->
            assertEquals(
                arguments(String.valueOf(text)),
                arguments(String.valueOf(ko.get(key))),
                String.valueOf(key)));
  }

  private static Set<String> arguments(String text) {
    Set<String> found = new TreeSet<>();
    java.util.regex.Pattern.compile("\\{(\\d)")
        .matcher(text)
        .results()
        .forEach(m -> found.add(m.group(1)));
    return found;
  }

  private static Properties read(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      properties.load(in);
    }
    return properties;
  }
}
