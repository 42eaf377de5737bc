package dev.pixdelta.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.testing.TestEngine;
import dev.pixdelta.weights.DType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class LinearKernelsTest {
  @ParameterizedTest
  @EnumSource(PrecisionChoice.class)
  void everyPrecisionOpensOrIsRefusedWithAWayOut(PrecisionChoice choice) {
    if (choice == PrecisionChoice.FP16) {
      var e = assertThrows(EngineException.class, () -> TestEngine.open(choice));
      assertTrue(String.valueOf(e.getMessage()).contains("w16a32"), e.getMessage());
      return;
    }
    try (Torch torch = TestEngine.open(choice)) {
      if (choice != PrecisionChoice.AUTO) {
        assertEquals(choice.name(), torch.precision().name());
      }
    }
  }

  @Test
  void theDefaultIsNotEmulated() {
    try (Torch torch = TestEngine.open(PrecisionChoice.AUTO)) {
      assertFalse(torch.isEmulated());
      assertNotEquals(Precision.FP16, torch.precision());
    }
  }

  @Test
  void fp32IsFp32WhateverKernelIsWantedForOthers() {
    for (LinearKernel kernel : LinearKernel.values()) {
      try (Torch torch = TestEngine.open(PrecisionChoice.FP32, kernel)) {
        assertEquals(DType.F32, torch.activations(Precision.FP32));
      }
    }
  }

  @Test
  void bf16IsEnlargedToFp32WhereThePlainProductIsNotWanted() {
    try (Torch torch = TestEngine.open(PrecisionChoice.BF16, LinearKernel.UPCAST)) {
      assertTrue(torch.isEmulated());
      assertEquals(DType.F32, torch.activations(Precision.BF16));
    }
    try (Torch torch = TestEngine.open(PrecisionChoice.BF16, LinearKernel.PLAIN)) {
      assertFalse(torch.isEmulated());
      assertEquals(DType.BF16, torch.activations(Precision.BF16));
    }
  }
}
