# AutoencoderKL (Rombach et al. 2022). b: batch, c: channels, h, w: rows and columns
class Vae(Module):
  __parameters__ = []
  __buffers__ = []
  def conv(self: __torch__.Vae, x: Tensor, w: Dict[str, Tensor], name: str) -> Tensor:
    kernel = w[name + ".weight"]
    side = kernel.size(2) // 2
    return torch.conv2d(x, kernel, w[name + ".bias"], [1, 1], [side, side])        # [b, c', h, w]
  def norm_silu(self: __torch__.Vae, x: Tensor, w: Dict[str, Tensor], name: str, groups: int) -> Tensor:
    return torch.silu_(torch.group_norm(x, groups, w[name + ".weight"], w[name + ".bias"], 1e-06))
  def enter(self: __torch__.Vae, x: Tensor, w: Dict[str, Tensor], name: str) -> Tensor:
    # From here on channels lie innermost: the convolutions then need no reordering.
    kernel = w[name + ".weight"]
    return (self).conv(torch.contiguous(torch.to(x, kernel.dtype), memory_format=2), w, name)
  def resnet(self: __torch__.Vae, x: Tensor, w: Dict[str, Tensor], groups: int) -> Tensor:
    h = (self).conv((self).norm_silu(x, w, "norm1", groups), w, "conv1")           # [b, c', h, w]
    h1 = (self).conv((self).norm_silu(h, w, "norm2", groups), w, "conv2")          # [b, c', h, w]
    if "conv_shortcut.weight" in w:
      return torch.add_(h1, (self).conv(x, w, "conv_shortcut"))
    else:
      return torch.add_(h1, x)
  def attention(self: __torch__.Vae, x: Tensor, w: Dict[str, Tensor], groups: int) -> Tensor:
    b, c, h = x.size(0), x.size(1), x.size(2)
    y = torch.group_norm(x, groups, w["group_norm.weight"], w["group_norm.bias"], 1e-06)
    t = torch.transpose(torch.flatten(y, 2), 1, 2)                                 # [b, h*w, c]
    q = torch.unsqueeze(__torch__.linear(t, w["to_q.weight"], w["to_q.bias"]), 1)      # [b, 1, h*w, c]: one head
    k = torch.unsqueeze(__torch__.linear(t, w["to_k.weight"], w["to_k.bias"]), 1)
    v = torch.unsqueeze(__torch__.linear(t, w["to_v.weight"], w["to_v.bias"]), 1)
    a = torch.squeeze(torch.scaled_dot_product_attention(q, k, v), 1)              # [b, h*w, c]
    o = __torch__.linear(a, w["to_out.0.weight"], w["to_out.0.bias"])
    return x + torch.view(torch.transpose(o, 1, 2), [b, c, h, -1])                 # [b, c, h, w]
  def upsample(self: __torch__.Vae, x: Tensor, w: Dict[str, Tensor]) -> Tensor:
    y = torch.upsample_nearest2d(x, [x.size(2) * 2, x.size(3) * 2])                # [b, c, 2h, 2w]
    return (self).conv(y, w, "conv")
  def downsample(self: __torch__.Vae, x: Tensor, w: Dict[str, Tensor]) -> Tensor:
    y = torch.constant_pad_nd(x, [0, 1, 0, 1])                                     # right and bottom only
    return torch.conv2d(y, w["conv.weight"], w["conv.bias"], [2, 2])               # [b, c, h/2, w/2]
  def leave(self: __torch__.Vae, x: Tensor, w: Dict[str, Tensor], groups: int) -> Tensor:
    y = (self).conv((self).norm_silu(x, w, "conv_norm_out", groups), w, "conv_out")
    return torch.contiguous(torch.to(y, 6))                                        # fp32, rows innermost again
  def plain(self: __torch__.Vae, x: Tensor, w: Dict[str, Tensor], name: str) -> Tensor:
    kernel = w[name + ".weight"]
    return torch.to((self).conv(torch.to(x, kernel.dtype), w, name), 6)            # [b, c', h, w] fp32
