package dev.pixdelta;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePathScanner;
import dev.pixdelta.testing.Sources;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A method that does nothing must say why: else it is one that somebody forgot to write. */
final class EmptyMethodsTest {
  private final Sources sources = Sources.main();

  @Test
  void emptyMethodsSayWhy() {
    List<String> found = new ArrayList<>();
    for (CompilationUnitTree unit : sources.units()) {
      new Scanner(found).scan(unit, unit);
    }
    assertEquals(List.of(), found, "methods with an empty body and no comment in it");
  }

  private final class Scanner extends TreePathScanner<@Nullable Void, CompilationUnitTree> {
    private final List<String> found;

    Scanner(List<String> found) {
      this.found = found;
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, CompilationUnitTree unit) {
      boolean isConstructor = method.getReturnType() == null;
      boolean isDefault =
          getCurrentPath().getParentPath().getLeaf() instanceof ClassTree type
              && type.getKind() == Tree.Kind.INTERFACE;
      if (!isConstructor
          && !isDefault
          && method.getBody() != null
          && method.getBody().getStatements().isEmpty()
          && sources.text(unit, method.getBody()).replaceAll("[{}\\s]", "").isEmpty()) {
        found.add(sources.place(unit, method) + " " + method.getName());
      }
      return super.visitMethod(method, unit);
    }
  }
}
