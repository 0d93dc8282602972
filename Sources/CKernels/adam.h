// Adam's step. Read once for each instruction set: see vectorised.c.

// 1 / v of a finite v, to the last place. Without the estimate the step would wait for divisions.
INLINE VECTOR NAME(reciprocal)(VECTOR v) {
#if LANES == 16
  const VECTOR estimate = (VECTOR)_mm512_rcp14_ps((__m512)v);
  return MULTIPLY_ADD(estimate, MULTIPLY_ADD(-v, estimate, (VECTOR)1.f), estimate);
#else
  return 1.f / v;
#endif
}

static void NAME(adam)(float *restrict weights, const float *restrict gradients,
                       float *restrict mean, float *restrict variance, long count, float alpha,
                       float beta1, float beta2, float epsilon) {
  const VECTOR keep1 = 1 - beta1, keep2 = 1 - beta2, step = alpha, least = epsilon;
  for (long i = 0; i < count; i += LANES) {
    const long some = count - i;
    const VECTOR g = NAME(load_some)(gradients + i, some);
    VECTOR m = NAME(load_some)(mean + i, some), v = NAME(load_some)(variance + i, some);
    m = MULTIPLY_ADD(g - m, keep1, m);
    v = MULTIPLY_ADD(MULTIPLY_ADD(g, g, -v), keep2, v);
    NAME(store_some)(mean + i, m, some);
    NAME(store_some)(variance + i, v, some);
    VECTOR slope = NAME(reciprocal)(__builtin_elementwise_sqrt(v) + least);
    // The estimate has no 1 / infinity.
    slope = v <= FLT_MAX ? slope : (VECTOR)0.f;
    const VECTOR w = NAME(load_some)(weights + i, some);
    NAME(store_some)(weights + i, MULTIPLY_ADD(-step * m, slope, w), some);
  }
}
