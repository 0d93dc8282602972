// Products with a matrix of which many columns are zero, such as the margins of pictures. Read once
// for each instruction set: see vectorised.c.

static long NAME(find_columns)(int32_t *columns, const float *matrix, long rows, long count) {
  long found = 0;
  for (long c = 0; c < count; c += LANES) {
    INTEGERS any = 0;
    for (long r = 0; r < rows; r++)
      any |= NAME(load_some)(matrix + r * count + c, count - c) != 0.f;
    const long lanes = count - c < LANES ? count - c : LANES;
    for (long lane = 0; lane < lanes; lane++) {
      columns[found] = (int32_t)(c + lane);
      found += any[lane] & 1;
    }
  }
  return found;
}

INLINE void NAME(multiply_columns_block)(const int P, const int V, float *output,
                                         const float *matrix, const float *weights,
                                         const float *bias, long width,
                                         const kernels_column_product *s) {
  VECTOR sum[P][V];
  UNROLL for (int v = 0; v < V; v++) {
    const VECTOR start = bias ? NAME(load_some)(bias + v * LANES, width - v * LANES) : (VECTOR)0.f;
    UNROLL for (int p = 0; p < P; p++) sum[p][v] = start;
  }
  for (long i = 0; i < s->column_count; i++) {
    const long k = s->columns[i];
    const float *w = weights + k * s->width, *x = matrix + k;
    VECTOR row[V];
    UNROLL for (int v = 0; v < V; v++) row[v] = NAME(load_some)(w + v * LANES, width - v * LANES);
    UNROLL for (int p = 0; p < P; p++) {
      const VECTOR value = x[p * s->matrix_step];
      UNROLL for (int v = 0; v < V; v++) sum[p][v] = MULTIPLY_ADD(value, row[v], sum[p][v]);
    }
  }
  UNROLL for (int p = 0; p < P; p++) {
    UNROLL for (int v = 0; v < V; v++) {
      const VECTOR y = s->relu ? NAME(positive)(sum[p][v]) : sum[p][v];
      NAME(store_some)(output + p * s->width + v * LANES, y, width - v * LANES);
    }
  }
}

static void NAME(multiply_columns)(float *output, const float *matrix, const float *weights,
                                   const float *bias, const kernels_column_product *s) {
  const long most = MOST_ROWS(2), blocks = (s->rows + most - 1) / most;
  for (long f = 0; f < s->width; f += 2 * LANES) {
    const long width = s->width - f;
    const float *start = bias ? bias + f : 0;
    for (long block = 0; block < blocks; block++) {
      const long first = block * s->rows / blocks, next = (block + 1) * s->rows / blocks;
      float *y = output + first * s->width + f;
      const float *x = matrix + first * s->matrix_step;
#define CASE(P)                                                                              \
  case P:                                                                                    \
    if (width > LANES) NAME(multiply_columns_block)(P, 2, y, x, weights + f, start, width, s); \
    else NAME(multiply_columns_block)(P, 1, y, x, weights + f, start, width, s);             \
    break;
      switch (next - first) { EACH_TO_15(CASE) }
#undef CASE
    }
  }
}

// `K` rows of the total, `V` vectors wide.
INLINE void NAME(accumulate_columns_block)(const int K, const int V, float *total,
                                           const float *matrix, const float *other,
                                           const int32_t *columns, const uint8_t *fresh,
                                           long width, const kernels_column_product *s) {
  VECTOR sum[K][V];
  const float *x[K];
  UNROLL for (int k = 0; k < K; k++) {
    x[k] = matrix + columns[k];
    UNROLL for (int v = 0; v < V; v++) sum[k][v] = 0;
  }
  for (long r = 0; r < s->rows; r++) {
    VECTOR y[V];
    UNROLL for (int v = 0; v < V; v++)
      y[v] = NAME(load_some)(other + r * s->width + v * LANES, width - v * LANES);
    UNROLL for (int k = 0; k < K; k++) {
      const VECTOR value = x[k][r * s->matrix_step];
      UNROLL for (int v = 0; v < V; v++) sum[k][v] = MULTIPLY_ADD(value, y[v], sum[k][v]);
    }
  }
  UNROLL for (int k = 0; k < K; k++) {
    float *t = total + columns[k] * s->width;
    UNROLL for (int v = 0; v < V; v++) {
      const long some = width - v * LANES;
      if (!fresh[columns[k]]) sum[k][v] += NAME(load_some)(t + v * LANES, some);
      NAME(store_some)(t + v * LANES, sum[k][v], some);
    }
  }
}

static void NAME(accumulate_columns)(float *total, uint8_t *fresh, const float *matrix,
                                     const float *other, const kernels_column_product *s) {
  // Even blocks: a lone row would wait for its own sums.
  const long most = LANES == 16 ? 8 : 4, blocks = (s->column_count + most - 1) / most;
  for (long block = 0; block < blocks; block++) {
    const long i = block * s->column_count / blocks;
    const int32_t *columns = s->columns + i;
    const long count = (block + 1) * s->column_count / blocks - i;
    for (long f = 0; f < s->width; f += 2 * LANES) {
      const long width = s->width - f;
#define CASE(K)                                                                              \
  case K:                                                                                    \
    if (width > LANES) NAME(accumulate_columns_block)(K, 2, total + f, matrix, other + f,    \
                                                      columns, fresh, width, s);             \
    else NAME(accumulate_columns_block)(K, 1, total + f, matrix, other + f, columns, fresh,  \
                                        width, s);                                           \
    break;
      switch (count) { CASE(1) CASE(2) CASE(3) CASE(4) CASE(5) CASE(6) CASE(7) CASE(8) }
#undef CASE
    }
    for (long k = 0; k < count; k++) fresh[columns[k]] = 0;
  }
}
