/**
 * The native engine, and nothing of any network: opening it, which device and precision to compute
 * in, TorchScript graphs made from source at run time, and tensors made from weight files.
 *
 * <p>All DJL engine specifics live here. Other packages see {@code NDArray} at most. Everything
 * that reaches the native library is checked here first, because it can kill the process.
 */
@NullMarked
package dev.pixdelta.torch;

import org.jspecify.annotations.NullMarked;
