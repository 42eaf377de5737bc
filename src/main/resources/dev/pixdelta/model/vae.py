# AutoencoderKL (Rombach et al. 2022). b: batch, c: channels, h, w: rows and columns
#
# Pictures lie with channels innermost, as the convolutions want them. Large ones are worked on in bands of
# rows that fit the processor's caches: the group norms' statistics come first, then norm, SiLU and convolution
# of one band after another, so that no normalised or enlarged copy of a whole picture is ever made. The result
# is that of the whole picture; this is no tiling.
class Vae(Module):
  __parameters__ = []
  __buffers__ = []
  def rows(self: __torch__.Vae, x: Tensor, band: int) -> int:
    # as many as make up about `band` numbers
    return ops.prim.max(band // (x.size(0) * x.size(1) * x.size(3)), 4)
  def conv(self: __torch__.Vae, x: Tensor, w: Dict[str, Tensor], name: str) -> Tensor:
    kernel = w[name + ".weight"]
    side = kernel.size(2) // 2
    return torch.conv2d(x, kernel, w[name + ".bias"], [1, 1], [side, side])        # [b, c', h, w]
  def norm(self: __torch__.Vae, x: Tensor, w: Dict[str, Tensor], name: str, groups: int, band: int) -> Tuple[Tensor, Tensor]:
    # Group norm as a scale and a shift per channel, each [b, c, 1, 1] fp32; two passes, for accuracy.
    b, c, h = x.size(0), x.size(1), x.size(2)
    n = c // groups * h * x.size(3)
    total = torch.sum(torch.permute(x, [0, 2, 3, 1]), [1, 2], dtype=6)             # [b, c]
    mean = torch.sum(torch.view(total, [b, groups, -1]), [2], True) / n            # [b, groups, 1]
    means = torch.reshape(torch.expand(mean, [b, groups, c // groups]), [b, 1, 1, c])
    step = (self).rows(x, band)
    squares = torch.zeros_like(total)
    for k in range((h + step - 1) // step):
      d = torch.permute(torch.slice(x, 2, k * step, (k + 1) * step), [0, 2, 3, 1]) - means
      squares = squares + torch.sum(torch.mul_(d, d), [1, 2])                      # [b, c]
    variance = torch.sum(torch.view(squares, [b, groups, -1]), [2], True) / n      # [b, groups, 1]
    inverse = torch.reshape(torch.expand(torch.rsqrt(variance + 1e-06), [b, groups, c // groups]), [b, c, 1, 1])
    scale = torch.view(torch.to(w[name + ".weight"], 6), [1, c, 1, 1]) * inverse   # [b, c, 1, 1]
    shift = torch.view(torch.to(w[name + ".bias"], 6), [1, c, 1, 1]) - torch.reshape(means, [b, c, 1, 1]) * scale
    return (scale, shift)
  def norm_silu_conv(self: __torch__.Vae, x: Tensor, out: Tensor, skip: Optional[Tensor], w: Dict[str, Tensor], norm: str, conv: str, groups: int, band: int) -> Tensor:
    # out = conv(silu(norm(x))) + skip; `out` may be x itself, or skip
    scale, shift = (self).norm(x, w, norm, groups, band)
    kernel = w[conv + ".weight"]                                                   # [c', c, 3, 3]
    h = x.size(2)
    step = (self).rows(x, band)
    above = torch.slice(x, 2, 0, 0)                                                # the row over the band, as it was
    for k in range((h + step - 1) // step):
      begin = k * step
      end = ops.prim.min(begin + step, h)
      piece = torch.cat([above, torch.slice(x, 2, begin, end + 1)], 2)
      above = torch.clone(torch.slice(x, 2, end - 1, end))
      y = torch.to(torch.silu_(torch.addcmul(shift, piece, scale)), kernel.dtype)  # [b, c, rows + 1 or 2, w]
      top = 1 if begin == 0 else 0
      bottom = 1 if end == h else 0
      if top + bottom > 0:
        y = torch.constant_pad_nd(y, [0, 0, top, bottom])
      else:
        pass
      z = torch.conv2d(y, kernel, w[conv + ".bias"], [1, 1], [0, 1])               # [b, c', rows, w]
      if skip is not None:
        z = torch.add_(z, torch.slice(unchecked_cast(Tensor, skip), 2, begin, end))
      else:
        pass
      done = torch.copy_(torch.slice(out, 2, begin, end), z)
    return out
  def like(self: __torch__.Vae, x: Tensor, channels: int, scale: int) -> Tensor:
    return torch.empty([x.size(0), channels, x.size(2) * scale, x.size(3) * scale], dtype=x.dtype, device=x.device, memory_format=2)
  def enter(self: __torch__.Vae, x: Tensor, w: Dict[str, Tensor], name: str) -> Tensor:
    kernel = w[name + ".weight"]
    return (self).conv(torch.contiguous(torch.to(x, kernel.dtype), memory_format=2), w, name)
  def resnet(self: __torch__.Vae, x: Tensor, w: Dict[str, Tensor], groups: int, band: int) -> Tensor:
    # x is consumed: the result may lie in its memory
    h = (self).like(x, w["conv1.weight"].size(0), 1)                               # [b, c', h, w]
    h1 = (self).norm_silu_conv(x, h, None, w, "norm1", "conv1", groups, band)
    if "conv_shortcut.weight" in w:
      y = (self).norm_silu_conv(h1, h1, None, w, "norm2", "conv2", groups, band)
      step = (self).rows(x, band)
      for k in range((x.size(2) + step - 1) // step):
        s = (self).conv(torch.slice(x, 2, k * step, (k + 1) * step), w, "conv_shortcut")
        done = torch.add_(torch.slice(y, 2, k * step, (k + 1) * step), s)
      return y
    else:
      return (self).norm_silu_conv(h1, x, x, w, "norm2", "conv2", groups, band)    # [b, c', h, w]
  def attention(self: __torch__.Vae, x: Tensor, w: Dict[str, Tensor], groups: int, band: int) -> Tensor:
    b, c, h = x.size(0), x.size(1), x.size(2)
    scale, shift = (self).norm(x, w, "group_norm", groups, band)
    y = torch.to(torch.addcmul(shift, x, scale), x.dtype)
    t = torch.transpose(torch.flatten(y, 2), 1, 2)                                 # [b, h*w, c]
    q = torch.unsqueeze(__torch__.linear(t, w["to_q.weight"], w["to_q.bias"]), 1)  # [b, 1, h*w, c]: one head
    k = torch.unsqueeze(__torch__.linear(t, w["to_k.weight"], w["to_k.bias"]), 1)
    v = torch.unsqueeze(__torch__.linear(t, w["to_v.weight"], w["to_v.bias"]), 1)
    a = torch.squeeze(__torch__.attention(q, k, v), 1)              # [b, h*w, c]
    o = __torch__.linear(a, w["to_out.0.weight"], w["to_out.0.bias"])
    return x + torch.permute(torch.view(o, [b, h, -1, c]), [0, 3, 1, 2])           # [b, c, h, w]
  def upsample(self: __torch__.Vae, x: Tensor, w: Dict[str, Tensor], band: int) -> Tensor:
    kernel = w["conv.weight"]                                                      # [c', c, 3, 3]
    h = x.size(2)
    out = (self).like(x, kernel.size(0), 2)                                        # [b, c', 2h, 2w]
    step = ops.prim.max((self).rows(x, band) // 4, 2)
    for k in range((h + step - 1) // step):
      begin = k * step
      end = ops.prim.min(begin + step, h)
      top = 1 if begin == 0 else 0
      bottom = 1 if end == h else 0
      piece = torch.slice(x, 2, begin - 1 + top, end + 1)                          # with a row over and under
      y = torch.upsample_nearest2d(piece, [piece.size(2) * 2, piece.size(3) * 2])
      y = torch.slice(y, 2, 1 - top, y.size(2) - 1 + bottom)
      if top + bottom > 0:
        y = torch.constant_pad_nd(y, [0, 0, top, bottom])
      else:
        pass
      z = torch.conv2d(y, kernel, w["conv.bias"], [1, 1], [0, 1])                  # [b, c', 2 rows, 2w]
      done = torch.copy_(torch.slice(out, 2, 2 * begin, 2 * end), z)
    return out
  def downsample(self: __torch__.Vae, x: Tensor, w: Dict[str, Tensor]) -> Tensor:
    y = torch.constant_pad_nd(x, [0, 1, 0, 1])                                     # right and bottom only
    return torch.conv2d(y, w["conv.weight"], w["conv.bias"], [2, 2])               # [b, c, h/2, w/2]
  def leave(self: __torch__.Vae, x: Tensor, w: Dict[str, Tensor], groups: int, band: int) -> Tensor:
    out = (self).like(x, w["conv_out.weight"].size(0), 1)                          # [b, c', h, w]
    y = (self).norm_silu_conv(x, out, None, w, "conv_norm_out", "conv_out", groups, band)
    return torch.contiguous(torch.to(y, 6))                                        # fp32, rows innermost again
  def plain(self: __torch__.Vae, x: Tensor, w: Dict[str, Tensor], name: str) -> Tensor:
    kernel = w[name + ".weight"]
    return torch.to((self).conv(torch.to(x, kernel.dtype), w, name), 6)            # [b, c', h, w] fp32
