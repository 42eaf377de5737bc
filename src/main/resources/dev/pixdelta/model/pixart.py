# PixArt-alpha transformer (Chen et al. 2023, section 2.3), a DiT with cross-attention and adaLN-single.
# b: batch, n: patches, d: hidden size, m: text tokens, c: caption channels, p: patch
# The residual stream stays in fp32 whatever the weights are in: its mean is large against what blocks add.
class PixArt(Module):
  def mlp(self: __torch__.PixArt, x: Tensor, w: __torch__.Weights, name: str) -> Tensor:
    return __torch__.linear(torch.silu(__torch__.linear(x, w, name + ".linear_1")), w, name + ".linear_2")
  def timestep_embedding(self: __torch__.PixArt, t: Tensor, dim: int) -> Tensor:
    half = dim // 2
    frequency = torch.exp(torch.arange(half, dtype=6, device=t.device) * (-torch.log(10000.) / half))
    angle = torch.unsqueeze(torch.to(t, 6), 1) * frequency                         # [b, dim/2]
    return torch.cat([torch.cos(angle), torch.sin(angle)], -1)                     # [b, dim], cos first
  def t_block(self: __torch__.PixArt, timestep: Tensor, size: Tensor, w: __torch__.Weights) -> Tuple[Tensor, Tensor]:
    # size: [b, 3] height, width, height / width; [b, 0] for models without micro-conditions
    emb = (self).mlp((self).timestep_embedding(timestep, 256), w, "emb.timestep_embedder")   # [b, d] fp32, as all here
    if size.size(1) == 3:
      b = size.size(0)
      edges = torch.reshape(torch.slice(size, 1, 0, 2), [-1])                      # [2b]
      r = (self).mlp((self).timestep_embedding(edges, 256), w, "emb.resolution_embedder")      # [2b, d/3]
      a = (self).mlp((self).timestep_embedding(torch.select(size, 1, 2), 256), w, "emb.aspect_ratio_embedder")  # [b, d/3]
      emb = emb + torch.cat([torch.reshape(r, [b, -1]), a], 1)                     # [b, d]
    return (__torch__.linear(torch.silu(emb), w, "linear"), emb)                   # [b, 6d], [b, d]
  def y_embedder(self: __torch__.PixArt, text: Tensor, w: __torch__.Weights) -> Tensor:
    h = __torch__.linear_gelu(torch.to(text, w.dtype), w, "linear_1")
    return __torch__.linear(h, w, "linear_2")                                      # [b, m, d]
  def attention_bias(self: __torch__.PixArt, mask: Tensor, like: Tensor) -> Tensor:
    bias = (1 - torch.to(mask, 6)) * -10000.                                       # [b, m]
    return torch.to(torch.reshape(bias, [mask.size(0), 1, 1, mask.size(1)]), like.dtype)               # [b, 1, 1, m]
  def x_embedder(self: __torch__.PixArt, latents: Tensor, positions: Tensor, w: __torch__.Weights, p: int) -> Tensor:
    kernel = w["proj.weight"]                                                      # [d, c, p, p]
    x = torch.conv2d(torch.to(latents, kernel.dtype), kernel, w["proj.bias"], [p, p])                   # [b, d, h/p, w/p]
    return torch.to(torch.transpose(torch.flatten(x, 2), 1, 2), 6) + positions     # [b, n, d] fp32
  def heads(self: __torch__.PixArt, x: Tensor, w: __torch__.Weights, name: str, heads: int) -> Tensor:
    y = __torch__.linear(x, w, name)
    return torch.transpose(torch.view(y, [x.size(0), x.size(1), heads, -1]), 1, 2) # [b, heads, n, d/heads]
  def attention(self: __torch__.PixArt, x: Tensor, context: Tensor, bias: Optional[Tensor], w: __torch__.Weights, name: str, heads: int) -> Tensor:
    q = (self).heads(x, w, name + ".to_q", heads)
    k = (self).heads(context, w, name + ".to_k", heads)
    v = (self).heads(context, w, name + ".to_v", heads)
    if bias is None:
      a = __torch__.attention(q, k, v)                                             # [b, heads, n, d/heads]
    else:
      a = torch.scaled_dot_product_attention(q, k, v, unchecked_cast(Tensor, bias))
    a = torch.flatten(torch.transpose(a, 1, 2), 2)                                 # [b, n, d]
    return __torch__.linear(a, w, name + ".to_out.0")
  def modulate(self: __torch__.PixArt, x: Tensor, shift: Tensor, scale: Tensor, eps: float, dtype: int) -> Tensor:
    y = torch.layer_norm(x, [x.size(2)], None, None, eps)                          # [b, n, d] fp32
    return torch.to(torch.addcmul(shift, y, 1 + scale), dtype)                     # [b, n, d]
  def block(self: __torch__.PixArt, x: Tensor, text: Tensor, bias: Tensor, condition: Tensor, w: __torch__.Weights, heads: int, eps: float) -> Tensor:
    b, d = x.size(0), x.size(2)
    modulation = torch.to(torch.unsqueeze(w["scale_shift_table"], 0), 6) + torch.view(condition, [b, 6, d])   # [b, 6, d] fp32
    shift_msa, scale_msa, gate_msa, shift_mlp, scale_mlp, gate_mlp = torch.chunk(modulation, 6, 1)            # each [b, 1, d]
    y = (self).modulate(x, shift_msa, scale_msa, eps, w.dtype)                      # [b, n, d]
    x1 = torch.addcmul(x, gate_msa, torch.to((self).attention(y, y, None, w, "attn1", heads), 6))       # [b, n, d] fp32
    # Cross-attention is neither normed nor gated.
    x2 = x1 + (self).attention(torch.to(x1, w.dtype), text, bias, w, "attn2", heads) # [b, n, d] fp32
    z = (self).modulate(x2, shift_mlp, scale_mlp, eps, w.dtype)                     # [b, n, d]
    f = __torch__.linear_gelu(z, w, "ff.net.0.proj")                               # [b, n, 4d]
    return torch.addcmul(x2, gate_mlp, torch.to(__torch__.linear(f, w, "ff.net.2"), 6))      # [b, n, d] fp32
  # ControlNet-Transformer (Chen et al. 2024): c is the residual stream of the copied blocks.
  def before_proj(self: __torch__.PixArt, x: Tensor, c: Tensor, w: __torch__.Weights) -> Tensor:
    return x + torch.to(__torch__.linear(torch.to(c, w.dtype), w, "before_proj"), 6)  # [b, n, d] fp32
  def after_proj(self: __torch__.PixArt, x: Tensor, c: Tensor, strength: float, w: __torch__.Weights) -> Tensor:
    y = __torch__.linear(torch.to(c, w.dtype), w, "after_proj")
    return torch.add(x, torch.to(y, 6), alpha=strength)                            # [b, n, d] fp32
  def final_layer(self: __torch__.PixArt, x: Tensor, embedded: Tensor, w: __torch__.Weights, rows: int, p: int, eps: float) -> Tensor:
    b, n = x.size(0), x.size(1)
    modulation = torch.to(torch.unsqueeze(w["scale_shift_table"], 0), 6) + torch.unsqueeze(embedded, 1)      # [b, 2, d] fp32
    shift, scale = torch.chunk(modulation, 2, 1)                                        # each [b, 1, d]
    y = __torch__.linear((self).modulate(x, shift, scale, eps, w.dtype), w, "proj_out")  # [b, n, p*p*c]
    y1 = torch.view(y, [b, rows, n // rows, p, p, -1])                             # [b, h/p, w/p, p, p, c]
    y2 = torch.permute(y1, [0, 5, 1, 3, 2, 4])                                     # [b, c, h/p, p, w/p, p]
    return torch.to(torch.reshape(y2, [b, y2.size(1), rows * p, -1]), 6)           # [b, c, h, w] fp32
