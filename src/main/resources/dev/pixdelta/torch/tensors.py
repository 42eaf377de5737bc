class Tensors(Module):
  __parameters__ = []
  __buffers__ = []
  def read(self: __torch__.Tensors, file: str, begin: int, end: int, stored: int, shape: List[int], device: str, dtype: int) -> Tensor:
    # Private mapping: pages are read when touched, and written to by nobody.
    mapped = torch.from_file(file, False, end, dtype=stored)
    x = torch.view(torch.slice(mapped, 0, begin, end), shape)
    return torch.to(x, torch.device(device), dtype)
  def convert(self: __torch__.Tensors, x: Tensor, device: str, dtype: int) -> Tensor:
    return torch.to(x, torch.device(device), dtype)
  def pack_matrix(self: __torch__.Tensors, weight: Tensor) -> Tensor:
    return __torch__.pack(weight)
  def pack_kernel(self: __torch__.Tensors, weight: Tensor) -> Tensor:
    return torch.contiguous(weight, memory_format=2)                               # [out, h, w, in] in memory
