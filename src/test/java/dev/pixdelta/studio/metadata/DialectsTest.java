package dev.pixdelta.studio.metadata;

import static dev.pixdelta.studio.metadata.Read.assertSays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One picture of each program at least, as the program writes it. */
final class DialectsTest {
  private static final String CIVITAI =
      """
      a blue heron on a pier, (golden hour:1.2) <lora:WaterColor_v3:0.7>
      Negative prompt: lowres, text
      Steps: 24, Sampler: DPM++ 2M Karras, CFG scale: 6.5, Seed: 3141592653, Size: 512x768, \
      Created Date: 2025-05-05T1212:12.1234567Z, Civitai resources: [{"type":"checkpoint",\
      "modelVersionId":128713,"modelName":"Some, Mix","modelVersionName":"8"},{"type":"lora",\
      "weight":0.7,"modelVersionId":9,"modelName":"W \\"x\\" y"}], \
      Civitai metadata: {"remixOfId":123}\
      """;

  private static final String SWARM =
      """
      {
        "sui_image_params": {
          "prompt": "a heron on a pier",
          "negativeprompt": "blurry",
          "images": 6,
          "seed": 581626448,
          "steps": 25,
          "cfgscale": 4.0,
          "width": 1024,
          "height": 768,
          "model": "SDXL/real.safetensors",
          "loras": ["ink", "oil"],
          "sampler": "euler",
          "swarm_version": "0.9.6.0"
        },
        "sui_extra_data": {"date": "2025-01-01", "generation_time": "1 s"}
      }
      """;

  private static final String FOOOCUS =
      """
      {"adm_guidance": "(1.5, 0.8, 0.3)", "base_model": "juggernautXL",
       "base_model_hash": "aeb7e9e689", "full_prompt": ["a heron, cinematic"],
       "full_negative_prompt": ["blurry, anime"], "guidance_scale": 4,
       "metadata_scheme": "fooocus", "negative_prompt": "blurry", "performance": "Speed",
       "prompt": "a heron on a pier", "prompt_expansion": "", "resolution": "(896, 1152)",
       "sampler": "dpmpp_2m_sde_gpu", "scheduler": "karras", "seed": "4567", "sharpness": 2,
       "steps": 30, "styles": "['Fooocus V2']", "version": "Fooocus v2.5.5",
       "loras": [["ink", "0.1", "hash"]]}
      """;

  private static final String NOVELAI =
      """
      {"prompt": "a heron, a pier", "steps": 28, "height": 1216, "width": 832, "scale": 5.0,
       "uncond_scale": 0.0, "cfg_rescale": 0.0, "seed": 2043807047, "n_samples": 1,
       "noise_schedule": "karras", "reference_strength_multiple": [],
       "v4_prompt": {"caption": {"base_caption": "a heron, a pier", "char_captions":
         [{"char_caption": "girl, hat", "centers": [{"x": 0.5, "y": 0.3}]}]}},
       "sampler": "k_euler_ancestral", "sm": false, "uc": "nsfw, lowres",
       "request_type": "PromptGenerateRequest"}
      """;

  private static final String DRAW_THINGS =
      """
      {"c": "a heron on a pier", "uc": "blurry", "steps": 8, "sampler": "UniPC Trailing",
       "scale": 4.5, "seed": 3665757974, "size": "1024x768", "model": "pixart_q8p.ckpt",
       "strength": 1, "seed_mode": "Scale Alike", "shift": 3, "mask_blur": 1.5,
       "lora": [{"model": "ink_lora_f16.ckpt", "weight": 0.8}], "v2": {"seed": 3665757974}}
      """;

  @Test
  void a1111() {
    ForeignMetadata found =
        Read.of(
            "parameters",
            """
            a castle <lora:oldPaint:0.8>, <hypernet:glow:1>
            Steps: 20, Sampler: Euler a, Schedule type: Karras, CFG scale: 7, Seed: 1, \
            Size: 512x768, Model hash: 6ce0161689, Model: v1-5-pruned, Clip skip: 2, \
            Hires upscale: 2, ControlNet 0: "Module: none, Model: canny", \
            TI hashes: "easynegative: c74b4e810b03, bad: 12", RNG: CPU, Version: v1.7.0\
            """);
    assertSays(
        "parameters | a castle <lora:oldPaint:0.8>, <hypernet:glow:1> |  | 20 | Euler a | 7.0 | 1"
            + " | 512x768 | v1-5-pruned",
        found);
    assertEquals("6ce0161689", found.modelHash());
    assertEquals("v1.7.0", found.version());
    assertEquals(
        List.of(
            "LoRA: oldPaint",
            "Hypernet: glow",
            "Schedule type: Karras",
            "Clip skip: 2",
            "Hires upscale: 2",
            "ControlNet 0: Module: none, Model: canny",
            "Textual inversion: easynegative",
            "Textual inversion: bad"),
        found.lost());
  }

  @ParameterizedTest
  @CsvSource({
    "UserComment",
    "exif:UserComment",
    "Comment",
    "ImageDescription",
    "Description",
    "dc:description"
  })
  void infotextIsReadWhereverItStands(String keyword) {
    ForeignMetadata found = Read.of(keyword, CIVITAI);
    assertSays(
        "parameters | a blue heron on a pier, (golden hour:1.2) <lora:WaterColor_v3:0.7> | lowres,"
            + " text | 24 | DPM++ 2M Karras | 6.5 | 3141592653 | 512x768 | Some, Mix",
        found);
    assertEquals(List.of("LoRA: WaterColor_v3", "LoRA: W \"x\" y"), found.lost());
    assertNull(Read.orNull(keyword, "Our holiday by the sea"));
  }

  @Test
  void otherProgramsThatWriteInfotext() {
    assertSays(
        "parameters | a heron | blurry | 20 | DDIM | 6.0 | 2427651458 | 1024x1024 | wai",
        Read.of(
            "parameters",
            """
            a heron
            Negative prompt: blurry
            Steps: 20, Size: 1024x1024, Sampler: DDIM, Seed: 2427651458, CFG scale: 6, \
            App: SD.Next, Version: 56a8aea, Pipeline: StableDiffusionXLPipeline, \
            Operations: txt2img, Model: wai, Model hash: 45a21ea00a\
            """));
    assertSays(
        "parameters | a heron |  | 20 | euler_simple | 8.0 | 0 | 512x512 | wai",
        Read.of(
            "parameters",
            "a heron\nNegative prompt: \nSteps: 20, Sampler: euler_simple, CFG Scale: 8.0,"
                + " Seed: 0, Size: 512x512, Model: wai, Version: ComfyUI"));
  }

  @Test
  void numbersThatMakeNoSenseAreTold() {
    ForeignMetadata found =
        Read.of("parameters", "x\nSteps: 20x, Seed: -1, Size: 0x5, CFG scale: NaN");
    assertSays("parameters | x |  | - | - | - | - | - | -", found);
    assertEquals(List.of("Steps: 20x", "CFG scale: NaN", "Seed: -1", "Size: 0x5"), found.lost());
    ForeignMetadata huge =
        Read.of("parameters", "x\nSteps: 20.0, Seed: 18446744073709551615, Size: 999999999999x1");
    assertSays("parameters | x |  | 20 | - | - | - | - | -", huge);
    assertTrue(huge.lost().contains("Seed: 18446744073709551615"), "" + huge.lost());
  }

  @Test
  void whatIsLostIsBounded() {
    StringBuilder text = new StringBuilder("x\nSteps: 1");
    for (int i = 0; i < 5_000; i++) {
      text.append(", key ").append(i).append(": ").append("v".repeat(200));
    }
    List<String> lost = Read.of("parameters", text.toString()).lost();
    assertEquals(51, lost.size());
    assertTrue(lost.stream().allMatch(l -> l.length() < 100), lost.getFirst());
  }

  @Test
  void invokeAi() {
    ForeignMetadata found =
        Read.of(
            "invokeai_metadata",
            """
            {"app_version":"5.6.0","generation_mode":"sdxl_txt2img",
             "positive_prompt":"a (red fox)++ in snow","negative_prompt":"blur",
             "width":1024,"height":768,"seed":3607441108,"rand_device":"cpu",
             "cfg_scale":6.5,"cfg_rescale_multiplier":0,"steps":30,"scheduler":"dpmpp_2m",
             "seamless_x":false,"clip_skip":0,
             "model":{"key":"a1","hash":"blake3:12","name":"Juggernaut","base":"sdxl"},
             "controlnets":[],"hrf_enabled":false,"hrf_method":"ESRGAN",
             "positive_style_prompt":"","vae":null,
             "loras":[{"model":{"name":"inkpen","base":"sdxl"},"weight":0.75}],
             "strength":0.6,"refiner_model":{"name":"refine","base":"sdxl"}}
            """);
    assertSays(
        "invokeai | a (red fox)++ in snow | blur | 30 | dpmpp_2m | 6.5 | 3607441108 | 1024x768 |"
            + " Juggernaut",
        found);
    assertEquals("blake3:12", found.modelHash());
    assertEquals("5.6.0", found.version());
    assertEquals(List.of("loras: inkpen", "strength: 0.6", "refiner model: refine"), found.lost());
  }

  @Test
  void invokeAiBeforeVersion3() {
    ForeignMetadata found =
        Read.of(
            "Dream",
            "\"another\" -s 1",
            "sd-metadata",
            """
            {"model":"stable diffusion","model_weights":"stable-diffusion-1.5",
             "app_id":"invoke-ai/InvokeAI","app_version":"2.3.5",
             "image":{"prompt":[{"prompt":"a heron [blurry] on a pier [text]","weight":1.0}],
             "steps":50,"cfg_scale":7.5,"threshold":0,"perlin":0.2,"height":512,"width":768,
             "seed":42,"type":"txt2img","sampler":"k_lms","postprocessing":null}}
            """);
    assertSays(
        "invokeai | a heron on a pier | blurry text | 50 | k_lms | 7.5 | 42 | 768x512 |"
            + " stable-diffusion-1.5",
        found);
    assertEquals(List.of("perlin: 0.2"), found.lost());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"a heron on a pier [blurry]\" -s 50 -S 1234 -W 512 -H 768 -C 7.5 -A k_lms",
        "a heron on a pier [blurry] -s 50 -S 1234 -W 512 -H 768 -C 7.5 -A k_lms",
        "\"a heron on a pier [blurry]\" -s50 -S1234 -W512 -H768 -C7.5 -Ak_lms",
        "\"a heron on a pier [blurry]\" --steps 50 --seed=1234 --width 512 --height 768"
            + " --cfg_scale 7.5 --sampler k_lms",
      })
  void invokeAisCommand(String command) {
    ForeignMetadata found = Read.of("Dream", command);
    assertSays(
        "invokeai | a heron on a pier | blurry | 50 | k_lms | 7.5 | 1234 | 512x768 | -", found);
    assertEquals(List.of(), found.lost());
  }

  @Test
  void whatInvokeAisCommandDoesBesides() {
    ForeignMetadata found =
        Read.of(
            "Dream",
            "\"a \"red\" well-known fox\" -s 20 -S 7 -W 512 -H 512 -C 7.5 --hires_fix -I in.png"
                + " -A k_euler -f 0.6 -U 2 0.75 -V 5:0.1,6:0.2");
    assertSays(
        "invokeai | a \"red\" well-known fox |  | 20 | k_euler | 7.5 | 7 | 512x512 | -", found);
    assertEquals(
        List.of(
            "hires fix: on",
            "init img: in.png",
            "strength: 0.6",
            "upscale: 2 0.75",
            "with variations: 5:0.1,6:0.2"),
        found.lost());
  }

  @ParameterizedTest
  @ValueSource(strings = {"parameters", "UserComment", "Model"})
  void swarmUi(String keyword) {
    ForeignMetadata found = Read.of("prompt", "{\"4\": {}}", keyword, SWARM);
    assertSays(
        "swarmui | a heron on a pier | blurry | 25 | euler | 4.0 | 581626448 | 1024x768 |"
            + " SDXL/real.safetensors",
        found);
    assertEquals(List.of("loras: ink, oil"), found.lost());
  }

  @Test
  void fooocus() {
    String expected =
        "fooocus | a heron on a pier | blurry | 30 | dpmpp_2m_sde_gpu | 4.0 | 4567 | 896x1152 |"
            + " juggernautXL";
    ForeignMetadata found = Read.of("parameters", FOOOCUS, "fooocus_scheme", "fooocus");
    assertSays(expected, found);
    assertEquals(
        List.of("styles: ['Fooocus V2']", "scheduler: karras", "loras: ink"), found.lost());
    assertSays(expected, Read.of("UserComment", FOOOCUS, "MakerNote", "fooocus"));
    assertSays(expected, Read.of("UserComment", FOOOCUS));
  }

  @Test
  void fooocusInTheOtherScheme() {
    String text =
        """
        a heron on a pier, cinematic, sharp
        Negative prompt: blurry, anime
        Steps: 30, Sampler: DPM++ 2M SDE Karras, Seed: 4567, Size: 896x1152, CFG scale: 4, \
        Sharpness: 2, ADM Guidance: "(1.5, 0.8, 0.3)", Model: juggernautXL, \
        Model hash: aeb7e9e689, Performance: Speed, Scheduler: karras, VAE: Default (model), \
        Raw prompt: "a heron on a pier, \\nat noon", Raw negative prompt: blurry, \
        Lora hashes: "ink: 12, oil: 34", Lora weights: "ink: 0.1, oil: 0.5", \
        Version: Fooocus v2.5.5\
        """;
    String expected =
        "fooocus | a heron on a pier, \nat noon | blurry | 30 | DPM++ 2M SDE Karras | 4.0 | 4567 |"
            + " 896x1152 | juggernautXL";
    assertSays(expected, Read.of("parameters", text, "fooocus_scheme", "a1111"));
    assertSays(expected, Read.of("UserComment", text, "MakerNote", "a1111"));
  }

  @Test
  void novelAi() {
    String expected =
        "novelai | a heron, a pier | nsfw, lowres | 28 | k_euler_ancestral | 5.0 | 2043807047 |"
            + " 832x1216 | NovelAI Diffusion V4.5";
    ForeignMetadata found =
        Read.of(
            "Title", "NovelAI generated image",
            "Description", "a heron, a pier",
            "Software", "NovelAI",
            "Source", "NovelAI Diffusion V4.5 4BDE2A90",
            "Comment", NOVELAI);
    assertSays(expected, found);
    assertEquals("4BDE2A90", found.modelHash());
    assertEquals(List.of("character: girl, hat", "noise schedule: karras"), found.lost());
    String quoted = NOVELAI.replace("\"", "\\\"").replace("\n", " ");
    assertSays(
        expected,
        Read.of(
            "Software",
            "NovelAI Diffusion V4.5 4BDE2A90",
            "UserComment",
            "{\"Comment\":\""
                + quoted
                + "\",\"Description\":\"\\u0000a heron\",\"Software\":\"NovelAI\","
                + "\"Source\":\"NovelAI Diffusion V4.5 4BDE2A90\"}"));
  }

  @Test
  void novelAisFirstPictures() {
    assertSays(
        "novelai | a heron | lowres | 28 | k_euler_ancestral | 11.0 | 99 | - | Stable Diffusion",
        Read.of(
            "Title", "AI generated image",
            "Description", "a heron",
            "Software", "NovelAI",
            "Source", "Stable Diffusion 81274D13",
            "Comment",
                "{\"steps\": 28, \"sampler\": \"k_euler_ancestral\", \"seed\": 99, \"strength\":"
                    + " 0.69, \"noise\": 0.667, \"scale\": 11.0, \"uc\": \"lowres\"}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"exif:UserComment", "UserComment", "Comment"})
  void drawThings(String keyword) {
    ForeignMetadata found = Read.of(keyword, DRAW_THINGS, "xmp:CreatorTool", "Draw Things");
    assertSays(
        "drawthings | a heron on a pier | blurry | 8 | UniPC Trailing | 4.5 | 3665757974 |"
            + " 1024x768 | pixart_q8p.ckpt",
        found);
    assertEquals(List.of("lora: ink_lora_f16.ckpt", "shift: 3"), found.lost());
  }

  @Test
  void drawThingsInWords() {
    String settings =
        "Steps: 8, Sampler: UniPC Trailing, Guidance Scale: 4.5, Seed: 3665757974, Size: 1024x768,"
            + " Model: pixart_q8p.ckpt, Strength: 1.0, Seed Mode: Scale Alike, Shift: 3.0";
    String numbers = "| 8 | UniPC Trailing | 4.5 | 3665757974 | 1024x768 | pixart_q8p.ckpt";
    assertSays(
        "drawthings | a heron\non a pier | blurry " + numbers,
        Read.of("dc:description", "a heron\non a pier\n-blurry\n" + settings));
    assertSays(
        "drawthings | a heron |  " + numbers,
        Read.of("Description", "a heron\n" + settings, "Software", "Draw Things"));
    assertSays(
        "drawthings | - | blurry " + numbers, Read.of("dc:description", "-blurry\n" + settings));
  }

  @Test
  void easyDiffusion() {
    String expected =
        "easydiffusion | a heron | blurry | 25 | euler_a | 7.5 | 42 | 512x768 |"
            + " models/sd-v1-5.safetensors";
    ForeignMetadata found =
        Read.of(
            "prompt", "a heron",
            "negative_prompt", "blurry",
            "seed", "42",
            "use_stable_diffusion_model", "models/sd-v1-5.safetensors",
            "use_vae_model", "",
            "use_lora_model", "ink",
            "use_upscale", "None",
            "sampler_name", "euler_a",
            "width", "512",
            "height", "768",
            "num_inference_steps", "25",
            "guidance_scale", "7.5");
    assertSays(expected, found);
    assertEquals(List.of("lora model: ink"), found.lost());
    assertSays(
        expected,
        Read.of(
            "UserComment",
            """
            {"prompt": "a heron", "negative_prompt": "blurry", "seed": 42, "width": 512,
             "use_stable_diffusion_model": "models/sd-v1-5.safetensors", "height": 768,
             "sampler_name": "euler_a", "num_inference_steps": 25, "guidance_scale": 7.5}
            """));
    assertSays(
        expected,
        Read.of(
            "Prompt", "a heron",
            "Negative Prompt", "blurry",
            "Seed", "42",
            "Stable Diffusion model", "models/sd-v1-5.safetensors",
            "Sampler", "euler_a",
            "Width", "512",
            "Height", "768",
            "Steps", "25",
            "Guidance Scale", "7.5"));
  }

  @Test
  void programsThatUseCommonNames() {
    assertSays(
        "other | a heron | blurry | 30 | dpmpp_2m | 8.0 | 7 | 1024x768 | wai.safetensors",
        Read.of(
            "parameters",
            """
            {"Prompt": "a heron", "Negative": "blurry", "steps": 30, "cfg": 8, "width": 1024,
             "height": 768, "seed": 7, "sampler_name": "dpmpp_2m", "loras": [],
             "base_model_name": "wai.safetensors", "software": "RuinedFooocus"}
            """));
    assertSays(
        "other | a heron | blurry | 24 | DPM++ 2M Karras | 5.5 | 7 | 1024x768 | wai",
        Read.of(
            "parameters",
            """
            {"prompt": "a heron", "negative_prompt": "blurry", "resolution": "1024 x 768",
             "guidance_scale": 5.5, "num_inference_steps": 24, "seed": 7,
             "sampler": "DPM++ 2M Karras", "Model": "wai", "use_upscaler": null}
            """));
    assertSays(
        "other | a heron | - | 14 | - | 4.5 | 7 | - | -",
        Read.of(
            "prompt",
            "a heron",
            "seed",
            "7",
            "num_inference_steps",
            "14",
            "guidance_scale",
            "4.5"));
    assertNull(Read.orNull("prompt", "a heron"), "which is too little to tell");
  }

  @Test
  void jsonIsNeverAPrompt() {
    ForeignMetadata found = Read.of("parameters", "{\"what\": \"is this\"}");
    assertFalse(found.isUnderstood());
    assertEquals(List.of("JSON metadata of an unknown program"), found.lost());
    assertEquals("{red|blue} fox", Read.of("parameters", "{red|blue} fox").prompt());
    assertEquals("{{a}} fox", Read.of("parameters", "{{a}} fox").prompt());
  }

  @Test
  void aFileWithoutAPromptSaysWhatItHas() {
    assertSays(
        "parameters | - |  | 20 | - | - | 5 | - | -", Read.of("parameters", "Steps: 20, Seed: 5"));
    assertSays(
        "swarmui | - | - | 4 | - | - | - | - | -",
        Read.of("parameters", "{\"sui_image_params\": {\"prompt\": \" \", \"steps\": 4}}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{\"",
        "{\"sui_image_params\": {\"prompt\": \"a heron",
        "{\"positive_prompt\": {\"a\": [1]}, \"seed\": [], \"model\": 7, \"loras\": 3}",
        "{\"model\": {\"model\": {\"model\": {}}}, \"seed\": 1e999999999, \"steps\": -0.5}",
        "{\"width\": 1e30, \"height\": \"x\", \"cfg_scale\": [1, 2], \"negative_prompt\": null}",
        "{\"image\": {\"prompt\": [7, {\"prompt\": []}], \"seed\": NaN, \"steps\": Infinity}}",
        "{\"sui_image_params\": [1], \"c\": 7, \"uc\": {}, \"sampler\": []}",
        "{\"c\": \"\", \"uc\": {}, \"scale\": \"x\", \"strength\": {}, \"lora\": [[[]]]}"
      })
  void oddObjectsDoNoHarm(String json) {
    for (String keyword :
        List.of(
            "invokeai_metadata",
            "sd-metadata",
            "parameters",
            "UserComment",
            "Comment",
            "prompt",
            "workflow")) {
      ForeignMetadata found = Read.orNull(keyword, json, "Software", "NovelAI");
      if (found != null) {
        assertNull(found.prompt());
        assertNull(found.sampling().size());
        assertNull(found.sampling().seed());
      }
    }
  }

  @Test
  void deepObjectsDoNoHarm() {
    for (String open : List.of("{\"a\":", "[", "{\"image\":[")) {
      String deep = open.repeat(100_000);
      assertNull(Read.orNull("invokeai_metadata", deep, "prompt", deep, "UserComment", deep));
    }
    String nested = "{\"loras\":" + "[".repeat(900) + "]".repeat(900) + "}";
    assertNotNull(Read.orNull("invokeai_metadata", nested));
  }

  @Test
  void damagedTextsDoNoHarm() {
    List<String> texts = List.of(CIVITAI, SWARM, FOOOCUS, NOVELAI, DRAW_THINGS, "\"a\" -s 1 -S 2");
    Random random = new Random(11);
    for (int i = 0; i < 1_000; i++) {
      StringBuilder text = new StringBuilder(texts.get(random.nextInt(texts.size())));
      for (int n = random.nextInt(6); n >= 0; n--) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
          case 0 -> text.deleteCharAt(at);
          case 1 -> text.setCharAt(at, (char) random.nextInt(0x100));
          default -> text.insert(at, "{}[]\":,0\n".charAt(random.nextInt(9)));
        }
      }
      for (String keyword : List.of("parameters", "UserComment", "Comment", "Dream")) {
        ForeignMetadata found = Read.orNull(keyword, text.toString());
        assertTrue(found == null || found.lost().size() <= 51, "seed 11, text " + i);
      }
    }
  }
}
