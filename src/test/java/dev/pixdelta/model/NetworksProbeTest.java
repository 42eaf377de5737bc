package dev.pixdelta.model;

import ai.djl.ndarray.*;
import dev.pixdelta.hub.ConfigFile;
import dev.pixdelta.testing.*;
import dev.pixdelta.torch.*;
import dev.pixdelta.weights.*;
import java.nio.file.*;
import java.util.*;
import org.junit.jupiter.api.Test;

final class NetworksProbeTest {
  static String stem(String part) { return part.equals("text_encoder") ? "model" : "diffusion_pytorch_model"; }
  static WeightFiles w(String model, String part) { return WeightFiles.open(Golden.ROOT.resolve("models/" + model + "/" + part), stem(part)); }
  static ConfigFile c(String model, String part) { return ConfigFile.read(Golden.ROOT.resolve("models/" + model + "/" + part + "/config.json")); }

  @Test void t5() {
    for (var p : List.of(PrecisionChoice.FP32, PrecisionChoice.BF16)) try (Torch torch = TestEngine.open(p)) {
      for (String m : List.of("tiny-lcm", "tiny-alpha", "tiny-512", "tiny-plain")) {
        try (Golden g = Golden.open("text_encoder/" + m + ".safetensors"); var t5 = T5Encoder.open(torch, T5Config.read(c(m, "text_encoder")), w(m, "text_encoder"))) {
          NDManager s = torch.manager();
          NDArray out = t5.encode(s, g.array(s, "input_ids"), g.array(s, "attention_mask"), () -> {});
          System.out.println(p + " T5 " + m + " " + g.difference("output", out) + " cos " + g.cosine("output", out.toFloatArray()));
          if (g.has("far_ids")) { NDArray ids = g.array(s, "far_ids"); System.out.println("far " + g.difference("far_output", t5.encode(s, ids, ids.onesLike(), () -> {}))); }
        }
      }
    }
  }
  @Test void pixart() throws Exception {
    for (var p : List.of(PrecisionChoice.FP32, PrecisionChoice.BF16)) try (Torch torch = TestEngine.open(p); var files = Files.list(Golden.ROOT.resolve("transformer"))) {
      for (Path f : (Iterable<Path>) files.sorted()::iterator) {
        String n = f.getFileName().toString(); if (n.startsWith("timesteps")) continue;
        String m = n.substring(0, n.lastIndexOf('-'));
        try (Golden g = Golden.open("transformer/" + n); var net = PixArtTransformer.open(torch, PixArtConfig.read(c(m, "transformer")), w(m, "transformer"))) {
          NDManager s = torch.manager();
          NDArray x = g.array(s, "latents");
          NDArray size = g.has("resolution") ? g.array(s, "resolution").concat(g.array(s, "aspect_ratio"), 1) : s.zeros(new ai.djl.ndarray.types.Shape(2, 3));
          var ctx = net.context(s, g.array(s, "encoder_hidden_states"), g.array(s, "encoder_attention_mask"), (int) x.getShape().get(2), (int) x.getShape().get(3), size);
          NDArray out = net.forward(s, x, g.array(s, "timestep"), ctx, () -> {});
          System.out.println(p + " PixArt " + n + " " + g.difference("output", out) + " cos " + g.cosine("output", out.toFloatArray()));
        }
      }
    }
  }
  @Test void vae() throws Exception {
    for (var p : List.of(PrecisionChoice.FP32, PrecisionChoice.BF16)) try (Torch torch = TestEngine.open(p); var files = Files.list(Golden.ROOT.resolve("vae"))) {
      for (Path f : (Iterable<Path>) files.sorted()::iterator) {
        String n = f.getFileName().toString();
        String m = n.substring(0, n.lastIndexOf('-'));
        try (Golden g = Golden.open("vae/" + n); var net = AutoencoderKl.open(torch, VaeConfig.read(c(m, "vae")), w(m, "vae"))) {
          NDManager s = torch.manager();
          NDArray out = net.decode(s, g.array(s, "latents"), () -> {});
          NDArray enc = net.encode(s, g.array(s, "image"), () -> {});
          System.out.println(p + " VAE " + n + " " + g.difference("decoded", out) + " cos " + g.cosine("decoded", out.toFloatArray()) + " mean " + g.difference("mean", enc.get(":, :4")));
        }
      }
    }
  }
  @Test void tokenizer() throws Exception {
    var json = new com.fasterxml.jackson.databind.ObjectMapper().readTree(Golden.ROOT.resolve("tokenizer.json").toFile());
    try (var t = T5Tokenizer.read(Golden.ROOT.resolve("models/tiny-lcm/tokenizer/spiece.model"))) {
      for (var e : json) {
        String text = T5Tokenizer.normalize(e.get("prompt").textValue());
        if (!text.equals(e.get("lowered").textValue())) System.out.println("LOWERED DIFFERS " + e.get("prompt"));
        String ids = Arrays.toString(t.encode(text, 120)).replace(" ", "");
        if (!ids.equals(e.get("input_ids").toString())) System.out.println("IDS DIFFER " + e.get("prompt") + "\n" + ids + "\n" + e.get("input_ids"));
      }
      System.out.println("tokenizer " + json.size());
    }
    T5Tokenizer.read(Path.of("models/nano/tokenizer/spiece.model")).close();
  }
}
