  def weights(self: SELF, dtype: int) -> __torch__.Weights:
    return __torch__.Weights(dtype)
  def put(self: SELF, w: __torch__.Weights, name: str, tensor: Tensor) -> None:
    torch._set_item(w.tensors, name, tensor)
  def put_plain(self: SELF, w: __torch__.Weights, layer: str, matrix: Tensor, dtype: int) -> None:
    torch._set_item(w.tensors, layer + ".weight", torch.to(matrix, dtype))
  def put_onednn(self: SELF, w: __torch__.Weights, layer: str, matrix: Tensor) -> None:
    torch._set_item(w.tensors, layer + ".weight", __torch__.onednn_pack(torch.to(matrix, w.dtype)))
  def put_fbgemm(self: SELF, w: __torch__.Weights, layer: str, matrix: Tensor) -> None:
    (w.fbgemm).put(layer, torch.to(matrix, 6), (w).bias(layer))
