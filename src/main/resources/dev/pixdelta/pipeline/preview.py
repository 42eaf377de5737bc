# Latents to small pictures: a network of one hidden layer, whose first weights are random and whose last are fitted
# (Huang et al. 2006, "extreme learning machine"). n: pictures, c: channels, h, w: rows and columns, m: hidden
class Preview(Module):
  def enter(self: __torch__.Preview, latents: Tensor, w: __torch__.Weights) -> Tensor:
    x = (latents - w["mean"]) * w["scale"]                                         # [n, c, h, w]
    return torch.replication_pad2d(x, [1, 1, 1, 1])                                # [n, c, h + 2, w + 2]
  def hidden(self: __torch__.Preview, x: Tensor, w: __torch__.Weights) -> Tensor:
    return torch.tanh(torch.conv2d(x, w["hidden.weight"], w["hidden.bias"]))       # [n, m, h, w]
  def features(self: __torch__.Preview, latents: Tensor, w: __torch__.Weights) -> Tensor:
    # one row for each latent pixel: 1, what lies around it, the hidden units
    x = (self).enter(latents, w)
    near = torch.transpose(torch.im2col(x, [3, 3], [1, 1], [0, 0], [1, 1]), 1, 2)  # [n, h w, 9 c]
    units = torch.transpose(torch.flatten((self).hidden(x, w), 2), 1, 2)           # [n, h w, m]
    one = torch.ones([near.size(0), near.size(1), 1], dtype=6, device=x.device)
    return torch.flatten(torch.cat([one, near, units], 2), 0, 1)                   # [n h w, 1 + 9 c + m]
  def colours(self: __torch__.Preview, pictures: Tensor, factor: int) -> Tensor:
    # as many rows: the mean colour of each square, 0 to 1
    small = torch.avg_pool2d(torch.clamp(pictures, -1., 1.), [factor, factor])     # [n, 3, h, w]
    return torch.flatten(torch.permute(small, [0, 2, 3, 1]), 0, 2) * 0.5 + 0.5     # [n h w, 3]
  def normal(self: __torch__.Preview, features: Tensor, colours: Tensor) -> Tensor:
    # the normal equations of least squares: features' features | features' colours
    a = torch.to(features, 7)
    b = torch.cat([a, torch.to(colours, 7)], 1)
    return torch.mm(torch.t(a), b)                                                 # [f, f + 3] fp64
  def show(self: __torch__.Preview, latents: Tensor, w: __torch__.Weights) -> Tensor:
    x = (self).enter(latents, w)
    y = torch.conv2d(x, w["near"], w["bias"]) + torch.conv2d((self).hidden(x, w), w["mixed"])
    y = torch.clamp(torch.nan_to_num(y, 0., 1., 0.), 0., 1.)                       # [n, 3, h, w]
    return torch.to(torch.round(torch.permute(y, [0, 2, 3, 1]) * 255.), 0)         # [n, h, w, 3] uint8
