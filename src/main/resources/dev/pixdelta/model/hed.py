# HED, holistically-nested edge detection (Xie and Tu 2015), one picture. c: channels, h, w: rows and columns
#
# A block is worked on in bands of rows, each with as many rows above and below it as the block has convolutions:
# of the widest activations only a band is ever there. The result is that of the whole picture; this is no tiling.
class Hed(Module):
  def enter(self: __torch__.Hed, x: Tensor, w: __torch__.Weights) -> Tensor:
    planes = torch.to(torch.permute(x, [0, 3, 1, 2]), 6)                           # [1, 3, h, w], channels innermost
    return torch.contiguous(planes - w["norm"], memory_format=2)
  def block(self: __torch__.Hed, x: Tensor, w: __torch__.Weights, convs: int, pools: bool, band: int) -> Tuple[Tensor, Tensor]:
    # what the next block is given (half as high and wide where it pools), and what this one sees of the edges
    h, width = x.size(2), x.size(3)
    channels = w["projection.weight"].size(1)
    step = ops.prim.max(band // (2 * channels * width), 1) * 2                     # even, as the pool wants it
    edges = torch.empty([1, 1, h, width], dtype=x.dtype, device=x.device)
    scale = 2 if pools else 1
    out = torch.empty([1, channels, h // scale, width // scale], dtype=x.dtype, device=x.device, memory_format=2)
    for k in range((h + step - 1) // step):
      begin = k * step
      end = ops.prim.min(begin + step, h)
      low = ops.prim.max(begin - convs, 0)
      high = ops.prim.min(end + convs, h)
      top = 1 if low == 0 else 0                                                   # at the picture's border every
      bottom = 1 if high == h else 0                                               # convolution pads with zeros
      y = torch.slice(x, 2, low, high)                                             # [1, c, rows + 2 convs, w]
      for i in range(convs):
        name = torch.add("convs.", str(i))
        if top + bottom > 0:
          y = torch.constant_pad_nd(y, [0, 0, top, bottom])
        y = torch.relu_(torch.conv2d(y, w[torch.add(name, ".weight")], w[torch.add(name, ".bias")], [1, 1], [0, 1]))
      first = 0 if low == 0 else begin                                             # the row that y begins with now
      y = torch.slice(y, 2, begin - first, end - first)                            # [1, c', rows, w]
      seen = torch.conv2d(y, w["projection.weight"], w["projection.bias"])         # [1, 1, rows, w]
      done = torch.copy_(torch.slice(edges, 2, begin, end), seen)
      if not pools:
        done = torch.copy_(torch.slice(out, 2, begin, end), y)
      elif end - begin > 1:                                                        # an odd last row is left out
        done = torch.copy_(torch.slice(out, 2, begin // 2, end // 2), torch.max_pool2d(y, [2, 2], [2, 2]))
    return (out, edges)
  def resized(self: __torch__.Hed, edges: Tensor, h: int, w: int) -> Tensor:
    return torch.upsample_bilinear2d(edges, [h, w], False)                         # [1, 1, h, w]
  def probability(self: __torch__.Hed, total: Tensor, blocks: int) -> Tensor:
    return torch.sigmoid(total / blocks)                                           # [1, 1, h, w]
