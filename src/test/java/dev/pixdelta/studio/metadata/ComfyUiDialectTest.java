package dev.pixdelta.studio.metadata;

import static dev.pixdelta.studio.metadata.Read.assertSays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Graphs as ComfyUI's API takes them; {@link ComfyWorkflowTest} has those of its window. */
final class ComfyUiDialectTest {
  /** The graph that ComfyUI begins with, without its braces. */
  static final String PLAIN =
      """
      "3": {"class_type": "KSampler", "inputs": {"seed": 124263196777517, "steps": 20, "cfg": 7.0,
        "sampler_name": "euler", "scheduler": "normal", "denoise": 1.0, "positive": ["6", 0],
        "negative": ["7", 0], "model": ["4", 0], "latent_image": ["5", 0]}},
      "6": {"class_type": "CLIPTextEncode", "inputs": {"text": "a heron on a pier", "clip": ["4", 1]}},
      "7": {"class_type": "CLIPTextEncode", "inputs": {"text": "blurry", "clip": ["4", 1]}},
      "4": {"class_type": "CheckpointLoaderSimple", "inputs": {"ckpt_name": "sd15.safetensors"}},
      "5": {"class_type": "EmptyLatentImage", "inputs": {"width": 512, "height": 768, "batch_size": 1}},
      "8": {"class_type": "VAEDecode", "inputs": {"samples": ["3", 0], "vae": ["4", 2]}},
      "9": {"class_type": "SaveImage", "inputs": {"filename_prefix": "ComfyUI", "images": ["8", 0]}}
      """;

  static final String SAYS =
      "comfyui | a heron on a pier | blurry | 20 | euler | 7.0 | 124263196777517 | 512x768 |"
          + " sd15.safetensors";

  private static ForeignMetadata read(String nodes) {
    return Read.of("prompt", "{" + nodes + "}");
  }

  /** The plain graph with other nodes in place of some of its own, or beside them. */
  private static ForeignMetadata plainBut(String... replacements) {
    String graph = PLAIN;
    for (int i = 0; i + 1 < replacements.length; i += 2) {
      assertTrue(graph.contains(replacements[i]), replacements[i]);
      graph = graph.replace(replacements[i], replacements[i + 1]);
    }
    return read(graph);
  }

  @Test
  void aPlainGraph() {
    ForeignMetadata found = read(PLAIN);
    assertSays(SAYS, found);
    assertEquals(List.of(), found.lost());
  }

  @Test
  void whatPythonWritesThatIsNoJson() {
    assertSays(SAYS, plainBut("\"denoise\": 1.0", "\"denoise\": 1.0, \"is_changed\": [NaN]"));
  }

  @Test
  void pixArt() {
    ForeignMetadata found =
        read(
            """
            "1": {"class_type": "KSampler", "inputs": {"seed": 42, "steps": 20, "cfg": 4.5,
              "sampler_name": "dpmpp_2m", "scheduler": "karras", "denoise": 1.0, "model": ["2", 0],
              "positive": ["5", 0], "negative": ["7", 0], "latent_image": ["9", 0]}},
            "2": {"class_type": "PixArtCheckpointLoader", "inputs":
              {"ckpt_name": "PixArt-XL-2-1024-MS.pth", "model": "PixArtMS_XL_2"}},
            "3": {"class_type": "PixArtResolutionSelect", "inputs":
              {"model": "PixArtMS_XL_2", "ratio": "0.78"}},
            "4": {"class_type": "T5v11Loader", "inputs": {"t5v11_name": "t5", "t5v11_ver": "xxl"}},
            "5": {"class_type": "PixArtResolutionCond", "inputs":
              {"cond": ["6", 0], "width": ["3", 0], "height": ["3", 1]}},
            "6": {"class_type": "PixArtT5TextEncode", "inputs": {"text": "a heron", "T5": ["4", 0]}},
            "7": {"class_type": "PixArtResolutionCond", "inputs":
              {"cond": ["8", 0], "width": ["3", 0], "height": ["3", 1]}},
            "8": {"class_type": "T5TextEncode", "inputs": {"text": "", "T5": ["4", 0]}},
            "9": {"class_type": "EmptyLatentImage", "inputs":
              {"width": ["3", 0], "height": ["3", 1], "batch_size": 1}},
            "10": {"class_type": "VAEDecode", "inputs": {"samples": ["1", 0], "vae": ["11", 0]}},
            "11": {"class_type": "VAELoader", "inputs": {"vae_name": "sd-vae"}},
            "12": {"class_type": "SaveImage", "inputs": {"images": ["10", 0]}}
            """);
    assertSays(
        "comfyui | a heron |  | 20 | dpmpp_2m | 4.5 | 42 | 896x1152 | PixArt-XL-2-1024-MS.pth",
        found);
    assertEquals(List.of("scheduler: karras"), found.lost());
  }

  @Test
  void theSamplerOfModernModels() {
    String graph =
        """
        "5": {"class_type": "EmptySD3LatentImage", "inputs": {"width": 1024, "height": 768, "batch_size": 1}},
        "6": {"class_type": "CLIPTextEncodeFlux", "inputs": {"clip": ["11", 0], "clip_l": "heron",
          "t5xxl": "a heron on a pier", "guidance": 3.5}},
        "8": {"class_type": "VAEDecode", "inputs": {"samples": ["13", 0], "vae": ["10", 0]}},
        "9": {"class_type": "SaveImage", "inputs": {"images": ["8", 0]}},
        "10": {"class_type": "VAELoader", "inputs": {"vae_name": "ae.sft"}},
        "11": {"class_type": "DualCLIPLoader", "inputs": {"clip_name1": "t5.sft", "clip_name2": "l.sft"}},
        "12": {"class_type": "UNETLoader", "inputs": {"unet_name": "flux1-dev.sft", "weight_dtype": "default"}},
        "13": {"class_type": "SamplerCustomAdvanced", "inputs": {"noise": ["25", 0], "guider": ["22", 0],
          "sampler": ["16", 0], "sigmas": ["18", 1], "latent_image": ["5", 0]}},
        "16": {"class_type": "KSamplerSelect", "inputs": {"sampler_name": "euler"}},
        "17": {"class_type": "BasicScheduler", "inputs": {"scheduler": "beta", "steps": 28, "denoise": 1,
          "model": ["30", 0]}},
        "18": {"class_type": "SplitSigmas", "inputs": {"sigmas": ["17", 0], "step": 0}},
        "22": {"class_type": "BasicGuider", "inputs": {"model": ["30", 0], "conditioning": ["26", 0]}},
        "25": {"class_type": "RandomNoise", "inputs": {"noise_seed": 99}},
        "26": {"class_type": "FluxGuidance", "inputs": {"guidance": 4.0, "conditioning": ["6", 0]}},
        "30": {"class_type": "LoraLoaderModelOnly", "inputs": {"lora_name": "ink.sft", "strength_model": 1,
          "model": ["12", 0]}}
        """;
    ForeignMetadata found = read(graph);
    assertSays(
        "comfyui | a heron on a pier | - | 28 | euler | 4.0 | 99 | 1024x768 | flux1-dev.sft",
        found);
    assertEquals(List.of("scheduler: beta", "LoRA: ink.sft"), found.lost());
    ForeignMetadata guided =
        read(
            graph.replace(
                    "{\"class_type\": \"BasicGuider\", \"inputs\": {\"model\": [\"30\", 0],"
                        + " \"conditioning\": [\"26\", 0]}}",
                    "{\"class_type\": \"CFGGuider\", \"inputs\": {\"model\": [\"30\", 0], \"cfg\": 5,"
                        + " \"positive\": [\"6\", 0], \"negative\": [\"31\", 0]}}")
                + ", \"31\": {\"class_type\": \"ConditioningZeroOut\", \"inputs\":"
                + " {\"conditioning\": [\"6\", 0]}}");
    assertSays(
        "comfyui | a heron on a pier |  | 28 | euler | 5.0 | 99 | 1024x768 | flux1-dev.sft",
        guided);
  }

  @Test
  void aCustomSamplerWithAStepsNodeOfItsOwn() {
    assertSays(
        "comfyui | a heron on a pier | blurry | 4 | SamplerLCMUpscale | 1.0 | 7 | 512x768 |"
            + " sd15.safetensors",
        plainBut(
            "\"KSampler\", \"inputs\": {\"seed\": 124263196777517, \"steps\": 20, \"cfg\": 7.0,",
            "\"SamplerCustom\", \"inputs\": {\"add_noise\": true, \"noise_seed\": 7, \"cfg\": 1,",
            "\"sampler_name\": \"euler\", \"scheduler\": \"normal\", \"denoise\": 1.0",
            "\"sampler\": [\"20\", 0], \"sigmas\": [\"21\", 0]",
            "\"8\": {",
            "\"20\": {\"class_type\": \"SamplerLCMUpscale\", \"inputs\": {\"scale_ratio\": 1}},"
                + "\"21\": {\"class_type\": \"SDTurboScheduler\", \"inputs\": {\"steps\": 4,"
                + " \"denoise\": 1.0, \"model\": [\"4\", 0]}},"
                + "\"8\": {"));
  }

  @Test
  void valuesAndTextsFromOtherNodes() {
    ForeignMetadata found =
        plainBut(
            "\"seed\": 124263196777517",
            "\"seed\": [\"30\", 3]",
            "\"steps\": 20",
            "\"steps\": [\"31\", 0]",
            "\"text\": \"a heron on a pier\"",
            "\"text\": [\"32\", 0]",
            "\"text\": \"blurry\"",
            "\"text\": [\"35\", 0]",
            "\"width\": 512, \"height\": 768",
            "\"width\": [\"37\", 0], \"height\": [\"37\", 0]",
            "\"8\": {",
            """
            "30": {"class_type": "Seed (rgthree)", "inputs": {"seed": 5}},
            "31": {"class_type": "Reroute (rgthree)", "inputs": {"": ["33", 0]}},
            "32": {"class_type": "StringConcatenate", "inputs": {"string_a": ["34", 0],
              "string_b": "on a pier", "delimiter": " "}},
            "33": {"class_type": "PrimitiveInt", "inputs": {"value": 12}},
            "34": {"class_type": "PrimitiveStringMultiline", "inputs": {"value": "a heron"}},
            "35": {"class_type": "ShowText|pysssss", "inputs": {"text": ["36", 0], "text_0": "old"}},
            "36": {"class_type": "ImpactWildcardProcessor", "inputs":
              {"wildcard_text": "{blurry|dull}", "populated_text": "dull", "mode": "populate"}},
            "37": {"class_type": "INTConstant", "inputs": {"value": 640}},
            "8": {""");
    assertSays(
        "comfyui | a heron on a pier | dull | 12 | euler | 7.0 | 5 | 640x640 | sd15.safetensors",
        found);
  }

  @Test
  void whatSteersAndCombinesConditioning() {
    ForeignMetadata found =
        plainBut(
            "\"positive\": [\"6\", 0]",
            "\"positive\": [\"40\", 0]",
            "\"negative\": [\"7\", 0]",
            "\"negative\": [\"40\", 1]",
            "\"8\": {",
            """
            "40": {"class_type": "ControlNetApplyAdvanced", "inputs": {"positive": ["41", 0],
              "negative": ["7", 0], "control_net": ["42", 0], "image": ["43", 0], "strength": 1}},
            "41": {"class_type": "ConditioningCombine", "inputs":
              {"conditioning_1": ["6", 0], "conditioning_2": ["44", 0]}},
            "42": {"class_type": "ControlNetLoader", "inputs": {"control_net_name": "canny.pth"}},
            "43": {"class_type": "LoadImage", "inputs": {"image": "lines.png"}},
            "44": {"class_type": "ConditioningSetArea", "inputs": {"conditioning": ["45", 0],
              "width": 64, "height": 64, "x": 0, "y": 0, "strength": 1}},
            "45": {"class_type": "CLIPTextEncode", "inputs": {"text": "a red boat", "clip": ["4", 1]}},
            "8": {""");
    assertSays(SAYS.replace("a heron on a pier", "a heron on a pier, a red boat"), found);
    assertEquals(List.of("ControlNet: canny.pth", "node: ConditioningSetArea"), found.lost());
  }

  @Test
  void aSecondPassIsNamedAndTheFirstIsRead() {
    String second =
        """
        "50": {"class_type": "LatentUpscale", "inputs": {"samples": ["3", 0], "width": 1024, "height": 1536}},
        "51": {"class_type": "KSampler", "inputs": {"seed": 8, "steps": 10, "cfg": 5, "denoise": 0.5,
          "sampler_name": "euler", "scheduler": "normal", "positive": ["6", 0], "negative": ["7", 0],
          "model": ["4", 0], "latent_image": ["50", 0]}},
        "52": {"class_type": "ImageUpscaleWithModel", "inputs": {"upscale_model": ["53", 0], "image": ["8", 0]}},
        "53": {"class_type": "UpscaleModelLoader", "inputs": {"model_name": "x4.pth"}},
        "8": {""";
    ForeignMetadata found =
        plainBut(
            "\"8\": {", second,
            "\"samples\": [\"3\", 0], \"vae\"", "\"samples\": [\"51\", 0], \"vae\"",
            "\"images\": [\"8\", 0]", "\"images\": [\"52\", 0]");
    assertSays(SAYS, found);
    assertEquals(
        List.of(
            "node: ImageUpscaleWithModel",
            "second pass: KSampler, 10 steps, denoise 0.5",
            "node: LatentUpscale"),
        found.lost());
  }

  @Test
  void baseAndRefiner() {
    ForeignMetadata found =
        read(
            """
            "1": {"class_type": "KSamplerAdvanced", "inputs": {"add_noise": "enable", "noise_seed": 11,
              "steps": 25, "cfg": 8, "sampler_name": "euler", "scheduler": "simple", "start_at_step": 0,
              "end_at_step": 20, "model": ["4", 0], "positive": ["6", 0], "negative": ["7", 0],
              "latent_image": ["5", 0]}},
            "2": {"class_type": "KSamplerAdvanced", "inputs": {"add_noise": "disable", "noise_seed": 0,
              "steps": 25, "cfg": 8, "sampler_name": "euler", "scheduler": "simple", "start_at_step": 20,
              "model": ["14", 0], "positive": ["16", 0], "negative": ["7", 0], "latent_image": ["1", 0]}},
            "4": {"class_type": "CheckpointLoaderSimple", "inputs": {"ckpt_name": "base.sft"}},
            "14": {"class_type": "CheckpointLoaderSimple", "inputs": {"ckpt_name": "refiner.sft"}},
            "5": {"class_type": "EmptyLatentImage", "inputs": {"width": 1024, "height": 1024}},
            "6": {"class_type": "CLIPTextEncodeSDXL", "inputs": {"width": 4096, "height": 4096,
              "text_g": "a heron", "text_l": "a heron", "clip": ["4", 1]}},
            "7": {"class_type": "CLIPTextEncode", "inputs": {"text": "blurry", "clip": ["4", 1]}},
            "16": {"class_type": "CLIPTextEncodeSDXLRefiner", "inputs": {"ascore": 6, "text": "finer"}},
            "8": {"class_type": "VAEDecode", "inputs": {"samples": ["2", 0]}},
            "9": {"class_type": "PreviewImage", "inputs": {"images": ["8", 0]}}
            """);
    assertSays("comfyui | a heron | blurry | 25 | euler | 8.0 | 11 | 1024x1024 | base.sft", found);
    assertEquals(List.of("second pass: KSamplerAdvanced, 25 steps"), found.lost());
  }

  @Test
  void aPictureMadeOfAPicture() {
    ForeignMetadata found =
        plainBut(
            "\"denoise\": 1.0",
            "\"denoise\": 0.6",
            "\"latent_image\": [\"5\", 0]",
            "\"latent_image\": [\"60\", 0]",
            "\"8\": {",
            """
            "60": {"class_type": "VAEEncode", "inputs": {"pixels": ["61", 0], "vae": ["4", 2]}},
            "61": {"class_type": "LoadImage", "inputs": {"image": "holiday.png"}},
            "8": {""");
    assertSays(SAYS.replace("512x768", "-"), found);
    assertEquals(List.of("denoise: 0.6", "img2img: holiday.png"), found.lost());
  }

  @Test
  void loadersThatHoldThePrompts() {
    assertSays(
        "comfyui | a heron | blurry | 20 | euler | 7.0 | 3 | 512x768 | sd15.sft",
        read(
            """
            "1": {"class_type": "Efficient Loader", "inputs": {"ckpt_name": "sd15.sft",
              "lora_name": "None", "positive": "a heron", "negative": "blurry",
              "empty_latent_width": 512, "empty_latent_height": 768}},
            "2": {"class_type": "KSampler (Efficient)", "inputs": {"seed": 3, "steps": 20, "cfg": 7,
              "sampler_name": "euler", "scheduler": "normal", "denoise": 1, "model": ["1", 0],
              "positive": ["1", 1], "negative": ["1", 2], "latent_image": ["1", 3]}},
            "3": {"class_type": "SaveImage", "inputs": {"images": ["2", 5]}}
            """));
  }

  @Test
  void pipesThatHideTheLinks() {
    assertSays(
        "comfyui | a heron | blurry | 20 | euler | 7.0 | 3 | - | -",
        read(
            """
            "1": {"class_type": "easy fullLoader", "inputs": {"ckpt_name": "sd15.sft",
              "positive": "a heron", "negative": "blurry"}},
            "2": {"class_type": "easy preSampling", "inputs": {"seed": 3, "steps": 20, "cfg": 7,
              "sampler_name": "euler", "scheduler": "normal", "denoise": 1, "pipe": ["1", 0]}},
            "3": {"class_type": "easy kSampler", "inputs": {"pipe": ["2", 0], "image_output": "Save"}}
            """));
    assertSays(
        "comfyui | a heron | blurry | - | - | - | - | - | -",
        read(
            """
            "1": {"class_type": "CLIPTextEncode", "inputs": {"text": "blurry"},
              "_meta": {"title": "Negative prompt"}},
            "2": {"class_type": "CLIPTextEncode", "inputs": {"text": "a heron"},
              "_meta": {"title": "CLIP Text Encode (Positive Prompt)"}},
            "3": {"class_type": "SaveImage", "inputs": {"images": ["9", 0]}}
            """));
  }

  @Test
  void theGraphIsFoundWhereverItStands() {
    String graph = "{" + PLAIN + "}";
    assertSays(SAYS, Read.of("Model", "prompt:" + graph, "Make", "workflow:{\"nodes\": []}"));
    assertSays(SAYS, Read.of("ImageDescription", "Workflow: {}", "Make", "Prompt: " + graph));
    assertSays(SAYS, Read.of("UserComment", "{\"prompt\": " + graph + ", \"workflow\": {}}"));
    String quoted = graph.replace("\"", "\\\"").replace("\n", " ");
    assertSays(SAYS, Read.of("UserComment", "{\"prompt\": \"" + quoted + "\"}"));
    assertSays(
        SAYS,
        Read.of(
            "UserComment",
            "{" + PLAIN + ", \"extra\": {\"airs\": []}, \"extraMetadata\": \"{}\"}"));
  }

  @Test
  void infotextBesideAGraphComesFirst() {
    String graph = "{" + PLAIN + "}";
    assertEquals(
        "a crane", Read.of("prompt", graph, "parameters", "a crane\nSteps: 4, Seed: 1").prompt());
    assertSays(
        SAYS,
        Read.of(
            "prompt",
            graph,
            "parameters",
            "unknown\nNegative prompt: unknown\nSteps: 20, Sampler: euler, Seed: 0"));
  }

  @Test
  void whereThePromptCannotBeReadTheRestIs() {
    ForeignMetadata found =
        plainBut(
            "\"text\": \"a heron on a pier\"",
            "\"text\": [\"70\", 0]",
            "\"8\": {",
            "\"70\": {\"class_type\": \"AskLanguageModel\", \"inputs\": {\"question\": \"?\"}}, \"8\": {");
    assertSays(SAYS.replace("a heron on a pier", "-"), found);
    assertEquals(List.of("prompt: made by nodes that cannot be read"), found.lost());
  }

  @Test
  void theNegativePromptIsNeverTakenForThePrompt() {
    ForeignMetadata found =
        plainBut(
            "\"positive\": [\"6\", 0]",
            "\"positive\": [\"70\", 0]",
            "\"CLIPTextEncode\", \"inputs\": {\"text\": \"a heron on a pier\", \"clip\": [\"4\", 1]}",
            "\"Note\", \"inputs\": {}",
            "\"8\": {",
            "\"70\": {\"class_type\": \"LoadConditioning\", \"inputs\": {}}, \"8\": {");
    assertSays(SAYS.replace("a heron on a pier", "-"), found);
  }

  @Test
  void aGraphThatSaysNothingNamesItsProgram() {
    for (String graph :
        List.of(
            "\"3\": {}",
            "\"3\": {\"class_type\": \"LoadImage\", \"inputs\": {\"image\": \"a.png\"}}",
            "\"3\": {\"class_type\": 7, \"inputs\": []}")) {
      ForeignMetadata found = read(graph);
      assertEquals("comfyui", found.program());
      assertFalse(found.isUnderstood());
      assertEquals(List.of("ComfyUI workflow"), found.lost());
    }
  }

  @Test
  void circlesAndBrokenLinksDoNoHarm() {
    ForeignMetadata found =
        read(
            """
            "1": {"class_type": "KSampler", "inputs": {"seed": ["1", 0], "steps": ["2", 0], "cfg": ["99", 0],
              "positive": ["3", 0], "negative": ["3", 1], "model": ["1", 0], "latent_image": ["1", 0],
              "sampler_name": ["5", -1], "scheduler": [], "denoise": ["1", "x"]}},
            "2": {"class_type": "Reroute", "inputs": {"a": ["2", 0], "b": ["1", 0], "steps": ["2", 0]}},
            "3": {"class_type": "ConditioningCombine", "inputs": {"conditioning_1": ["3", 0],
              "conditioning_2": ["4", 0], "positive": ["3", 0]}},
            "4": {"class_type": "CLIPTextEncode", "inputs": {"text": ["4", 0], "clip": ["1", 0]}},
            "9": {"class_type": "SaveImage", "inputs": {"images": ["1", 0]}}
            """);
    assertFalse(found.isUnderstood());
  }

  @Test
  void longChainsAndDiamondsDoNoHarm() {
    StringBuilder chain = new StringBuilder(PLAIN.replace("[\"6\", 0]", "[\"n0\", 0]"));
    StringBuilder diamonds = new StringBuilder(chain);
    int length = 4_000;
    for (int i = 0; i < length; i++) {
      String next = i == length - 1 ? "6" : "n" + (i + 1);
      chain.append(
          ", \"n%d\": {\"class_type\": \"Reroute\", \"inputs\": {\"any\": [\"%s\", 0]}}"
              .formatted(i, next));
      diamonds.append(
          (", \"n%d\": {\"class_type\": \"ConditioningCombine\", \"inputs\":"
                  + " {\"conditioning_1\": [\"%s\", 0], \"conditioning_2\": [\"%s\", 0]}}")
              .formatted(i, next, next));
    }
    assertEquals(20, read(chain.toString()).sampling().steps());
    assertEquals(20, read(diamonds.toString()).sampling().steps());
  }

  @Test
  void hugeGraphsDoNoHarm() {
    StringBuilder ends = new StringBuilder(PLAIN);
    StringBuilder wide = new StringBuilder("\"v\": {\"class_type\": \"X\", \"inputs\": {\"a\": 1");
    for (int i = 0; i < 30_000; i++) {
      ends.append(", \"e%d\": {\"class_type\": \"SaveImage\", \"inputs\": {}}".formatted(i));
      wide.append(", \"image%d\": [\"w%d\", 0]".formatted(i, i));
    }
    assertEquals(20, read(ends.toString()).sampling().steps());
    assertFalse(read(wide + "}}").isUnderstood());
  }

  @Test
  void damagedGraphsDoNoHarm() {
    Random random = new Random(5);
    String values = "0123456789[]{},:\"";
    int understood = 0;
    for (int i = 0; i < 1_000; i++) {
      StringBuilder graph = new StringBuilder("{" + PLAIN + "}");
      for (int n = random.nextInt(4); n >= 0; n--) {
        int at = random.nextInt(graph.length());
        graph.setCharAt(at, values.charAt(random.nextInt(values.length())));
      }
      ForeignMetadata found = Read.orNull("prompt", graph.toString(), "workflow", "" + graph);
      understood += found != null && found.isUnderstood() ? 1 : 0;
    }
    assertTrue(understood > 0 && understood < 1_000, "seed 5, understood " + understood);
  }
}
