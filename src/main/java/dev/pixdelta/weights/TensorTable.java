package dev.pixdelta.weights;

import java.util.Map;

/**
 * What one file says of its tensors, checked.
 *
 * @param tensors by name, in the order of the file
 * @param metadata free texts of the file; none for a .pth
 * @param packed the records of those tensors whose data is compressed, by the tensor's name
 */
record TensorTable(
    Map<String, TensorEntry> tensors,
    Map<String, String> metadata,
    Map<String, ZipRecord> packed) {}
