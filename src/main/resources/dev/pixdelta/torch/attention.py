def attention(q: Tensor, k: Tensor, v: Tensor) -> Tensor:
  # softmax(q k' / sqrt(d)) v for [b, heads, n, d], without a mask.
  n = q.size(2)
  if q.is_cuda or q.dtype != 15 or n < 512:
    o = torch.scaled_dot_product_attention(q, k, v)
  else:
    # The fused kernel gains nothing from bf16 on a CPU. Plain products do, as long as the scores of some rows
    # stay in the cache.
    o = torch.empty_like(q)
    scaled = q * q.size(3) ** -0.5
    step = ops.prim.max(4194304 // n, 64)
    for b in range(q.size(0)):
      for h in range(q.size(1)):
        keys = torch.transpose(torch.select(torch.select(k, 0, b), 0, h), 0, 1)    # [d, n]
        values = torch.select(torch.select(v, 0, b), 0, h)                         # [n, d]
        queries = torch.select(torch.select(scaled, 0, b), 0, h)                   # [n, d]
        out = torch.select(torch.select(o, 0, b), 0, h)                            # [n, d]
        for i in range((n + step - 1) // step):
          begin = i * step
          end = begin + step
          p = torch.softmax(torch.mm(torch.slice(queries, 0, begin, end), keys), -1)  # [rows, n]
          done = torch.copy_(torch.slice(out, 0, begin, end), torch.mm(p, values))
  return o
