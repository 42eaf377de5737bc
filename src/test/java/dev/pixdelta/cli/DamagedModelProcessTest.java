package dev.pixdelta.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.pixdelta.testing.JavaProcess;
import dev.pixdelta.testing.ModelDamage;
import dev.pixdelta.testing.TestEngine;
import dev.pixdelta.testing.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A dozen damages as a user meets them: a process of its own, its streams and its exit code. */
final class DamagedModelProcessTest {
  private static final String WEIGHTS = "transformer/diffusion_pytorch_model.safetensors";
  private static final String SPIECE = "tokenizer/spiece.model";
  private static final String JSON = "tokenizer/tokenizer.json";

  static Stream<Refusal> damages() {
    return Stream.of(
        damage("weights cut", ModelDamage.cut(WEIGHTS, -1), WEIGHTS),
        damage("weights emptied", ModelDamage.cut(WEIGHTS, 0), WEIGHTS, "empty"),
        damage("weights random", ModelDamage.random(WEIGHTS), WEIGHTS),
        damage("tokenizer random", ModelDamage.random(SPIECE), SPIECE),
        damage("tokenizer cut", ModelDamage.cut(SPIECE, 100_000), SPIECE),
        damage(
            "tokenizers removed",
            ModelDamage.remove(SPIECE).then(ModelDamage.remove(JSON)),
            SPIECE,
            "missing",
            "tokenizer.json"),
        damage(
            "tokenizer removed, the other one cut",
            ModelDamage.remove(SPIECE).then(ModelDamage.cut(JSON, -1)),
            JSON),
        damage(
            "no layers", ModelDamage.key("transformer/config.json", "num_layers", "0"), "layers"),
        damage("no index", ModelDamage.remove("model_index.json"), "model_index.json"),
        damage("no groups", ModelDamage.key("vae/config.json", "norm_num_groups", "0"), "groups"),
        damage("nothing", model -> {}, "nothing-there"),
        damage(
            "networks swapped",
            ModelDamage.swap(WEIGHTS, "vae/diffusion_pytorch_model.safetensors"),
            "tensor"),
        damage(
            "deep JSON",
            ModelDamage.text("vae/config.json", "[".repeat(500_000)),
            "vae/config.json"));
  }

  private static Refusal damage(String name, ModelDamage damage, String... words) {
    return Refusal.of(name, "nano", damage, words);
  }

  @ParameterizedTest
  @MethodSource("damages")
  void isRefused(Refusal damaged, @TempDir Path folder) throws IOException {
    Path copy = TinyModel.copy(Refusal.source(damaged.model()), folder.resolve("model"));
    damaged.damage().apply(copy);
    Path model = damaged.name().equals("nothing") ? folder.resolve("nothing-there") : copy;
    Path out = Files.createDirectory(folder.resolve("out"));
    Path home = Files.createDirectories(folder.resolve("home"));
    // The native engine need not be unpacked again.
    Files.createDirectories(home.resolve("cache"));
    Files.createSymbolicLink(
        home.resolve("cache").resolve("engine"), TestEngine.CACHE.resolve("engine"));
    JavaProcess.Result result =
        JavaProcess.run(
            folder,
            20,
            Map.of("PIXDELTA_HOME", home.toString()),
            Main.class,
            Refusal.arguments(model, out));
    damaged.check(new Refusal.Run(result.exit(), result.out(), result.err(), result.seconds()));
    assertEquals(List.of(), Refusal.files(out), "files left");
    assertFalse(Files.exists(folder.resolve("crash.log")), "the JVM died");
  }
}
