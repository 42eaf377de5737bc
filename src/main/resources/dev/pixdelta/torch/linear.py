# The weights of one block, and linear layers by the kernel that each matrix was put in for (docs/decisions/0004).
class Weights:
  dtype : int                                                                      # what the block computes in
  tensors : Dict[str, Tensor]
  fbgemm : __torch__.Fbgemm
  def __init__(self: __torch__.Weights, dtype: int) -> None:
    self.dtype = dtype
    self.tensors = annotate(Dict[str, Tensor], {})
    self.fbgemm = __torch__.Fbgemm()
    return None
  def __getitem__(self: __torch__.Weights, name: str) -> Tensor:
    return (self.tensors)[name]
  def __contains__(self: __torch__.Weights, name: str) -> bool:
    return name in self.tensors
  def bias(self: __torch__.Weights, layer: str) -> Optional[Tensor]:
    found = annotate(Optional[Tensor], None)
    if layer + ".bias" in self.tensors:
      found = (self.tensors)[layer + ".bias"]
    return found
def plain_linear(x: Tensor, matrix: Tensor, bias: Optional[Tensor]) -> Tensor:
  if matrix.dtype == x.dtype:
    y = torch.linear(x, matrix, bias)
  else:
    # One of the two is kept in half precision: the product is made in fp32.
    b = annotate(Optional[Tensor], None)
    if bias is not None:
      b = torch.to(unchecked_cast(Tensor, bias), 6)
    y = torch.to(torch.linear(torch.to(x, 6), torch.to(matrix, 6), b), x.dtype)
  return y
def linear(x: Tensor, w: __torch__.Weights, layer: str) -> Tensor:
  if layer in w.fbgemm:
    y = (w.fbgemm).linear(x, layer)
  else:
    matrix = w[layer + ".weight"]                                                  # [out, in]
    if matrix.is_mkldnn:
      y = __torch__.onednn_linear(x, matrix, (w).bias(layer), "none", "")
    else:
      y = __torch__.plain_linear(x, matrix, (w).bias(layer))
  return y
def linear_gelu(x: Tensor, w: __torch__.Weights, layer: str) -> Tensor:
  fused = False                                                                    # oneDNN adds the GELU while it writes
  if not(layer in w.fbgemm):
    fused = w[layer + ".weight"].is_mkldnn
  if fused:
    y = __torch__.onednn_linear(x, w[layer + ".weight"], (w).bias(layer), "gelu", "tanh")
  else:
    y = torch.gelu(__torch__.linear(x, w, layer), approximate="tanh")
  return y
