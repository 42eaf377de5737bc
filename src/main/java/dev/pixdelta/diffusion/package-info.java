/** Noise schedules, samplers and the seeded noise. Formulas only: no network, no file. */
@NullMarked
package dev.pixdelta.diffusion;

import org.jspecify.annotations.NullMarked;
