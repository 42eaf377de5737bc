package dev.pixdelta.diffusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.hub.ConfigFile;
import dev.pixdelta.weights.ModelFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
      assertEquals(0.00085, lcm.betaStart());
      assertEquals(0.012, lcm.betaEnd());
      assertEquals(BetaSchedule.SCALED_LINEAR, lcm.betaSchedule());
      assertEquals(50, lcm.originalInferenceSteps());
      assertEquals(10.0, lcm.timestepScaling());

      SchedulerConfig dpm = read("{" + written + "}", SamplerKind.DPM_SOLVER_PP);
      assertEquals(SamplerKind.DPM_SOLVER_PP, dpm.sampler());
      assertEquals(0.0001, dpm.betaStart());
      assertEquals(0.02, dpm.betaEnd());
      assertEquals(BetaSchedule.LINEAR, dpm.betaSchedule());
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
    assertEquals(BetaSchedule.LINEAR, lcm.betaSchedule());
    assertEquals(0.0002, lcm.betaStart());
    assertEquals(0.012, lcm.betaEnd());
    assertEquals(PredictionType.VELOCITY, lcm.predictionType());
    assertEquals(25, lcm.originalInferenceSteps());
    SchedulerConfig dpm =
        read(
            "{" + LCM + ", " + betas + ", 'timestep_spacing': 'leading', 'steps_offset': 1}",
            SamplerKind.DPM_SOLVER_PP);
    assertEquals(0.02, dpm.betaEnd());
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
        assertEquals(0.02, SchedulerConfig.read(ConfigFile.read(file), kind).betaEnd());
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
        "clip_sample; true",
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
        "rescale_betas_zero_snr; true",
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
  @ValueSource(strings = {"{}", "{'_class_name': 'DDIMScheduler'}", "{'_class_name': 3}"})
  void refusesOtherClassesEvenWhenOverridden(String json) {
    assertThrows(ModelFileException.class, () -> read(json, null));
    assertThrows(ModelFileException.class, () -> read(json, SamplerKind.LCM));
  }

  private SchedulerConfig read(String json, @Nullable SamplerKind override) throws IOException {
    Path file = folder.resolve("scheduler_config.json");
    Files.writeString(file, json.replace('\'', '"'));
    return SchedulerConfig.read(ConfigFile.read(file), override);
  }
}
