package dev.pixdelta.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pixdelta.testing.ModelDamage;
import dev.pixdelta.tokenizer.SavedTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files of a model that are missing, cut, of another kind or in another's place. */
final class DamagedFilesTest {
  private static final String WEIGHTS = "diffusion_pytorch_model.safetensors";

  /** Every file that is read, and what a file of its kind can be cut to. */
  private static final List<String> FILES =
      List.of(
          "model_index.json",
          "scheduler/scheduler_config.json",
          "text_encoder/config.json",
          "text_encoder/model.safetensors",
          "tokenizer/spiece.model",
          "transformer/config.json",
          "transformer/" + WEIGHTS,
          "vae/config.json",
          "vae/" + WEIGHTS);

  static Stream<Refusal> everyFile() {
    List<Refusal> all = new ArrayList<>();
    for (String file : FILES) {
      String model = all.size() % 2 == 0 ? "tiny-lcm" : "nano";
      all.add(Refusal.of(file + " removed", model, ModelDamage.remove(file), file, "missing"));
      all.addAll(damaged(file, model));
    }
    // Read only where the other one is missing.
    for (Refusal damaged : damaged("tokenizer/tokenizer.json", "nano")) {
      ModelDamage first = ModelDamage.remove("tokenizer/spiece.model");
      all.add(new Refusal(damaged.name(), "nano", first.then(damaged.damage()), damaged.words()));
    }
    return all.stream();
  }

  /** What a download that went wrong leaves in a file's place. */
  static Stream<Refusal> failedDownloads() {
    List<Refusal> all = new ArrayList<>();
    for (String file : FILES) {
      String model = all.size() % 2 == 0 ? "tiny-lcm" : "nano";
      String pointer =
          "version https://git-lfs.github.com/spec/v1\noid sha256:1234abcd\nsize 123456789\n";
      all.add(
          Refusal.of(
              file + " a Git LFS pointer",
              model,
              ModelDamage.text(file, pointer),
              file,
              "Git LFS pointer",
              "123456789 bytes",
              "git lfs pull"));
      all.add(
          Refusal.of(
              file + " a web page",
              model,
              ModelDamage.text(file, "<!DOCTYPE html>\n<html><body>Sign in</body></html>"),
              file,
              "web page",
              "download"));
      all.add(
          Refusal.of(
              file + " a server's answer",
              model,
              ModelDamage.text(file, "Entry not found"),
              file,
              "'Entry not found'",
              "download it again"));
      all.add(
          Refusal.of(
              file + " a server's answer in JSON",
              model,
              ModelDamage.text(file, "{\"error\":\"Internal Error - We're working hard\"}"),
              file,
              "'Internal Error - We're working hard'",
              "download it again"));
    }
    for (String file : FILES.stream().filter(f -> f.endsWith(".safetensors")).toList()) {
      all.add(
          Refusal.of(
              file + " half downloaded",
              "nano",
              ModelDamage.bytes(file, b -> java.util.Arrays.copyOf(b, b.length / 2)),
              file,
              "cut off",
              "only ",
              "download it again"));
      all.add(
          Refusal.of(
              file + " made at full size, written to a third",
              "nano",
              ModelDamage.bytes(
                  file,
                  b -> java.util.Arrays.copyOf(java.util.Arrays.copyOf(b, b.length / 3), b.length)),
              file,
              "end of the file is filled with zeros",
              "download it again"));
    }
    return all.stream();
  }

  private static List<Refusal> damaged(String file, String model) {
    List<Refusal> all = new ArrayList<>();
    all.add(Refusal.of(file + " emptied", model, ModelDamage.cut(file, 0), file));
    all.add(Refusal.of(file + " one byte short", model, ModelDamage.cut(file, -1), file));
    all.add(
        Refusal.of(
            file + " cut in half",
            model,
            ModelDamage.bytes(file, b -> java.util.Arrays.copyOf(b, b.length / 2)),
            file));
    all.add(Refusal.of(file + " random", model, ModelDamage.random(file), file));
    all.add(Refusal.of(file + " a folder", model, ModelDamage.folder(file), file, "folder"));
    all.add(
        Refusal.of(
            file + " a link to itself",
            model,
            ModelDamage.link(file, Path.of(file).getFileName().toString()),
            file));
    all.add(Refusal.of(file + " a dangling link", model, ModelDamage.link(file, "nothing"), file));
    all.add(Refusal.of(file + " all zero", model, zeros(file), file, "filled with zeros"));
    return all;
  }

  private static ModelDamage zeros(String file) {
    return ModelDamage.bytes(file, b -> new byte[b.length]);
  }

  static Stream<Refusal> misplaced() {
    String spiece = "tokenizer/spiece.model";
    String transformer = "transformer/" + WEIGHTS;
    String vae = "vae/" + WEIGHTS;
    String text = "text_encoder/model.safetensors";
    return Stream.of(
        Refusal.of(
            "networks swapped",
            "tiny-lcm",
            ModelDamage.swap(transformer, vae),
            "transformer/",
            "tensor"),
        Refusal.of(
            "text encoder and VAE swapped", "nano", ModelDamage.swap(text, vae), text, "tensor"),
        Refusal.of(
            "text encoder of another model",
            "tiny-lcm",
            ModelDamage.copy(Refusal.source("nano").resolve(text), text),
            text,
            "shape"),
        Refusal.of(
            "VAE of another model",
            "tiny-lcm",
            ModelDamage.copy(Refusal.source("nano").resolve(vae), vae),
            vae),
        Refusal.of(
            "transformer of another model",
            "nano",
            ModelDamage.copy(Refusal.source("tiny-lcm").resolve(transformer), transformer),
            transformer),
        Refusal.of(
            "a larger tokenizer",
            "nano",
            ModelDamage.copy(Refusal.source("tiny-lcm").resolve(spiece), spiece),
            spiece,
            "2048",
            "32000"),
        Refusal.of(
            "a larger JSON tokenizer",
            "nano",
            ModelDamage.remove(spiece)
                .then(
                    model ->
                        SavedTokenizer.write(
                            SavedTokenizer.of(Refusal.source("tiny-lcm").resolve(spiece)),
                            model.resolve("tokenizer"))),
            "tokenizer/tokenizer.json",
            "2048",
            "32000"),
        Refusal.of(
            "a tokenizer of another kind",
            "nano",
            ModelDamage.remove(spiece)
                .then(
                    ModelDamage.json(
                        "tokenizer/tokenizer.json",
                        root -> ((ObjectNode) root.get("model")).put("type", "BPE"))),
            "tokenizer/tokenizer.json",
            "Unigram",
            "BPE"),
        Refusal.of(
            "a JSON tokenizer",
            "nano",
            ModelDamage.copy(Refusal.source("nano").resolve("tokenizer/tokenizer.json"), spiece),
            spiece),
        Refusal.of(
            "weights as tokenizer",
            "tiny-lcm",
            ModelDamage.copy(Refusal.source("nano").resolve(vae), spiece),
            spiece),
        Refusal.of(
            "tokenizer as weights",
            "tiny-lcm",
            ModelDamage.copy(Refusal.source("nano").resolve(spiece), vae),
            vae),
        Refusal.of(
            "configurations swapped",
            "tiny-lcm",
            ModelDamage.swap("transformer/config.json", "vae/config.json"),
            "config.json",
            "_class_name"),
        Refusal.of(
            "scheduler and VAE swapped",
            "nano",
            ModelDamage.swap("scheduler/scheduler_config.json", "vae/config.json"),
            "scheduler_config.json",
            "_class_name"),
        Refusal.of(
            "text encoder's configuration elsewhere",
            "nano",
            ModelDamage.swap("text_encoder/config.json", "transformer/config.json"),
            "config.json"),
        Refusal.of(
            "shard removed",
            "tiny-plain",
            ModelDamage.remove("transformer/diffusion_pytorch_model-00004-of-00010.safetensors"),
            "00004-of-00010",
            "missing"),
        Refusal.of(
            "shard emptied",
            "tiny-alpha",
            ModelDamage.cut("text_encoder/model-00002-of-00002.safetensors", 0),
            "00002-of-00002",
            "empty"),
        Refusal.of(
            "shards swapped",
            "tiny-alpha",
            ModelDamage.swap(
                "text_encoder/model-00001-of-00002.safetensors",
                "text_encoder/model-00002-of-00002.safetensors"),
            "of-00002.safetensors",
            "tensor"),
        Refusal.of(
            "shard twice",
            "tiny-plain",
            model ->
                Files.copy(
                    model.resolve("transformer/diffusion_pytorch_model-00001-of-00010.safetensors"),
                    model.resolve("transformer/diffusion_pytorch_model-00002-of-00010.safetensors"),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING),
            "transformer/",
            "tensor"),
        Refusal.of(
            "index removed",
            "tiny-plain",
            ModelDamage.remove("transformer/diffusion_pytorch_model.safetensors.index.json"),
            "transformer/",
            "missing"),
        Refusal.of(
            "index emptied",
            "tiny-alpha",
            ModelDamage.cut("text_encoder/model.safetensors.index.json", 0),
            "index.json"),
        Refusal.of(
            "folder without parts",
            "nano",
            model -> {
              for (String part :
                  List.of("scheduler", "text_encoder", "tokenizer", "transformer", "vae")) {
                ModelDamage.remove(part).apply(model);
              }
            },
            "transformer",
            "nothing"),
        Refusal.of(
            "part is a file",
            "tiny-lcm",
            ModelDamage.remove("vae").then(m -> Files.writeString(m.resolve("vae"), "vae")),
            "vae",
            "a file"),
        Refusal.of(
            "part is a loop",
            "tiny-lcm",
            ModelDamage.remove("vae")
                .then(m -> Files.createSymbolicLink(m.resolve("vae"), Path.of("vae"))),
            "vae"),
        Refusal.of(
            "weights are a device",
            "tiny-lcm",
            ModelDamage.link(vae, "/dev/zero"),
            vae,
            "special file"),
        Refusal.of(
            "configuration is a device",
            "tiny-lcm",
            ModelDamage.link("vae/config.json", "/dev/zero"),
            "vae/config.json",
            "special file"),
        Refusal.of(
            "tokenizer is a device", "tiny-lcm", ModelDamage.link(spiece, "/dev/zero"), spiece));
  }

  @ParameterizedTest
  @MethodSource({"everyFile", "failedDownloads", "misplaced"})
  void isRefused(Refusal damaged, @TempDir Path folder) throws IOException {
    damaged.check(folder);
  }
}
