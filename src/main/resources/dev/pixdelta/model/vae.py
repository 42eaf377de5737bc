# AutoencoderKL (Rombach et al. 2022), one picture at a time. b: 1, c: channels, h, w: rows and columns
#
# Pictures lie with channels innermost, as the convolutions want them. Large ones are worked on in bands of
# rows that fit the processor's caches: the group norms' statistics come first, then norm, SiLU and convolution
# of one band after another, so that no normalised or enlarged copy of a whole picture is ever made. The result
# is that of the whole picture; this is no tiling.
class Vae(Module):
  def rows(self: __torch__.Vae, x: Tensor, band: int) -> int:
    # as many as make up about `band` numbers
    return ops.prim.max(band // (x.size(0) * x.size(1) * x.size(3)), 4)
  def conv(self: __torch__.Vae, x: Tensor, w: __torch__.Weights, name: str) -> Tensor:
    kernel = w[name + ".weight"]
    side = kernel.size(2) // 2
    return torch.conv2d(x, kernel, w[name + ".bias"], [1, 1], [side, side])        # [b, c', h, w]
  def norm(self: __torch__.Vae, x: Tensor, groups: int, band: int) -> Tuple[Tensor, Tensor]:
    # Mean and variance that group norm uses for each channel, both [c] fp32: those of the bands, combined
    # (Chan et al. 1979). The engine's own kernel gives a band's; its other output is not needed.
    c, h, w = x.size(1), x.size(2), x.size(3)
    unit = torch.ones([c], dtype=6, device=x.device)
    step = (self).rows(x, band)
    means = annotate(List[Tensor], [])
    variances = annotate(List[Tensor], [])
    shares = annotate(List[float], [])
    for k in range((h + step - 1) // step):
      piece = torch.slice(x, 2, k * step, (k + 1) * step)                          # [1, c, rows, w]
      _0, mean, inverse = torch.native_group_norm(piece, unit, unit, 1, c, piece.size(2) * w, groups, 1e-06)
      means = torch.append(means, torch.to(torch.view(mean, [groups]), 6))
      variances = torch.append(variances, 1 / torch.square(torch.to(torch.view(inverse, [groups]), 6)) - 1e-06)
      shares = torch.append(shares, piece.size(2) / h)
    m = torch.stack(means)                                                         # [bands, groups]
    share = torch.view(torch.tensor(shares, dtype=6, device=x.device), [-1, 1])    # [bands, 1]
    mean1 = torch.sum(m * share, [0])                                              # [groups]
    variance = torch.sum((torch.stack(variances) + torch.square(m - mean1)) * share, [0])
    return (torch.repeat_interleave(mean1, c // groups), torch.repeat_interleave(torch.clamp(variance, 0.), c // groups))
  def normal(self: __torch__.Vae, x: Tensor, mean: Tensor, variance: Tensor, w: __torch__.Weights, name: str) -> Tensor:
    # A batch norm with given statistics: one pass, fp32 inside.
    return torch.batch_norm(x, w[name + ".weight"], w[name + ".bias"], mean, variance, False, 0., 1e-06, False)
  def norm_silu_conv(self: __torch__.Vae, x: Tensor, out: Tensor, skip: Optional[Tensor], w: __torch__.Weights, norm: str, conv: str, groups: int, band: int) -> Tensor:
    # out = conv(silu(norm(x))) + skip; `out` may be x itself, or skip
    mean, variance = (self).norm(x, groups, band)
    kernel = w[conv + ".weight"]                                                   # [c', c, 3, 3]
    h = x.size(2)
    step = (self).rows(x, band)
    above = torch.slice(x, 2, 0, 0)                                                # the row over the band, as it was
    for k in range((h + step - 1) // step):
      begin = k * step
      end = ops.prim.min(begin + step, h)
      piece = torch.cat([above, torch.slice(x, 2, begin, end + 1)], 2)
      above = torch.clone(torch.slice(x, 2, end - 1, end))
      y = torch.silu_((self).normal(piece, mean, variance, w, norm))               # [1, c, rows + 1 or 2, w]
      top = 1 if begin == 0 else 0
      bottom = 1 if end == h else 0
      if top + bottom > 0:
        y = torch.constant_pad_nd(y, [0, 0, top, bottom])
      z = torch.conv2d(y, kernel, w[conv + ".bias"], [1, 1], [0, 1])               # [b, c', rows, w]
      if skip is not None:
        z = torch.add_(z, torch.slice(unchecked_cast(Tensor, skip), 2, begin, end))
      done = torch.copy_(torch.slice(out, 2, begin, end), z)
    return out
  def like(self: __torch__.Vae, x: Tensor, channels: int, scale: int) -> Tensor:
    return torch.empty([x.size(0), channels, x.size(2) * scale, x.size(3) * scale], dtype=x.dtype, device=x.device, memory_format=2)
  def conv_in(self: __torch__.Vae, x: Tensor, w: __torch__.Weights, name: str) -> Tensor:
    kernel = w[name + ".weight"]
    return (self).conv(torch.contiguous(torch.to(x, kernel.dtype), memory_format=2), w, name)
  def resnet(self: __torch__.Vae, x: Tensor, w: __torch__.Weights, groups: int, band: int) -> Tensor:
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
  def attention(self: __torch__.Vae, x: Tensor, w: __torch__.Weights, groups: int, band: int) -> Tensor:
    b, c, h = x.size(0), x.size(1), x.size(2)
    mean, variance = (self).norm(x, groups, band)
    y = (self).normal(x, mean, variance, w, "group_norm")
    t = torch.transpose(torch.flatten(y, 2), 1, 2)                                 # [b, h*w, c]
    q = torch.unsqueeze(__torch__.linear(t, w, "to_q"), 1)  # [b, 1, h*w, c]: one head
    k = torch.unsqueeze(__torch__.linear(t, w, "to_k"), 1)
    v = torch.unsqueeze(__torch__.linear(t, w, "to_v"), 1)
    a = torch.squeeze(__torch__.attention(q, k, v), 1)              # [b, h*w, c]
    o = __torch__.linear(a, w, "to_out.0")
    return x + torch.permute(torch.view(o, [b, h, -1, c]), [0, 3, 1, 2])           # [b, c, h, w]
  def upsample(self: __torch__.Vae, x: Tensor, w: __torch__.Weights, band: int) -> Tensor:
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
      z = torch.conv2d(y, kernel, w["conv.bias"], [1, 1], [0, 1])                  # [b, c', 2 rows, 2w]
      done = torch.copy_(torch.slice(out, 2, 2 * begin, 2 * end), z)
    return out
  def downsample(self: __torch__.Vae, x: Tensor, w: __torch__.Weights) -> Tensor:
    y = torch.constant_pad_nd(x, [0, 1, 0, 1])                                     # right and bottom only
    return torch.conv2d(y, w["conv.weight"], w["conv.bias"], [2, 2])               # [b, c, h/2, w/2]
  def conv_out(self: __torch__.Vae, x: Tensor, w: __torch__.Weights, groups: int, band: int) -> Tensor:
    out = (self).like(x, w["conv_out.weight"].size(0), 1)                          # [b, c', h, w]
    y = (self).norm_silu_conv(x, out, None, w, "conv_norm_out", "conv_out", groups, band)
    return torch.contiguous(torch.to(y, 6))                                        # fp32, rows innermost again
  def quant_conv(self: __torch__.Vae, x: Tensor, w: __torch__.Weights, name: str) -> Tensor:
    kernel = w[name + ".weight"]
    return torch.to((self).conv(torch.to(x, kernel.dtype), w, name), 6)            # [b, c', h, w] fp32
