# Products that some builds of the engine and some processors have.
class Fbgemm:
  # Matrices in fp16 with their biases, by the layer's name, as the objects that FBGEMM makes of them.
  layers : Dict[str, __torch__.torch.classes.quantized.LinearPackedParamsBase]
  def __init__(self: __torch__.Fbgemm) -> None:
    self.layers = annotate(Dict[str, __torch__.torch.classes.quantized.LinearPackedParamsBase], {})
    return None
  def __contains__(self: __torch__.Fbgemm, layer: str) -> bool:
    return layer in self.layers
  def put(self: __torch__.Fbgemm, layer: str, matrix: Tensor, bias: Optional[Tensor]) -> None:
    torch._set_item(self.layers, layer, ops.quantized.linear_prepack_fp16(matrix, bias))
  def linear(self: __torch__.Fbgemm, x: Tensor, layer: str) -> Tensor:
    return ops.quantized.linear_dynamic_fp16(x, (self.layers)[layer])
def onednn_pack(matrix: Tensor) -> Tensor:
  return ops.mkldnn._reorder_linear_weight(matrix, None)
def onednn_linear(x: Tensor, matrix: Tensor, bias: Optional[Tensor], activation: str, algorithm: str) -> Tensor:
  return ops.mkldnn._linear_pointwise(x, matrix, bias, activation, annotate(List[Optional[number]], []), algorithm)
