package dev.pixdelta.pipeline;

/**
 * A finished picture.
 *
 * @param size in pixels
 * @param rgb 8-bit sRGB, interleaved rows from the top, 3 * width * height bytes; not copied
 */
@SuppressWarnings(
    "ArrayRecordComponent") // a hand-over of a large buffer; records are never compared
public record Picture(Size size, byte[] rgb) {}
