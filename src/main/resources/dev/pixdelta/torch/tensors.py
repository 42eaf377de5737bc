class Tensors(Module):
  def read(self: __torch__.Tensors, file: str, begin: int, end: int, stored: int, shape: List[int], device: str, dtype: int) -> Tensor:
    # Private mapping: pages are read when touched, and written to by nobody.
    mapped = torch.from_file(file, False, end, dtype=stored)
    x = torch.view(torch.slice(mapped, 0, begin, end), shape)
    return torch.to(x, torch.device(device), dtype)
  def convert(self: __torch__.Tensors, x: Tensor, device: str, dtype: int) -> Tensor:
    return torch.to(x, torch.device(device), dtype)
  def channels_last(self: __torch__.Tensors, kernel: Tensor) -> Tensor:
    return torch.contiguous(kernel, memory_format=2)                               # [out, h, w, in] in memory
  def product(self: __torch__.Tensors, x: Tensor, w: __torch__.Weights) -> Tensor:
    return torch.to(__torch__.linear(torch.to(x, w.dtype), w, "probe"), 6)
