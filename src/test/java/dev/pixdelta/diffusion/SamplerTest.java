package dev.pixdelta.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pixdelta.hub.ConfigFile;
import dev.pixdelta.testing.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every sampler against diffusers, step by step. */
final class SamplerTest {
  private final Path folder;

  SamplerTest(@TempDir Path folder) {
    this.folder = folder;
  }

  static Stream<Arguments> references() {
    return Golden.json("manifest.json").required("files").properties().stream()
        .filter(f -> f.getValue().path("kind").asText().matches("lcm|dpm"))
        .map(f -> Arguments.of(f.getKey(), f.getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("references")
  void givesTheReferenceSamples(String name, JsonNode entry) throws IOException {
    ObjectNode config = entry.required("config").deepCopy();
    boolean lcm = entry.required("kind").asText().equals("lcm");
    config.put("_class_name", lcm ? "LCMScheduler" : "DPMSolverMultistepScheduler");
    int steps = entry.required("steps").asInt();
    double worst = 0;
    try (Golden golden = Golden.open(name);
        NDManager manager = Latents.manager();
        Sampler sampler = Sampler.create(read(config.toString()), steps)) {
      assertArrayEquals(
          golden.longs("timesteps"), Arrays.stream(sampler.timesteps()).asLongStream().toArray());
      NDArray sample = Latents.of(manager, golden.floats("samples", 0));
      for (int i = 0; i < steps; i++) {
        NDArray output = Latents.of(manager, golden.floats("model_outputs", i));
        assertEquals(lcm && i < steps - 1, sampler.needsNoise(i));
        NDArray noise =
            sampler.needsNoise(i) ? Latents.of(manager, golden.floats("noise", i)) : null;
        Sampler.Step step = sampler.step(i, output, sample, noise);
        worst = max(worst, golden.floats("samples", i + 1), step.sample());
        if (lcm) {
          worst = max(worst, golden.floats("denoised", i), step.denoised());
        }
        if (i == steps - 1) { // nothing is left but the prediction
          worst = max(worst, golden.floats("samples", steps), step.denoised());
        }
        sample = step.sample();
      }
    }
    assertTrue(worst <= 1e-5, () -> name + " differs");
  }

  private static double max(double worst, float[] expected, NDArray actual) {
    return Math.max(worst, Latents.difference(expected, actual.toFloatArray()));
  }

  @ParameterizedTest
  @CsvSource({
    "leading, 7, '876, 751, 626, 501, 376, 251, 126'",
    "trailing, 7, '999, 856, 713, 570, 428, 285, 142'",
    "trailing, 16, '999, 937, 874, 811, 749, 687, 624, 561, 499, 437, 374, 311, 249, 187, 124, 61'",
    "linspace, 16, '999, 937, 874, 812, 749, 687, 624, 562, 500, 437, 375, 312, 250, 187, 125, 62'"
  })
  void spacesTimestepsAsDiffusersDoes(String spacing, int steps, String expected)
      throws IOException {
    String config = "{'_class_name': 'DPMSolverMultistepScheduler', 'steps_offset': 1, ";
    SchedulerConfig read = read(config + "'timestep_spacing': '" + spacing + "'}");
    try (Sampler sampler = Sampler.create(read, steps)) {
      assertEquals("[" + expected + "]", Arrays.toString(sampler.timesteps()));
    }
  }

  @Test
  void lcmSkipsThroughTheDistilledSchedule() throws IOException {
    SchedulerConfig config = read("{'_class_name': 'LCMScheduler'}");
    assertArrayEquals(new int[] {999}, Sampler.create(config, 1).timesteps());
    assertArrayEquals(
        new int[] {999, 879, 759, 639, 499, 379, 259, 139}, Sampler.create(config, 8).timesteps());
  }

  @Test
  void refusesStepsOutOfBounds() throws IOException {
    SchedulerConfig lcm = read("{'_class_name': 'LCMScheduler', 'original_inference_steps': 20}");
    assertEquals(20, Sampler.maxSteps(lcm));
    assertThrows(IllegalArgumentException.class, () -> Sampler.create(lcm, 21));
    assertThrows(IllegalArgumentException.class, () -> Sampler.create(lcm, 0));
    SchedulerConfig dpm = read("{'_class_name': 'DPMSolverMultistepScheduler'}");
    assertEquals(100, Sampler.maxSteps(dpm));
    assertThrows(IllegalArgumentException.class, () -> Sampler.create(dpm, 1));
    assertThrows(IllegalArgumentException.class, () -> Sampler.create(dpm, 101));
    // the highest timestep stays below the end: 3 * (1000 / 4) + 249 is 999
    SchedulerConfig offset =
        read(
            "{'_class_name': 'DPMSolverMultistepScheduler', 'timestep_spacing': 'leading', "
                + "'steps_offset': 249}");
    assertEquals(3, Sampler.maxSteps(offset));
    assertArrayEquals(new int[] {999, 749, 499}, Sampler.create(offset, 3).timesteps());
  }

  /**
   * Options that the reference files leave at their defaults: first and last value and the sum of
   * magnitudes of diffusers' final sample, from seeded noise and seeded "model outputs".
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "DPM_SOLVER_PP; 7; 'timestep_spacing': 'leading', 'steps_offset': 1; -61.14029; 54.24247;"
            + " 11732.7",
        "DPM_SOLVER_PP; 16; 'timestep_spacing': 'leading', 'final_sigmas_type': 'sigma_min';"
            + " -117.3318; 43.83327; 17872.97",
        "DPM_SOLVER_PP; 7; 'timestep_spacing': 'trailing', 'steps_offset': 1; -175.5132; 212.4449;"
            + " 38758.09",
        "DPM_SOLVER_PP; 16; 'timestep_spacing': 'trailing', 'final_sigmas_type': 'sigma_min';"
            + " -230.6987; 98.18983; 36103.24",
        "DPM_SOLVER_PP; 7; 'timestep_spacing': 'linspace', 'steps_offset': 1; -174.8955; 212.5382;"
            + " 38755.4",
        "DPM_SOLVER_PP; 16; 'timestep_spacing': 'linspace', 'final_sigmas_type': 'sigma_min';"
            + " -231.6178; 98.86842; 36093.14",
        "DPM_SOLVER_PP; 7; 'final_sigmas_type': 'sigma_min', 'lower_order_final': false; -175.3918;"
            + " 213.8821; 38732.46",
        "DPM_SOLVER_PP; 7; 'final_sigmas_type': 'sigma_min'; -174.884; 212.5195; 38753.49",
        "DPM_SOLVER_PP; 20; 'final_sigmas_type': 'sigma_min', 'euler_at_final': true; -237.1546;"
            + " 80.90025; 35545.01",
        "DPM_SOLVER_PP; 9; 'solver_order': 1; -164.7385; 215.565; 38726.79",
        "DPM_SOLVER_PP; 100; 'steps_offset': 0; -269.9752; 51.94719; 33383.16",
        "DPM_SOLVER_PP; 12; 'beta_schedule': 'scaled_linear', 'beta_start': 0.00085, 'beta_end':"
            + " 0.012, 'prediction_type': 'sample'; 1.723462; 0.8763946; 209.4603",
        "DPM_SOLVER_PP; 10; 'num_train_timesteps': 100, 'beta_end': 0.2; -271.0781; 239.0892;"
            + " 51864.59",
        "DPM_SOLVER_PP; 12; 'beta_schedule': 'squaredcos_cap_v2', 'prediction_type':"
            + " 'v_prediction'; -1.978733; 0.238191; 221.7167",
        "LCM; 5; 'steps_offset': 0; -15.81587; 29.129; 4574.923",
        "LCM; 7; 'original_inference_steps': 30, 'timestep_scaling': 5.0; -18.35691; 27.1537;"
            + " 4708.543",
        "LCM; 4; 'prediction_type': 'sample', 'beta_schedule': 'linear', 'beta_start': 0.0001,"
            + " 'beta_end': 0.02; -0.05290917; 0.6719039; 195.3387",
        "LCM; 3; 'num_train_timesteps': 777, 'beta_schedule': 'squaredcos_cap_v2'; -12.02456;"
            + " 38.77678; 5224.818"
      })
  void optionsDoWhatTheyDoInDiffusers(
      SamplerKind kind, int steps, String options, double first, double last, double sum)
      throws IOException {
    check(read("{" + className(kind) + ", " + options + "}"), steps, first, last, sum);
  }

  private static void check(
      SchedulerConfig config, int steps, double first, double last, double sum) {
    TorchRandom outputs = new TorchRandom(2);
    TorchRandom noise = new TorchRandom(3);
    try (NDManager manager = Latents.manager();
        Sampler sampler = Sampler.create(config, steps)) {
      NDArray sample = Latents.of(manager, new TorchRandom(1).normal(256));
      for (int i = 0; i < steps; i++) {
        NDArray output = Latents.of(manager, outputs.normal(256));
        NDArray fresh = sampler.needsNoise(i) ? Latents.of(manager, noise.normal(256)) : null;
        sample = sampler.step(i, output, sample, fresh).sample();
      }
      float[] values = sample.toFloatArray();
      double magnitudes = 0;
      for (float v : values) {
        magnitudes += Math.abs(v);
      }
      assertEquals(first, values[0], 1e-5 * Math.max(1, Math.abs(first)));
      assertEquals(last, values[255], 1e-5 * Math.max(1, Math.abs(last)));
      assertEquals(sum, magnitudes, 2e-6 * sum);
    }
  }

  /** As above, for the files of other schedulers: diffusers' {@code from_config(other.config)}. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "EulerDiscreteScheduler; DPM_SOLVER_PP; 9; PIXART, 'timestep_spacing': 'leading', 'final_sigmas_type': 'zero', 'interpolation_type': 'linear', 'timestep_type': 'discrete', 'sigma_min': null; -81.5564; 56.34685; 14294.64",
        "EulerAncestralDiscreteScheduler; DPM_SOLVER_PP; 9; 'beta_schedule': 'scaled_linear'; -45.57151; 41.51191; 8823.428",
        "DDIMScheduler; DPM_SOLVER_PP; 9; PIXART, 'clip_sample': true, 'set_alpha_to_one': false, 'steps_offset': 1, 'timestep_spacing': 'leading'; -82.27454; 56.91385; 14427.08",
        "DDIMScheduler; LCM; 4; PIXART, 'clip_sample': true, 'set_alpha_to_one': false, 'steps_offset': 1, 'timestep_spacing': 'leading'; -0.3798813; -0.7171108; 199.9852",
        "DDPMScheduler; LCM; 4; 'clip_sample': true, 'clip_sample_range': 2.5; -2.056023; -0.1116776; 453.8341",
        "DDPMScheduler; DPM_SOLVER_PP; 9; PIXART, 'variance_type': 'fixed_small', 'clip_sample': true, 'timestep_spacing': 'trailing'; -197.0394; 174.0268; 37772.53",
        "PNDMScheduler; DPM_SOLVER_PP; 9; PIXART, 'skip_prk_steps': true, 'set_alpha_to_one': false, 'timestep_spacing': 'leading', 'steps_offset': 1; -82.27454; 56.91385; 14427.08",
        "UniPCMultistepScheduler; DPM_SOLVER_PP; 9; PIXART, 'solver_type': 'bh2', 'predict_x0': true, 'disable_corrector': [], 'solver_p': null, 'lower_order_final': true, 'final_sigmas_type': 'sigma_min', 'shift_terminal': null; -197.0852; 174.0511; 37770.34",
        "DPMSolverSinglestepScheduler; DPM_SOLVER_PP; 9; 'lower_order_final': false, 'final_sigmas_type': 'sigma_min'; -197.1913; 173.7624; 37762.13",
        "HeunDiscreteScheduler; DPM_SOLVER_PP; 9; 'beta_start': 0.00085, 'beta_end': 0.012; -36.61445; 17.72101; 5774.767",
        "KDPM2DiscreteScheduler; LCM; 3; 'beta_start': 0.00085, 'beta_end': 0.012, 'beta_schedule': 'linear'; -20.29749; 52.9231; 7276.959",
        "TCDScheduler; LCM; 5; 'original_inference_steps': 25, 'timestep_scaling': 8, 'set_alpha_to_one': true; -15.81587; 29.12901; 4574.924",
        "DDIMScheduler; DPM_SOLVER_PP; 9; PIXART, 'rescale_betas_zero_snr': true, 'prediction_type': 'v_prediction', 'timestep_spacing': 'trailing'; -2.760492; 0.2440203; 236.8384",
        "EulerDiscreteScheduler; DPM_SOLVER_PP; 9; PIXART, 'rescale_betas_zero_snr': true; -2147.773; 8494.195; 1137051",
        "DDIMScheduler; LCM; 4; PIXART, 'rescale_betas_zero_snr': true, 'prediction_type': 'v_prediction'; 0.4319433; -0.6976205; 209.5748",
        "SASolverScheduler; DPM_SOLVER_PP; 9; 'predictor_order': 2; -197.1042; 174.0586; 37772.08",
        "KDPM2AncestralDiscreteScheduler; DPM_SOLVER_PP; 9; 'beta_schedule': 'squaredcos_cap_v2', 'num_train_timesteps': 500; -4928.154; 21532.04; 2848634"
      })
  void filesOfOtherSchedulersMeanWhatDiffusersMakesOfThem(
      String className,
      SamplerKind kind,
      int steps,
      String options,
      double first,
      double last,
      double sum)
      throws IOException {
    String pixArt = "'beta_start': 0.0001, 'beta_end': 0.02, 'beta_schedule': 'linear'";
    String json = "{'_class_name': '" + className + "', " + options.replace("PIXART", pixArt) + "}";
    check(read(json, kind), steps, first, last, sum);
  }

  @Test
  void leavesOnlyItsResultBehind() throws IOException {
    for (SamplerKind kind : SamplerKind.values()) {
      for (PredictionType type : PredictionType.values()) {
        SchedulerConfig config =
            read("{" + className(kind) + ", 'prediction_type': '" + type.key() + "'}");
        try (NDManager manager = Latents.manager();
            Sampler sampler = Sampler.create(config, 3)) {
          NDArray sample = Latents.of(manager, new TorchRandom(2).normal(256));
          NDArray output = Latents.of(manager, new TorchRandom(3).normal(256));
          int before = manager.getManagedArrays().size();
          for (int i = 0; i < 3; i++) {
            Sampler.Step step = sampler.step(i, output, sample, output);
            assertEquals(manager, step.sample().getManager());
            assertEquals(manager, step.denoised().getManager());
            assertEquals(before + 2, manager.getManagedArrays().size());
            step.sample().close();
            step.denoised().close();
          }
          assertEquals(before, manager.getManagedArrays().size());
        }
      }
    }
  }

  /** A caller may keep one manager per step: the history must not die with it. */
  @Test
  void historyOutlivesTheManagerOfItsStep() throws IOException {
    SchedulerConfig config = read("{" + className(SamplerKind.DPM_SOLVER_PP) + "}");
    float[] values = new TorchRandom(4).normal(256);
    try (Sampler sampler = Sampler.create(config, 3)) {
      for (int run = 0; run < 2; run++) {
        for (int i = 0; i < 3; i++) {
          try (NDManager manager = Latents.manager()) {
            NDArray sample = Latents.of(manager, values);
            values = sampler.step(i, sample, sample, null).sample().toFloatArray();
          }
        }
      }
    }
    for (float v : values) {
      assertTrue(Float.isFinite(v));
    }
  }

  @Test
  void refusesWrongArguments() throws IOException {
    SchedulerConfig lcm = read("{" + className(SamplerKind.LCM) + "}");
    SchedulerConfig dpm = read("{" + className(SamplerKind.DPM_SOLVER_PP) + "}");
    try (NDManager manager = Latents.manager();
        Sampler a = Sampler.create(lcm, 2);
        Sampler b = Sampler.create(dpm, 3)) {
      NDArray x = Latents.of(manager, new float[256]);
      NDArray half = x.toType(DataType.FLOAT16, true);
      NDArray wide = manager.create(new float[8]);
      refuses(IllegalArgumentException.class, a, 0, x, x, null);
      refuses(IllegalArgumentException.class, a, 2, x, x, null);
      refuses(IllegalArgumentException.class, a, -1, x, x, x);
      refuses(IllegalArgumentException.class, a, 0, half, x, x);
      refuses(IllegalArgumentException.class, a, 0, x, half, x);
      refuses(IllegalArgumentException.class, a, 0, wide, x, x);
      refuses(IllegalArgumentException.class, a, 0, x, x, wide);
      refuses(IllegalStateException.class, b, 1, x, x, null);
      b.step(0, x, x, null);
      b.step(1, x, x, null);
      refuses(IllegalStateException.class, b, 1, x, x, null);
      assertFalse(b.needsNoise(0));
    }
  }

  private static void refuses(
      Class<? extends RuntimeException> type,
      Sampler sampler,
      int index,
      NDArray output,
      NDArray sample,
      @Nullable NDArray noise) {
    assertThrows(type, () -> sampler.step(index, output, sample, noise));
  }

  private static String className(SamplerKind kind) {
    return kind == SamplerKind.LCM
        ? "'_class_name': 'LCMScheduler'"
        : "'_class_name': 'DPMSolverMultistepScheduler'";
  }

  private SchedulerConfig read(String json) throws IOException {
    return read(json, null);
  }

  private SchedulerConfig read(String json, @Nullable SamplerKind kind) throws IOException {
    Path file = folder.resolve("scheduler_config.json");
    Files.writeString(file, json.replace('\'', '"'));
    return SchedulerConfig.read(ConfigFile.read(file), kind);
  }
}
