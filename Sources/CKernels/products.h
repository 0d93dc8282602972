// The two small matrix products that convolutions are made of, with their results in registers.
// Read once for each instruction set: see vectorised.c.

// `P` rows of output, `V` vectors wide: a row of windows, or of a matrix, times the weights.
INLINE void NAME(multiply_block)(const int P, const int V, const long step, float *output,
                                 const float *input, const float *weights, const float *bias,
                                 long width, const kernels_product *s) {
  VECTOR sum[P][V];
  UNROLL for (int v = 0; v < V; v++) {
    const long some = width - v * LANES;
    const VECTOR start = bias ? NAME(load_some)(bias + v * LANES, some) : (VECTOR)0.f;
    UNROLL for (int p = 0; p < P; p++) {
      sum[p][v] = start;
      if (s->adds) sum[p][v] += NAME(load_some)(output + p * s->output_step + v * LANES, some);
    }
  }
  for (long line = 0; line < s->lines; line++) {
    const float *x = input + line * s->input_line;
    for (long k = 0; k < s->run; k++) {
      VECTOR w[V];
      UNROLL for (int v = 0; v < V; v++)
        w[v] = NAME(load_some)(weights + v * LANES, width - v * LANES);
      weights += s->weights_step;
      UNROLL for (int p = 0; p < P; p++) {
        const VECTOR value = x[p * step + k];
        UNROLL for (int v = 0; v < V; v++) sum[p][v] = MULTIPLY_ADD(value, w[v], sum[p][v]);
      }
    }
    weights += s->weights_skip;
  }
  UNROLL for (int p = 0; p < P; p++) {
    UNROLL for (int v = 0; v < V; v++) {
      const VECTOR y = s->relu ? NAME(positive)(sum[p][v]) : sum[p][v];
      float *target = output + p * s->output_step + v * LANES;
#if LANES == 16
      if (s->half) {
        NAME(store_some)(target, y, s->half_width);
        NAME(store_some)(target + s->half, SECOND_HALF(y), s->half_width);
        continue;
      }
#endif
      NAME(store_some)(target, y, width - v * LANES);
    }
  }
}

// The most rows whose sums stay in registers, for 1 and for 2 vectors.
#define MOST_ROWS(V) ((V) == 2 ? (LANES == 16 ? 13 : 6) : (LANES == 16 ? 15 : 12))

// Few rows of output, one vector wide, of long sums: each in four parts, since it would wait for its
// last step. However many rows there are, they add up in this order.
INLINE void NAME(multiply_narrow)(const int P, float *output, const float *input,
                                  const float *weights, const float *bias, long width,
                                  const kernels_product *s) {
  VECTOR sum[P][4];
  UNROLL for (int p = 0; p < P; p++) {
    UNROLL for (int i = 0; i < 4; i++) sum[p][i] = 0;
    if (bias) sum[p][0] = NAME(load_some)(bias, width);
    if (s->adds) sum[p][0] += NAME(load_some)(output + p * s->output_step, width);
  }
  long k = 0;
  for (; k + 4 <= s->run; k += 4) {
    UNROLL for (int i = 0; i < 4; i++) {
      const VECTOR w = NAME(load_some)(weights + (k + i) * s->weights_step, width);
      UNROLL for (int p = 0; p < P; p++)
        sum[p][i] = MULTIPLY_ADD((VECTOR)input[p * s->input_step + k + i], w, sum[p][i]);
    }
  }
  for (; k < s->run; k++) {
    const VECTOR w = NAME(load_some)(weights + k * s->weights_step, width);
    UNROLL for (int p = 0; p < P; p++)
      sum[p][0] = MULTIPLY_ADD((VECTOR)input[p * s->input_step + k], w, sum[p][0]);
  }
  UNROLL for (int p = 0; p < P; p++) {
    const VECTOR y = (sum[p][0] + sum[p][1]) + (sum[p][2] + sum[p][3]);
    NAME(store_some)(output + p * s->output_step, s->relu ? NAME(positive)(y) : y, width);
  }
}

static void NAME(multiply)(float *output, const float *input, const float *weights,
                           const float *bias, const kernels_product *s) {
  for (long f = 0; f < s->width; f += 2 * LANES) {
    const long width = s->width - f;
    const int two = width > LANES;
    const int narrow = !two && s->lines == 1 && s->run >= 64 && !s->half;
    const long most = two ? MOST_ROWS(2) : narrow ? 3 : MOST_ROWS(1);
    const long blocks = (s->count + most - 1) / most;
    for (long block = 0; block < blocks; block++) {
      const long first = block * s->count / blocks, next = (block + 1) * s->count / blocks;
      float *y = output + first * s->output_step + f;
      const float *x = input + first * s->input_step;
      const float *start = bias ? bias + f : 0;
      const long step = s->input_step;
      if (narrow) {
        switch (next - first) {
          case 1: NAME(multiply_narrow)(1, y, x, weights + f, start, width, s); break;
          case 2: NAME(multiply_narrow)(2, y, x, weights + f, start, width, s); break;
          case 3: NAME(multiply_narrow)(3, y, x, weights + f, start, width, s); break;
        }
        continue;
      }
      // The first layer's pictures have one channel, and a step that the compiler knows saves it from
      // computing an address for each row.
#define CASE(P)                                                                              \
  case P:                                                                                    \
    if (two && step == 1) NAME(multiply_block)(P, 2, 1, y, x, weights + f, start, width, s); \
    else if (two) NAME(multiply_block)(P, 2, step, y, x, weights + f, start, width, s);      \
    else if (step == 1) NAME(multiply_block)(P, 1, 1, y, x, weights + f, start, width, s);   \
    else NAME(multiply_block)(P, 1, step, y, x, weights + f, start, width, s);               \
    break;
      switch (next - first) { EACH_TO_15(CASE) }
#undef CASE
    }
  }
}

// `R` lines of `K` sums, each `V` vectors wide: every value of the windows times what came of them.
INLINE void NAME(accumulate_block)(const int R, const int K, const int V, float *total,
                                   const float *input, const float *other, long width,
                                   const kernels_sum_of_products *s) {
  VECTOR sum[R][K][V];
  UNROLL for (int r = 0; r < R; r++)
    UNROLL for (int k = 0; k < K; k++)
      UNROLL for (int v = 0; v < V; v++) sum[r][k][v] = 0;
  for (long outer = 0; outer < s->outer; outer++) {
    const float *x = input + outer * s->input_outer;
    for (long inner = 0; inner < s->inner; inner++) {
      VECTOR y[V];
      UNROLL for (int v = 0; v < V; v++)
        y[v] = NAME(load_some)(other + v * LANES, s->half ? s->half_width : width - v * LANES);
#if LANES == 16
      if (s->half) y[0] = HALVES(y[0], NAME(load_some)(other + s->half, s->half_width));
#endif
      UNROLL for (int r = 0; r < R; r++)
        UNROLL for (int k = 0; k < K; k++) {
          const VECTOR value = x[r * s->input_line + k];
          UNROLL for (int v = 0; v < V; v++)
            sum[r][k][v] = MULTIPLY_ADD(value, y[v], sum[r][k][v]);
        }
      other += s->other_step;
      x += s->input_step;
    }
    other += s->other_skip;
  }
  UNROLL for (int r = 0; r < R; r++)
    UNROLL for (int k = 0; k < K; k++)
      UNROLL for (int v = 0; v < V; v++) {
        float *t = total + (r * s->run + k) * s->total_step + v * LANES;
        const long some = width - v * LANES;
        if (s->adds) sum[r][k][v] += NAME(load_some)(t, some);
        NAME(store_some)(t, sum[r][k][v], some);
      }
}

static void NAME(accumulate)(float *total, const float *input, const float *other,
                             const kernels_sum_of_products *s) {
  for (long f = 0; f < s->width; f += 2 * LANES) {
    const long width = s->width - f;
    const int two = width > LANES;
    // Small windows whole, so that there are sums enough to keep the multipliers busy.
    if (LANES == 16 && s->lines == 3 && s->run == 3) {
      if (two) NAME(accumulate_block)(3, 3, 2, total + f, input, other + f, width, s);
      else NAME(accumulate_block)(3, 3, 1, total + f, input, other + f, width, s);
      continue;
    }
    if (LANES == 16 && s->lines == 5 && s->run == 5 && !two) {
      NAME(accumulate_block)(5, 5, 1, total + f, input, other + f, width, s);
      continue;
    }
    if (LANES == 16 && s->lines == 6 && s->run == 5 && !two) {
      NAME(accumulate_block)(6, 5, 1, total + f, input, other + f, width, s);
      continue;
    }
    const long most = MOST_ROWS(two ? 2 : 1), blocks = (s->run + most - 1) / most;
    for (long line = 0; line < s->lines; line++) {
      for (long block = 0; block < blocks; block++) {
        const long first = block * s->run / blocks, next = (block + 1) * s->run / blocks;
        float *t = total + (line * s->run + first) * s->total_step + f;
        const float *x = input + line * s->input_line + first;
#define CASE(K)                                                                \
  case K:                                                                      \
    if (two) NAME(accumulate_block)(1, K, 2, t, x, other + f, width, s);       \
    else NAME(accumulate_block)(1, K, 1, t, x, other + f, width, s);           \
    break;
        switch (next - first) { EACH_TO_15(CASE) }
#undef CASE
      }
    }
  }
}

// As many products and sums as fit into the processor: twelve chains of them, in registers.
static float NAME(peak)(long rounds) {
  VECTOR sum[12];
  UNROLL for (int i = 0; i < 12; i++) sum[i] = (float)i;
  const VECTOR factor = 0.999f, summand = 1e-3f;
  for (long r = 0; r < rounds; r++)
    UNROLL for (int i = 0; i < 12; i++) sum[i] = MULTIPLY_ADD(sum[i], factor, summand);
  VECTOR total = 0;
  UNROLL for (int i = 0; i < 12; i++) total += sum[i];
  return total[0];
}
