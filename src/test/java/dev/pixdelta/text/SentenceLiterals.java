package dev.pixdelta.text;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import dev.pixdelta.testing.Sources;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * The English of every sentence that the program can show in its window, as the sources write it:
 * the literal given to {@link Sentence#of} or to a failure, there or through a method.
 */
final class SentenceLiterals {
  /** Failures by the place of the literal among the arguments. */
  private static final Map<String, Integer> FAILURES =
      Map.of(
          "InvalidRequestException", 0,
          "EngineException", 0,
          "ModelFileException", 1,
          "PictureFileException", 1,
          "DataFileException", 1);

  /** What is wrong with a file of weights is told in English where it is technical. */
  private static final String MAY_BE_TECHNICAL = "ModelFileException";

  private final Sources sources;
  private final Map<String, String> found = new TreeMap<>();
  private final List<String> others = new ArrayList<>();
  private final Map<String, String> constants = new HashMap<>();

  /** Methods that hand a parameter on, as {@code file:name} or {@code object.name}. */
  private final Map<String, Integer> helpers = new HashMap<>();

  SentenceLiterals(Sources sources) {
    this.sources = sources;
    sources.units().forEach(unit -> new Constants().scan(unit, unit));
    for (CompilationUnitTree unit : sources.units()) {
      if (isShown(unit)) {
        new Scanner().scan(unit, unit);
      }
    }
    for (CompilationUnitTree unit : sources.units()) {
      if (isShown(unit)) {
        new Helpers().scan(unit, unit);
      }
    }
  }

  /** The command line speaks English; files of weights are told of technically. */
  private static boolean isShown(CompilationUnitTree unit) {
    String name = String.valueOf(unit.getPackageName());
    boolean technical =
        name.equals("dev.pixdelta.weights")
            && !unit.getSourceFile().getName().endsWith("ModelFileException.java");
    return !name.startsWith("dev.pixdelta.cli") && !technical;
  }

  /** Each sentence with a place where it is written. */
  Map<String, String> found() {
    return found;
  }

  /** Places where a sentence is put together, so that no translation could be found. */
  List<String> others() {
    return others;
  }

  private void take(
      CompilationUnitTree unit, @Nullable TreePath path, ExpressionTree tree, boolean technical) {
    switch (tree) {
      case ParenthesizedTree p -> take(unit, path, p.getExpression(), technical);
      case ConditionalExpressionTree c -> {
        take(unit, path, c.getTrueExpression(), technical);
        take(unit, path, c.getFalseExpression(), technical);
      }
      default -> {
        String text = constant(tree);
        if (text != null) {
          found.put(text, sources.place(unit, tree));
        } else if (!(tree instanceof IdentifierTree name && isParameter(unit, path, name))
            && !technical) {
          others.add(sources.place(unit, tree) + " " + tree);
        }
      }
    }
  }

  /** Whether a name is a parameter, whose method then takes sentences. */
  private boolean isParameter(
      CompilationUnitTree unit, @Nullable TreePath path, IdentifierTree name) {
    for (TreePath at = path; at != null; at = at.getParentPath()) {
      if (at.getLeaf() instanceof MethodTree method) {
        for (int i = 0; i < method.getParameters().size(); i++) {
          VariableTree parameter = method.getParameters().get(i);
          if (parameter.getName().equals(name.getName())) {
            String file = fileName(unit);
            helpers.put(file + ":" + method.getName(), i);
            helpers.put(
                Character.toLowerCase(file.charAt(0)) + file.substring(1) + "." + method.getName(),
                i);
            return true;
          }
        }
      }
    }
    return false;
  }

  private static String fileName(CompilationUnitTree unit) {
    return String.valueOf(Path.of(unit.getSourceFile().getName()).getFileName())
        .replace(".java", "");
  }

  private @Nullable String constant(ExpressionTree tree) {
    return switch (tree) {
      case LiteralTree l -> l.getValue() instanceof String s ? s : null;
      case ParenthesizedTree p -> constant(p.getExpression());
      case IdentifierTree name -> constants.get(name.getName().toString());
      case MemberSelectTree select -> constants.get(select.getIdentifier().toString());
      case BinaryTree b when b.getKind() == Tree.Kind.PLUS -> {
        String left = constant(b.getLeftOperand());
        String right = constant(b.getRightOperand());
        yield left == null || right == null ? null : left + right;
      }
      default -> null;
    };
  }

  private final class Constants extends TreePathScanner<@Nullable Void, CompilationUnitTree> {
    @Override
    public @Nullable Void visitVariable(VariableTree variable, CompilationUnitTree unit) {
      String text =
          variable.getModifiers().getFlags().contains(Modifier.STATIC)
                  && variable.getInitializer() != null
              ? constant(variable.getInitializer())
              : null;
      if (text != null) {
        constants.put(variable.getName().toString(), text);
      }
      return super.visitVariable(variable, unit);
    }
  }

  /** Looks at {@code Sentence.of} and at failures. */
  private final class Scanner extends TreePathScanner<@Nullable Void, CompilationUnitTree> {
    @Override
    public @Nullable Void visitMethodInvocation(
        MethodInvocationTree call, CompilationUnitTree unit) {
      if (call.getMethodSelect().toString().equals("Sentence.of")) {
        take(unit, getCurrentPath(), call.getArguments().getFirst(), false);
      }
      return super.visitMethodInvocation(call, unit);
    }

    @Override
    public @Nullable Void visitNewClass(NewClassTree made, CompilationUnitTree unit) {
      String name = made.getIdentifier().toString();
      Integer at = FAILURES.get(name);
      if (at != null && made.getArguments().size() > at) {
        ExpressionTree text = made.getArguments().get(at);
        if (!(text instanceof MethodInvocationTree) && !isSentence(unit, text)) {
          take(unit, getCurrentPath(), text, name.equals(MAY_BE_TECHNICAL));
        } else if (text instanceof MethodInvocationTree call
            && !call.getMethodSelect().toString().equals("Sentence.of")
            && !name.equals(MAY_BE_TECHNICAL)) {
          others.add(sources.place(unit, text) + " " + text);
        }
      }
      return super.visitNewClass(made, unit);
    }

    /** Whether a name is declared as a sentence here, which was checked where it was made. */
    private boolean isSentence(CompilationUnitTree unit, ExpressionTree text) {
      if (!(text instanceof IdentifierTree name)) {
        return false;
      }
      boolean[] is = new boolean[1];
      new TreePathScanner<@Nullable Void, CompilationUnitTree>() {
        @Override
        public @Nullable Void visitVariable(VariableTree variable, CompilationUnitTree unit) {
          is[0] |=
              variable.getName().equals(name.getName())
                  && String.valueOf(variable.getType()).endsWith("Sentence");
          return super.visitVariable(variable, unit);
        }
      }.scan(unit, unit);
      return is[0];
    }
  }

  /** Looks at the calls of methods that hand their argument on. */
  private final class Helpers extends TreePathScanner<@Nullable Void, CompilationUnitTree> {
    @Override
    public @Nullable Void visitMethodInvocation(
        MethodInvocationTree call, CompilationUnitTree unit) {
      String method = call.getMethodSelect().toString();
      Integer at = helpers.getOrDefault(fileName(unit) + ":" + method, helpers.get(method));
      if (at != null && call.getArguments().size() > at) {
        take(unit, getCurrentPath(), call.getArguments().get(at), true);
      }
      return super.visitMethodInvocation(call, unit);
    }
  }
}
