package dev.pixdelta.torch;

import java.util.Locale;

/** The number format that networks compute in. */
public enum Precision {
  FP32(6),
  BF16(15),
  FP16(5);

  private final int scalarType;

  Precision(int scalarType) {
    this.scalarType = scalarType;
  }

  /** The number by which TorchScript archives name this dtype. */
  public int scalarType() {
    return scalarType;
  }

  /** "fp32", "bf16" or "fp16". */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
