package dev.pixdelta.torch;

/** Which device the user asks for; {@link #AUTO} takes CUDA where there is one. */
public enum DeviceChoice {
  AUTO,
  CPU,
  CUDA
}
