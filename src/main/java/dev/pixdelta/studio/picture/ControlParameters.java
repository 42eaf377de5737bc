package dev.pixdelta.studio.picture;

/**
 * What steered a picture, as its metadata tells it.
 *
 * @param type what the map showed, such as "edges"
 * @param model name of the control weights
 * @param strength what they added was multiplied by
 * @param start fraction of the steps after which it began
 * @param end fraction of the steps after which it ended
 * @param map SHA-256 of the map in hex
 * @param carried a PNG file in Base64: the user's drawing if {@code sketch}, else the map itself;
 *     empty if it was too large to be carried
 * @param sketch whether the user drew it
 */
public record ControlParameters(
    String type,
    String model,
    double strength,
    double start,
    double end,
    String map,
    String carried,
    boolean sketch) {}
