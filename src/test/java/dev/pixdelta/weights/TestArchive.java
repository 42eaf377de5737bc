package dev.pixdelta.weights;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;

/** Safetensors files as torch.save would have written them, made without the code under test. */
public final class TestArchive {
  private static final Map<String, String> STORAGES =
      Map.of(
          "F32",
          "FloatStorage",
          "F16",
          "HalfStorage",
          "BF16",
          "BFloat16Storage",
          "I64",
          "LongStorage");

  private TestArchive() {}

  /** The bytes of an archive with the same tensors. */
  public static byte[] of(byte[] safetensors) throws IOException {
    int length = (int) ByteBuffer.wrap(safetensors).order(ByteOrder.LITTLE_ENDIAN).getLong(0);
    JsonNode header = new JsonMapper().readTree(safetensors, 8, length);
    byte[] data = Arrays.copyOfRange(safetensors, 8 + length, safetensors.length);
    TestPickle pickle = new TestPickle().global("collections", "OrderedDict").op(')', 'R');
    TestZip zip = new TestZip();
    int key = 0;
    for (Map.Entry<String, JsonNode> e : header.properties()) {
      JsonNode tensor = e.getValue();
      if (e.getKey().equals("__metadata__")) {
        continue;
      }
      long[] shape = new long[tensor.get("shape").size()];
      long elements = 1;
      for (int i = 0; i < shape.length; i++) {
        shape[i] = tensor.get("shape").get(i).longValue();
        elements *= shape[i];
      }
      String type = STORAGES.get(tensor.get("dtype").textValue());
      pickle.text(e.getKey()).tensor(type, "" + key, elements, 0, shape).op('s');
      JsonNode offsets = tensor.get("data_offsets");
      zip.add(
          "archive/data/" + key,
          Arrays.copyOfRange(data, offsets.get(0).intValue(), offsets.get(1).intValue()));
      key++;
    }
    // what an OrderedDict of a module carries besides
    pickle.op('}').text("_metadata").global("collections", "OrderedDict").op(')', 'R', 's', 'b');
    return zip.add("archive/data.pkl", pickle.end())
        .add("archive/version", new byte[] {'3', '\n'})
        .bytes();
  }
}
