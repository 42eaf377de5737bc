package dev.pixdelta.gui.shell;

import dev.pixdelta.pipeline.Progress;
import java.time.Duration;
import java.util.Locale;

/** What the engine is doing and how long it will take, in words. Immutable. */
public final class StageText {
  private final Messages messages;

  public StageText(Locale locale) {
    this.messages = Messages.of(StageText.class, locale);
  }

  /** Such as "Step 2 of 4". */
  public String of(Progress stage) {
    return switch (stage) {
      case Progress.Loading loading -> messages.get("stage.loading", part(loading.part()));
      case Progress.Encoding encoding -> messages.get("stage.encoding");
      case Progress.Denoising step ->
          messages.get("stage.denoising", step.step() + 1, step.steps());
      case Progress.Denoised step -> messages.get("stage.denoising", step.step() + 1, step.steps());
      case Progress.Decoding decoding -> messages.get("stage.decoding");
    };
  }

  private String part(String part) {
    return switch (part) {
      case "text encoder" -> messages.get("part.textEncoder");
      case "transformer" -> messages.get("part.transformer");
      case "control network" -> messages.get("part.control");
      case "preview" -> messages.get("part.preview");
      case "VAE" -> messages.get("part.vae");
      default -> part;
    };
  }

  /** Such as "about 2 min left". */
  public String left(Duration left) {
    long seconds = Math.max(1, Math.round(left.toMillis() / 1000.0));
    if (seconds < 60) {
      return messages.get("left.seconds", seconds);
    }
    long minutes = Math.round(seconds / 60.0);
    return minutes < 60
        ? messages.get("left.minutes", minutes)
        : messages.get("left.hours", minutes / 60, minutes % 60);
  }
}
