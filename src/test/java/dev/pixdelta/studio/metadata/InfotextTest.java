package dev.pixdelta.studio.metadata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class InfotextTest {
  @Test
  void threePartsAreToldApart() {
    Infotext text =
        Infotext.parse(
            """
            a castle, (detailed:1.2),
            at night
            Negative prompt: blurry,
            low quality
            Steps: 20, Sampler: DPM++ 2M Karras, CFG scale: 7, Seed: 3607441108, \
            Size: 512x768, Model hash: 6ce0161689, Model: "a, \\"b\\": c", Version: v1.7.0\
            """);
    assertEquals("a castle, (detailed:1.2),\nat night", text.prompt());
    assertEquals("blurry,\nlow quality", text.negativePrompt());
    assertEquals("20", text.setting("Steps"));
    assertEquals("3607441108", text.setting("seed"), "whatever the case");
    assertEquals("a, \"b\": c", text.setting("Model"));
    assertEquals(Map.of(), text.after());
  }

  @Test
  void whatExtensionsPutBehindTheSettingsIsNoPartOfThem() {
    Infotext text =
        Infotext.parse(
            """
            a red sailor
            Negative prompt: bad hands
            Steps: 20, Sampler: Euler a, Seed: 42, Version: v1.6.0
            Template: a {red|blue} sailor,
            {at sea|on land}: a
            Negative Template: bad {hands|feet}
            """);
    assertEquals("a red sailor", text.prompt());
    assertEquals("bad hands", text.negativePrompt());
    assertEquals("v1.6.0", text.setting("Version"));
    assertEquals(
        Map.of(
            "Template", "a {red|blue} sailor,\n{at sea|on land}: a",
            "Negative Template", "bad {hands|feet}"),
        text.after());
  }

  @Test
  void whatExtensionsPutBehindMayLookLikeSettings() {
    Infotext text =
        Infotext.parse("a fox\nSteps: 4, Sampler: LCM\nTemplate: a {fox}\nModel: b, c: d, e: f");
    assertEquals("a fox", text.prompt());
    assertEquals("4", text.setting("Steps"));
    assertEquals(Map.of("Template", "a {fox}"), text.after());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a heron Negative prompt: blurry, text Steps: 25, Sampler: Euler, Seed: 1198099",
        "a heron negative prompt: blurry, text\nSteps: 25, Sampler: Euler, Seed: 1198099",
        "a heron\r\nNegative prompt: blurry, text\r\nSteps: 25, Sampler: Euler, Seed: 1198099",
        "a heron\nNegative prompt: blurry, text, Steps: 25, Sampler: Euler, Seed: 1198099",
        "\n a heron \nNegative Prompt: blurry, text \nsteps:25,Sampler:Euler,Seed:1198099\n",
        "a heron\nNegative prompt: blurry, text\nSampler: Euler, Seed: 1198099, Steps: 25",
        "a heron\nNegative prompt: blurry, text\nSteps: 25, Sampler: Euler,\nSeed: 1198099, Size: 1x1, Model: x",
      })
  void linesMayBeMissing(String text) {
    Infotext read = Infotext.parse(text);
    assertEquals("a heron", read.prompt());
    assertEquals("blurry, text", String.valueOf(read.negativePrompt()).replaceFirst(",$", ""));
    assertEquals("25", read.setting("Steps"));
    assertEquals("Euler", read.setting("Sampler"));
    assertEquals("1198099", read.setting("Seed"));
    assertTrue(Infotext.isOne(text));
  }

  @Test
  void jsonIsNotCutAtItsCommas() {
    Map<String, String> pairs =
        InfotextSettings.parse(
            "Steps: 24, Civitai resources: [{\"type\":\"lora\",\"name\":\"W \\\"x\\\", ] y\"},"
                + " {\"b\": [1, 2]}], Civitai metadata: {\"remixOfId\":123}, Hashes: {},"
                + " Clip skip: 2");
    assertEquals(
        Map.of(
            "Steps", "24",
            "Civitai resources",
                "[{\"type\":\"lora\",\"name\":\"W \\\"x\\\", ] y\"}, {\"b\": [1, 2]}]",
            "Civitai metadata", "{\"remixOfId\":123}",
            "Hashes", "{}",
            "Clip skip", "2"),
        pairs);
  }

  @Test
  void aCommaEndsAValueOnlyBeforeAKey() {
    assertEquals(
        Map.of(
            "Model", "Some, Mix",
            "TI hashes", "easynegative: c74b4e81, bad: 12",
            "Broken", "[1, 2",
            "Open", "rest, Seed: 1"),
        InfotextSettings.parse(
            "Model: Some, Mix, TI hashes: \"easynegative: c74b4e81, bad: 12\", Broken: [1, 2,"
                + " Open: \"rest, Seed: 1"));
  }

  @Test
  void aPromptMayLookLikeSettings() {
    assertEquals(
        "mood: dark, light: soft, style: oil", prompt("mood: dark, light: soft, style: oil"));
    assertEquals(
        "Steps: up the hill\nthe rest",
        prompt("Steps: up the hill\nthe rest\nSteps: 4, Sampler: LCM, Seed: 1"));
    assertEquals("he said, Steps: 3 of them", prompt("he said, Steps: 3 of them"));
    assertFalse(Infotext.isOne("Our holiday: day 3, weather: fine, food: good"));
    assertFalse(Infotext.isOne("{\"Steps\": 3}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "Steps",
        "Steps:",
        "a: b",
        "x\nSteps: \"open",
        ":",
        ",,,:,",
        "Negative prompt:"
      })
  void oddTextsDoNoHarm(String text) {
    Infotext read = Infotext.parse(text);
    assertTrue(text.contains(read.prompt()), read.prompt());
  }

  @Test
  void withoutSettingsAllIsPrompt() {
    Infotext read = Infotext.parse("just words");
    assertEquals("just words", read.prompt());
    assertNull(read.negativePrompt());
    assertEquals(Map.of(), read.settings());
  }

  @Test
  void aHostileLineCostsNoMoreThanItsLength() {
    for (String part :
        List.of("a: [, ", "a: \", ", ",", "a:", "Steps: 1, ", "[", "\nSteps: 1", "\nA: b", "\nx")) {
      String text = "x\nSteps: 1, " + part.repeat(300_000 / part.length());
      assertTrue(Infotext.parse(text).prompt().startsWith("x"));
    }
  }

  private static String prompt(String text) {
    return Infotext.parse(text).prompt();
  }
}
