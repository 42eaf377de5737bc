package dev.pixdelta.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The program's sources as trees, for rules on what classes do not show, such as comments. */
public final class Sources {
  private static final Path MAIN = Path.of("src", "main", "java");

  private final List<CompilationUnitTree> units;
  private final SourcePositions positions;

  private Sources(List<CompilationUnitTree> units, SourcePositions positions) {
    this.units = units;
    this.positions = positions;
  }

  /** Reads all of them; nothing is compiled. */
  public static Sources main() {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StandardJavaFileManager files = compiler.getStandardFileManager(null, null, UTF_8);
    try (Stream<Path> found = Files.walk(MAIN)) {
      List<Path> java = found.filter(f -> f.toString().endsWith(".java")).sorted().toList();
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  files,
                  null,
                  List.of("-proc:none"),
                  null,
                  files.getJavaFileObjectsFromPaths(java));
      List<CompilationUnitTree> units = new java.util.ArrayList<>();
      task.parse().forEach(units::add);
      return new Sources(List.copyOf(units), Trees.instance(task).getSourcePositions());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One tree for each file. */
  public List<CompilationUnitTree> units() {
    return units;
  }

  /** The text of a tree, comments included. */
  public String text(CompilationUnitTree unit, Tree tree) {
    try {
      return unit.getSourceFile()
          .getCharContent(true)
          .subSequence(
              (int) positions.getStartPosition(unit, tree),
              (int) positions.getEndPosition(unit, tree))
          .toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** File and line of a tree, for messages. */
  public String place(CompilationUnitTree unit, Tree tree) {
    LineMap lines = unit.getLineMap();
    return MAIN.toAbsolutePath().relativize(Path.of(unit.getSourceFile().toUri()))
        + ":"
        + lines.getLineNumber(positions.getStartPosition(unit, tree));
  }
}
