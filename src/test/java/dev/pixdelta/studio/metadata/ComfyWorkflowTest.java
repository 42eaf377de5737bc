package dev.pixdelta.studio.metadata;

import static dev.pixdelta.studio.metadata.Read.assertSays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Graphs as ComfyUI's window keeps them, where a file has nothing else. */
final class ComfyWorkflowTest {
  private static final String NODES =
      """
      {"id": 3, "type": "KSampler", "mode": 0, "inputs": [
        {"name": "model", "type": "MODEL", "link": 1},
        {"name": "positive", "type": "CONDITIONING", "link": 4},
        {"name": "negative", "type": "CONDITIONING", "link": 6},
        {"name": "latent_image", "type": "LATENT", "link": 2}],
       "outputs": [{"name": "LATENT", "type": "LATENT", "links": [7]}],
       "widgets_values": [124263196777517, "randomize", 20, 7, "euler", "normal", 1]},
      {"id": 4, "type": "CheckpointLoaderSimple", "inputs": [], "widgets_values": ["sd15.safetensors"]},
      {"id": 5, "type": "EmptyLatentImage", "inputs": [], "widgets_values": [512, 768, 1]},
      {"id": 6, "type": "CLIPTextEncode", "inputs": [{"name": "clip", "type": "CLIP", "link": 3}],
       "outputs": [{"name": "CONDITIONING", "type": "CONDITIONING", "links": [4]}],
       "widgets_values": ["a heron on a pier"]},
      {"id": 7, "type": "CLIPTextEncode", "inputs": [{"name": "clip", "type": "CLIP", "link": 5}],
       "widgets_values": ["blurry"]},
      {"id": 8, "type": "VAEDecode", "inputs": [{"name": "samples", "type": "LATENT", "link": 7}]},
      {"id": 9, "type": "SaveImage", "inputs": [{"name": "images", "type": "IMAGE", "link": 9}],
       "widgets_values": ["ComfyUI"]},
      {"id": 10, "type": "Note", "widgets_values": ["a crane, not a heron"]}
      """;

  private static final String LINKS =
      """
      [1, 4, 0, 3, 0, "MODEL"], [2, 5, 0, 3, 3, "LATENT"], [3, 4, 1, 6, 0, "CLIP"],
      [4, 6, 0, 3, 1, "CONDITIONING"], [5, 4, 1, 7, 0, "CLIP"], [6, 7, 0, 3, 2, "CONDITIONING"],
      [7, 3, 0, 8, 0, "LATENT"], [9, 8, 0, 9, 0, "IMAGE"]
      """;

  private static ForeignMetadata read(String nodes, String links) {
    return Read.of("workflow", "{\"nodes\": [" + nodes + "], \"links\": [" + links + "]}");
  }

  @Test
  void aPlainWorkflow() {
    ForeignMetadata found = read(NODES, LINKS);
    assertSays(ComfyUiDialectTest.SAYS, found);
    assertEquals(List.of(), found.lost());
  }

  @Test
  void linksMayBeObjects() {
    String links =
        LINKS.replaceAll(
            "\\[(\\d+), (\\d+), (\\d+), (\\d+), (\\d+), (\"\\w+\")\\]",
            "{\"id\": $1, \"origin_id\": $2, \"origin_slot\": $3, \"target_id\": $4,"
                + " \"target_slot\": $5, \"type\": $6}");
    assertTrue(links.contains("origin_id"));
    assertSays(ComfyUiDialectTest.SAYS, read(NODES, links));
  }

  @Test
  void nodesThatOnlyHandOn() {
    String nodes =
        NODES
            + """
            , {"id": 20, "type": "Reroute", "inputs": [{"name": "", "type": "*", "link": 4}],
               "outputs": [{"type": "CONDITIONING"}]},
            {"id": 21, "type": "ControlNetApply", "mode": 4, "inputs": [
              {"name": "control_net", "type": "CONTROL_NET", "link": null},
              {"name": "conditioning", "type": "CONDITIONING", "link": 30}],
             "outputs": [{"type": "CONDITIONING"}]},
            {"id": 22, "type": "FreeU_V2", "mode": 2, "inputs": []}
            """;
    String links =
        LINKS + ", [30, 20, 0, 21, 1, \"CONDITIONING\"], [31, 21, 0, 3, 1, \"CONDITIONING\"]";
    ForeignMetadata found =
        read(
            nodes.replace(
                "\"link\": 4},\n  {\"name\": \"neg", "\"link\": 31},\n  {\"name\": \"neg"),
            links);
    assertSays(ComfyUiDialectTest.SAYS, found);
    assertEquals(List.of(), found.lost());
  }

  @Test
  void fieldsThatBecameInputs() {
    String nodes =
        NODES
            .replace(
                "\"inputs\": [{\"name\": \"clip\", \"type\": \"CLIP\", \"link\": 3}]",
                "\"inputs\": [{\"name\": \"clip\", \"type\": \"CLIP\", \"link\": 3}, {\"name\":"
                    + " \"text\", \"type\": \"STRING\", \"widget\": {\"name\": \"text\"}, \"link\": 40}]")
            .replace("[\"a heron on a pier\"]", "[\"an old text\"]");
    String more =
        ", {\"id\": 30, \"type\": \"PrimitiveNode\", \"inputs\": [], \"widgets_values\":"
            + " [\"a heron on a pier\", \"fixed\"]}";
    assertSays(
        ComfyUiDialectTest.SAYS, read(nodes + more, LINKS + ", [40, 30, 0, 6, 1, \"STRING\"]"));
  }

  @Test
  void nodesThatAreNotKnownHere() {
    String nodes =
        NODES
            .replace(
                "\"type\": \"CLIPTextEncode\", \"inputs\": [{\"name\": \"clip\", \"type\": \"CLIP\", \"link\": 3}]",
                "\"type\": \"Power Prompt (rgthree)\", \"inputs\": []")
            .replace("[\"a heron on a pier\"]", "[\"a heron on a pier\", \"CHOOSE\"]")
            .replace(
                "\"type\": \"EmptyLatentImage\", \"inputs\": [], \"widgets_values\": [512, 768, 1]",
                "\"type\": \"EmptyLatentOfMine\", \"inputs\": [{\"name\": \"width\", \"widget\":"
                    + " {\"name\": \"width\"}}, {\"name\": \"height\", \"widget\": {\"name\": \"height\"}}],"
                    + " \"widgets_values\": [512, 768]");
    assertTrue(nodes.contains("rgthree") && nodes.contains("OfMine"));
    assertSays(ComfyUiDialectTest.SAYS, read(nodes, LINKS));
  }

  @Test
  void oddWorkflowsNameTheirProgram() {
    for (String workflow :
        List.of(
            "{}",
            "{\"nodes\": 3, \"links\": {\"a\": 1}}",
            "{\"nodes\": [1, [], {\"id\": {}}], \"links\": [[], [1], \"x\", null]}",
            "{\"nodes\": [{\"id\": 1, \"type\": \"Reroute\", \"inputs\": [{\"link\": 1}]}, {\"id\":"
                + " 2, \"type\": \"KSampler\", \"inputs\": [{\"name\": \"positive\", \"link\": 1}]}],"
                + " \"links\": [[1, 1, 0, 1, 0, \"*\"]]}")) {
      ForeignMetadata found = Read.of("workflow", workflow);
      assertEquals("comfyui", found.program());
      assertFalse(found.isUnderstood(), workflow);
    }
  }
}
