package dev.pixdelta.testing;

import dev.pixdelta.torch.LinearKernel;
import dev.pixdelta.torch.PrecisionChoice;
import dev.pixdelta.torch.Torch;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/**
 * A precision with one kernel for all linear layers. A kernel that this machine does not have gives
 * way to the plain one, which therefore runs everywhere.
 */
public record KernelCase(PrecisionChoice precision, LinearKernel kernel) {
  /** Those that compute in fp32 throughout. */
  public static final List<KernelCase> EXACT =
      List.of(
          new KernelCase(PrecisionChoice.FP32, LinearKernel.PLAIN),
          new KernelCase(PrecisionChoice.FP32, LinearKernel.ONEDNN));

  /** Those that keep weights in half of the bits. */
  public static final List<KernelCase> HALF =
      List.of(
          new KernelCase(PrecisionChoice.BF16, LinearKernel.PLAIN),
          new KernelCase(PrecisionChoice.BF16, LinearKernel.ONEDNN),
          new KernelCase(PrecisionChoice.BF16, LinearKernel.UPCAST),
          new KernelCase(PrecisionChoice.W16A32, LinearKernel.FBGEMM),
          new KernelCase(PrecisionChoice.W16A32, LinearKernel.UPCAST));

  /** Each of some things with each of some kernels, as arguments of a test. */
  public static Stream<Arguments> each(List<?> things, List<KernelCase> kernels) {
    return things.stream().flatMap(t -> kernels.stream().map(k -> Arguments.of(t, k)));
  }

  /** Opens the engine with it. */
  public Torch open() {
    return TestEngine.open(precision, kernel);
  }

  @Override
  public String toString() {
    return precision + " by " + kernel;
  }
}
