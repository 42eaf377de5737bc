package dev.pixdelta.diffusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.hub.ConfigFile;
import dev.pixdelta.weights.ModelFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scheduler files: defaults, overrides, and a sentence for everything else. */
final class SchedulerConfigTest {
  private static final String LCM = "'_class_name': 'LCMScheduler'";
  private static final String DPM = "'_class_name': 'DPMSolverMultistepScheduler'";

  private final Path folder;

  SchedulerConfigTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void absentKeysAreTheDefaultsOfTheClassThatSamples() throws IOException {
    for (String written : new String[] {LCM, DPM}) {
      SchedulerConfig lcm = read("{" + written + "}", SamplerKind.LCM);
      assertEquals(SamplerKind.LCM, lcm.sampler());
      assertNoise(0.00085, 0.012, BetaSchedule.SCALED_LINEAR, lcm);
      assertEquals(50, lcm.originalInferenceSteps());
      assertEquals(10.0, lcm.timestepScaling());

      SchedulerConfig dpm = read("{" + written + "}", SamplerKind.DPM_SOLVER_PP);
      assertEquals(SamplerKind.DPM_SOLVER_PP, dpm.sampler());
      assertNoise(0.0001, 0.02, BetaSchedule.LINEAR, dpm);
      assertEquals(TimestepSpacing.LINSPACE, dpm.timestepSpacing());
      assertEquals(2, dpm.solverOrder());
      assertTrue(dpm.finalSigmaZero() && dpm.lowerOrderFinal());
    }
  }

  @Test
  void keysInTheFileSurviveAnOverride() throws IOException {
    String betas =
        "'beta_schedule': 'linear', 'beta_start': 0.0002, 'prediction_type': 'v_prediction'";
    SchedulerConfig lcm =
        read("{" + DPM + ", " + betas + ", 'original_inference_steps': 25}", SamplerKind.LCM);
    assertNoise(0.0002, 0.012, BetaSchedule.LINEAR, lcm);
    assertEquals(PredictionType.VELOCITY, lcm.predictionType());
    assertEquals(25, lcm.originalInferenceSteps());
    SchedulerConfig dpm =
        read(
            "{" + LCM + ", " + betas + ", 'timestep_spacing': 'leading', 'steps_offset': 1}",
            SamplerKind.DPM_SOLVER_PP);
    assertNoise(0.0002, 0.02, BetaSchedule.LINEAR, dpm);
    assertEquals(TimestepSpacing.LEADING, dpm.timestepSpacing());
    assertEquals(1, dpm.stepsOffset());
  }

  @Test
  void theFileNamesTheSampler() throws IOException {
    assertEquals(SamplerKind.LCM, read("{" + LCM + "}", null).sampler());
    assertEquals(SamplerKind.DPM_SOLVER_PP, read("{" + DPM + "}", null).sampler());
    for (String model : new String[] {"tiny-lcm", "tiny-alpha", "tiny-512", "tiny-plain"}) {
      Path file =
          Path.of("src/test/resources/golden/models", model, "scheduler/scheduler_config.json");
      for (SamplerKind kind : SamplerKind.values()) {
        assertNoise(
            0.0001, 0.02, BetaSchedule.LINEAR, SchedulerConfig.read(ConfigFile.read(file), kind));
      }
    }
  }

  /** What the class that samples does not know is none of its business, as in diffusers. */
  @Test
  void foreignKeysAreIgnored() throws IOException {
    read("{" + LCM + ", 'clip_sample': true}", SamplerKind.DPM_SOLVER_PP);
    read("{" + DPM + ", 'use_karras_sigmas': true, 'solver_order': 3}", SamplerKind.LCM);
    read("{" + LCM + ", 'timestep_spacing': 'trailing', '_diffusers_version': 7}", null);
    read("{" + DPM + ", 'lambda_min_clipped': -Infinity, 'trained_betas': null}", null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "thresholding; true",
        "rescale_betas_zero_snr; true",
        "rescale_betas_zero_snr; 1",
        "clip_sample; 1",
        "clip_sample_range; 0, 'clip_sample': true",
        "beta_start; 0",
        "beta_start; 1e-9",
        "beta_end; 1",
        "beta_end; 0.5",
        "beta_schedule; 'sigmoid'",
        "trained_betas; [0.1, 0.2]",
        "prediction_type; 'flow_prediction'",
        "num_train_timesteps; 1",
        "num_train_timesteps; 100001",
        "num_train_timesteps; 40",
        "original_inference_steps; 0",
        "original_inference_steps; 1001",
        "timestep_scaling; 0",
        "timestep_scaling; -1",
        "timestep_scaling; NaN"
      })
  void lcmRefuses(String key, String value) throws IOException {
    refuses(LCM, key, value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "thresholding; true",
        "rescale_betas_zero_snr; 1",
        "use_karras_sigmas; true",
        "use_exponential_sigmas; true",
        "use_beta_sigmas; true",
        "use_lu_lambdas; true",
        "use_flow_sigmas; true",
        "algorithm_type; 'sde-dpmsolver++'",
        "solver_type; 'heun'",
        "solver_order; 3",
        "variance_type; 'learned_range'",
        "lambda_min_clipped; -5.1",
        "final_sigmas_type; 'one'",
        "timestep_spacing; 'karras'",
        "steps_offset; -1, 'timestep_spacing': 'leading'",
        "steps_offset; 333, 'timestep_spacing': 'leading'",
        "num_train_timesteps; 2",
        "lower_order_final; 1"
      })
  void dpmSolverRefuses(String key, String value) throws IOException {
    refuses(DPM, key, value);
  }

  private void refuses(String className, String key, String value) throws IOException {
    String json = "{%s, '%s': %s}".formatted(className, key, value);
    ModelFileException e = assertThrows(ModelFileException.class, () -> read(json, null));
    String message = String.valueOf(e.getMessage());
    // For 40 timesteps it is the default of another key that no longer fits.
    String named = value.equals("40") ? "original_inference_steps" : key;
    assertTrue(message.contains("'" + named + "': expected "), message);
    assertTrue(message.contains("scheduler_config.json"), message);
  }

  @ParameterizedTest
  @CsvSource({
    "LCMScheduler, LCM, true",
    "TCDScheduler, LCM, false",
    "DPMSolverMultistepScheduler, DPM_SOLVER_PP, true",
    "EulerDiscreteScheduler, DPM_SOLVER_PP, false",
    "EulerAncestralDiscreteScheduler, DPM_SOLVER_PP, false",
    "DDIMScheduler, DPM_SOLVER_PP, false",
    "DDPMScheduler, DPM_SOLVER_PP, false",
    "PNDMScheduler, DPM_SOLVER_PP, false",
    "UniPCMultistepScheduler, DPM_SOLVER_PP, false",
    "SASolverScheduler, DPM_SOLVER_PP, false",
    "DEISMultistepScheduler, DPM_SOLVER_PP, false",
    "HeunDiscreteScheduler, DPM_SOLVER_PP, false",
    "LMSDiscreteScheduler, DPM_SOLVER_PP, false",
    "DPMSolverSinglestepScheduler, DPM_SOLVER_PP, false",
    "DPMSolverSDEScheduler, DPM_SOLVER_PP, false",
    "KDPM2DiscreteScheduler, DPM_SOLVER_PP, false",
    "KDPM2AncestralDiscreteScheduler, DPM_SOLVER_PP, false"
  })
  void otherSchedulersHaveTheirNearestSampler(String name, SamplerKind nearest, boolean itself)
      throws IOException {
    String json = "{'_class_name': '" + name + "', 'beta_end': 0.015}";
    SchedulerClass named = SchedulerClass.of(file(json));
    assertEquals(new SchedulerClass(name, nearest), named);
    assertEquals(itself, named.is(nearest));
    assertEquals(nearest, read(json, null).sampler());
    for (SamplerKind kind : SamplerKind.values()) {
      assertEquals(kind, read(json, kind).sampler());
      assertEquals(List.of(), read(json, kind).unused());
    }
  }

  /** What DEIS, SA-Solver, UniPC and DDPM write of their own. */
  @Test
  void wordsOfOtherSolversAreNoReason() throws IOException {
    read("{'_class_name': 'DEISMultistepScheduler', 'algorithm_type': 'deis'}", null);
    read("{'_class_name': 'SASolverScheduler', 'algorithm_type': 'data_prediction'}", null);
    read("{'_class_name': 'UniPCMultistepScheduler', 'solver_type': 'bh1'}", null);
    read("{'_class_name': 'DDPMScheduler', 'variance_type': 'fixed_large'}", null);
    read("{" + DPM + ", 'solver_type': 'bh2', 'variance_type': 'fixed_small'}", null);
  }

  /** In a file for another scheduler it is the noise that counts. */
  @Test
  void whatTheSamplerDoesNotHaveIsPassedOverInOtherFiles() throws IOException {
    SchedulerConfig config =
        read(
            "{'_class_name': 'UniPCMultistepScheduler', 'solver_order': 3, 'thresholding': true,"
                + " 'use_karras_sigmas': true, 'algorithm_type': 'sde-dpmsolver++',"
                + " 'lambda_min_clipped': -5.1}",
            null);
    assertEquals(
        List.of(
            "thresholding",
            "use_karras_sigmas",
            "algorithm_type",
            "lambda_min_clipped",
            "solver_order"),
        config.unused());
    assertEquals(2, config.solverOrder());
    assertEquals(
        List.of("thresholding"),
        read("{'_class_name': 'DDIMScheduler', 'thresholding': true}", SamplerKind.LCM).unused());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'_class_name': 3}",
        "{'_class_name': 'Foo'}",
        "{'_class_name': 'EDMEulerScheduler'}",
        "{'_class_name': 'DDIMScheduler', 'beta_schedule': 'sigmoid'}",
        "{'_class_name': 'DDIMScheduler', 'prediction_type': 'flow_prediction'}",
        "{'_class_name': 'DDIMScheduler', 'beta_start': 'x'}",
        "{'_class_name': 'UniPCMultistepScheduler', 'prediction_type': 'flow_prediction',"
            + " 'use_flow_sigmas': true}"
      })
  void refusesFilesThatSayNothingOfNoise(String json) {
    for (SamplerKind kind : SamplerKind.values()) {
      assertThrows(ModelFileException.class, () -> read(json, kind));
    }
    assertThrows(ModelFileException.class, () -> read(json, null));
  }

  @Test
  void whatOneSamplerCannotUseTheOtherMay() throws IOException {
    String zero = "'rescale_betas_zero_snr': true";
    assertEquals(
        Set.of(SamplerKind.DPM_SOLVER_PP),
        SchedulerConfig.readAll(file("{" + LCM + ", " + zero + "}")).keySet());
    assertEquals(
        Set.of(SamplerKind.LCM),
        SchedulerConfig.readAll(file("{" + DPM + ", 'use_karras_sigmas': true}")).keySet());
    assertEquals(
        Set.of(SamplerKind.values()), SchedulerConfig.readAll(file("{" + LCM + "}")).keySet());
    ConfigFile neither = file("{" + LCM + ", 'beta_schedule': 'x'}");
    String message =
        assertThrows(ModelFileException.class, () -> SchedulerConfig.readAll(neither)).getMessage();
    assertTrue(message.contains("beta_schedule"), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"FlowMatchEulerDiscreteScheduler", "FlowMatchLCMScheduler"})
  void refusesFlowMatchingByItsName(String name) {
    String json = "{'_class_name': '" + name + "', 'shift': 3.0}";
    for (SamplerKind kind : SamplerKind.values()) {
      String message = assertThrows(ModelFileException.class, () -> read(json, kind)).getMessage();
      assertTrue(message.contains("not trained by flow matching, found \"" + name), message);
    }
  }

  private static void assertNoise(
      double start, double end, BetaSchedule schedule, SchedulerConfig config) {
    NoiseSchedule expected = NoiseSchedule.of(1000, start, end, schedule);
    for (int t : new int[] {0, 500, 999}) {
      assertEquals(expected.alphaCumprod(t), config.noise().alphaCumprod(t));
    }
  }

  private SchedulerConfig read(String json, @Nullable SamplerKind override) throws IOException {
    return SchedulerConfig.read(file(json), override);
  }

  private ConfigFile file(String json) throws IOException {
    Path file = folder.resolve("scheduler_config.json");
    Files.writeString(file, json.replace('\'', '"'));
    return ConfigFile.read(file);
  }
}
