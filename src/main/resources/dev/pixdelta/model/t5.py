# T5 v1.1 encoder (Raffel et al. 2020; gated GELU as in Shazeer 2020).
# b: batch, n: tokens, d: d_model, h: heads, k: d_kv, f: d_ff
class T5(Module):
  def rms_norm(self: __torch__.T5, x: Tensor, weight: Tensor, eps: float) -> Tensor:
    f = torch.to(x, 6)
    y = f * torch.rsqrt(torch.mean(f * f, [-1], True) + eps)                     # [b, n, d] fp32
    return torch.to(y, weight.dtype) * weight
  def embed(self: __torch__.T5, ids: Tensor, w: __torch__.Weights) -> Tensor:
    return torch.to(torch.embedding(w["shared"], ids), w.dtype)                    # [b, n, d]
  def bias(self: __torch__.T5, mask: Tensor, w: __torch__.Weights, buckets: int, max_distance: int) -> Tensor:
    n = mask.size(1)
    i = torch.arange(n, device=mask.device)
    r = torch.unsqueeze(i, 0) - torch.unsqueeze(i, 1)                              # [n, n] key - query
    half = buckets // 2
    exact = half // 2
    a = torch.abs(r)
    far = torch.log(torch.to(torch.clamp(a, 1), 6) / exact) / torch.log(max_distance / exact) * (half - exact)
    far = torch.clamp(torch.to(far, 4) + exact, 0, half - 1)
    bucket = torch.to(r > 0, 4) * half + torch.where(a < exact, a, far)            # [n, n]
    table = w["relative_attention_bias"]
    bias = torch.permute(torch.embedding(table, bucket), [2, 0, 1])                # [h, n, n]
    hidden = (1 - torch.to(mask, 6)) * -30000.                                     # [b, n]
    return torch.unsqueeze(bias, 0) + torch.to(torch.reshape(hidden, [mask.size(0), 1, 1, n]), table.dtype)  # [b, h, n, n]
  def block(self: __torch__.T5, x: Tensor, bias: Tensor, w: __torch__.Weights, heads: int, eps: float) -> Tensor:
    b, n = x.size(0), x.size(1)
    y = (self).rms_norm(x, w["norm1"], eps)
    q = torch.transpose(torch.view(__torch__.linear(y, w, "q"), [b, n, heads, -1]), 1, 2)   # [b, h, n, k]
    k = torch.transpose(torch.view(__torch__.linear(y, w, "k"), [b, n, heads, -1]), 1, 2)   # [b, h, n, k]
    v = torch.transpose(torch.view(__torch__.linear(y, w, "v"), [b, n, heads, -1]), 1, 2)   # [b, h, n, k]
    a = torch.scaled_dot_product_attention(q, k, v, bias, 0., False, scale=1.)     # [b, h, n, k], no 1/sqrt(k)
    a = torch.reshape(torch.transpose(a, 1, 2), [b, n, -1])                        # [b, n, h*k]
    x1 = x + __torch__.linear(a, w, "o")                                                # [b, n, d]
    y1 = (self).rms_norm(x1, w["norm2"], eps)
    g = __torch__.linear_gelu(y1, w, "wi_0") * __torch__.linear(y1, w, "wi_1")     # [b, n, f]
    return x1 + __torch__.linear(g, w, "wo")                                       # [b, n, d]
  def final(self: __torch__.T5, x: Tensor, w: __torch__.Weights, eps: float) -> Tensor:
    return torch.to((self).rms_norm(x, w["final_layer_norm"], eps), 6)             # [b, n, d] fp32
