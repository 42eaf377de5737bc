# What stands for kernels.py in builds of the engine that have neither oneDNN nor FBGEMM, such as that for macOS.
class Fbgemm:
  def __init__(self: __torch__.Fbgemm) -> None:
    return None
  def __contains__(self: __torch__.Fbgemm, layer: str) -> bool:
    return False
  def put(self: __torch__.Fbgemm, layer: str, matrix: Tensor, bias: Optional[Tensor]) -> None:
    ops.prim.RaiseException("this build has no FBGEMM")
  def linear(self: __torch__.Fbgemm, x: Tensor, layer: str) -> Tensor:
    ops.prim.RaiseException("this build has no FBGEMM")
    return x
def onednn_pack(matrix: Tensor) -> Tensor:
  ops.prim.RaiseException("this build has no oneDNN")
  return matrix
def onednn_linear(x: Tensor, matrix: Tensor, bias: Optional[Tensor], activation: str, algorithm: str) -> Tensor:
  ops.prim.RaiseException("this build has no oneDNN")
  return x
