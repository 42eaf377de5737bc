package dev.pixdelta.gui.generate;

import dev.pixdelta.diffusion.SamplerKind;

/**
 * The steps that the page offers: what each method was made for. The command line takes more.
 *
 * @param fewest steps
 * @param most steps
 */
record Limits(int fewest, int most) {
  static Limits of(SamplerKind sampler) {
    return switch (sampler) {
      case LCM -> new Limits(1, 8);
      case DPM_SOLVER_PP -> new Limits(2, 50);
    };
  }

  int clamp(int steps) {
    return Math.clamp(steps, fewest, most);
  }
}
