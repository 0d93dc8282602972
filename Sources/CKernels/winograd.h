// The transforms of F(4 × 4, 3 × 3) and their transposes, with the points 0, ±1, ±2, ∞. Read once
// for each instruction set: see vectorised.c. All of them run over channels.

// The six values of a line, `step` apart, become what the product needs: Bᵀ d.
INLINE void NAME(input_line)(VECTOR *d, const int step) {
  const VECTOR even = d[4 * step] - 4.f * d[2 * step], odd = d[3 * step] - 4.f * d[step];
  const VECTOR near = d[4 * step] - d[2 * step], far = 2.f * (d[3 * step] - d[step]);
  d[0] = 4.f * d[0] - 5.f * d[2 * step] + d[4 * step];
  d[5 * step] = 4.f * d[step] - 5.f * d[3 * step] + d[5 * step];
  d[step] = even + odd;
  d[2 * step] = even - odd;
  d[3 * step] = near + far;
  d[4 * step] = near - far;
}

// B t.
INLINE void NAME(input_line_transposed)(VECTOR *t, const int step) {
  const VECTOR t0 = t[0], t5 = t[5 * step];
  const VECTOR sum12 = t[step] + t[2 * step], difference12 = t[step] - t[2 * step];
  const VECTOR sum34 = t[3 * step] + t[4 * step], difference34 = t[3 * step] - t[4 * step];
  t[0] = 4.f * t0;
  t[step] = 4.f * (t5 - difference12) - 2.f * difference34;
  t[2 * step] = -5.f * t0 - 4.f * sum12 - sum34;
  t[3 * step] = difference12 + 2.f * difference34 - 5.f * t5;
  t[4 * step] = t0 + sum12 + sum34;
}

// Six values of a line become four: Aᵀ m.
INLINE void NAME(output_line)(VECTOR *m, const int step) {
  const VECTOR sum12 = m[step] + m[2 * step], difference12 = m[step] - m[2 * step];
  const VECTOR sum34 = m[3 * step] + m[4 * step], difference34 = m[3 * step] - m[4 * step];
  m[0] = m[0] + sum12 + sum34;
  m[step] = difference12 + 2.f * difference34;
  m[2 * step] = sum12 + 4.f * sum34;
  m[3 * step] = difference12 + 8.f * difference34 + m[5 * step];
}

// Four become six: A y.
INLINE void NAME(output_line_transposed)(VECTOR *y, const int step) {
  const VECTOR y3 = y[3 * step];
  const VECTOR even = y[0] + y[2 * step], odd = y[step] + y3;
  const VECTOR evenFar = y[0] + 4.f * y[2 * step], oddFar = 2.f * (y[step] + 4.f * y3);
  y[step] = even + odd;
  y[2 * step] = even - odd;
  y[3 * step] = evenFar + oddFar;
  y[4 * step] = evenFar - oddFar;
  y[5 * step] = y3;
}

// Three become six: G g.
INLINE void NAME(weights_line)(VECTOR *g, const int step) {
  const VECTOR g0 = g[0], g1 = g[step], g2 = g[2 * step];
  const VECTOR ends = (g0 + g2) * (-1 / 6.f), far = g0 * (1 / 24.f) + g2 * (1 / 6.f);
  g[0] = g0 * (1 / 4.f);
  g[step] = ends - g1 * (1 / 6.f);
  g[2 * step] = ends + g1 * (1 / 6.f);
  g[3 * step] = far + g1 * (1 / 12.f);
  g[4 * step] = far - g1 * (1 / 12.f);
  g[5 * step] = g2;
}

// Six become three: Gᵀ u.
INLINE void NAME(weights_line_transposed)(VECTOR *u, const int step) {
  const VECTOR sum12 = u[step] + u[2 * step], difference12 = u[2 * step] - u[step];
  const VECTOR sum34 = u[3 * step] + u[4 * step], difference34 = u[3 * step] - u[4 * step];
  u[0] = u[0] * (1 / 4.f) - sum12 * (1 / 6.f) + sum34 * (1 / 24.f);
  u[step] = difference12 * (1 / 6.f) + difference34 * (1 / 12.f);
  u[2 * step] = (sum34 - sum12) * (1 / 6.f) + u[5 * step];
}

// Lines down the columns, then along the rows, or the other way round.
#define COLUMNS(line, count) UNROLL for (int j = 0; j < (count); j++) NAME(line)(t + j, 6)
#define ROWS(line, count) UNROLL for (int i = 0; i < (count); i++) NAME(line)(t + 6 * i, 1)

// Runs the body for each tile and each vector of channels: the tile's number `n` and place `at`, its
// sample's place in the pictures, whose rows are `line` apart, the channel `c`, and how many are left.
#define EACH_TILE(rows, columns, channels, ...)              \
  const long line = (columns) * (channels);                            \
  for (long n = 0; n < s->tiles; n++) {                                \
    const kernels_tile at = tile_of(s, n);                             \
    const long sample = at.sample * (rows) * line;                     \
    for (long c = 0; c < (channels); c += LANES) {                     \
      VECTOR t[36];                                                    \
      const long some = (channels) - c;                                \
      __VA_ARGS__                                                      \
    }                                                                  \
  }

// The 36 values of a tile, or of a pair of a channel and a filter, lie `step` apart.
INLINE void NAME(load_points)(VECTOR *t, const float *values, long step, long some) {
  for (int i = 0; i < 36; i++) t[i] = NAME(load_some)(values + i * step, some);
}

INLINE void NAME(store_points)(float *values, const VECTOR *t, long step, long some) {
  for (int i = 0; i < 36; i++) NAME(store_some)(values + i * step, t[i], some);
}

static void NAME(winograd_input)(float *output, const float *pictures,
                                 const kernels_winograd *s) {
  const long channels = s->channels;
  EACH_TILE(s->input_rows, s->input_columns, channels, {
    const float *picture = pictures + sample + c;
    UNROLL for (int i = 0; i < 6; i++) {
      const long y = at.row - s->padding_rows + i;
      UNROLL for (int j = 0; j < 6; j++) {
        const long x = at.column - s->padding_columns + j;
        t[6 * i + j] = y < 0 || y >= s->input_rows || x < 0 || x >= s->input_columns
            ? (VECTOR)0.f
            : NAME(load_some)(picture + y * line + x * channels, some);
      }
    }
    COLUMNS(input_line, 6);
    ROWS(input_line, 6);
    NAME(store_points)(output + n * channels + c, t, s->tiles * channels, some);
  })
}

static void NAME(winograd_input_transposed)(float *pictures, const float *input,
                                            const kernels_winograd *s) {
  const long channels = s->channels;
  EACH_TILE(s->input_rows, s->input_columns, channels, {
    float *picture = pictures + sample + c;
    NAME(load_points)(t, input + n * channels + c, s->tiles * channels, some);
    ROWS(input_line_transposed, 6);
    COLUMNS(input_line_transposed, 6);
    for (int i = 0; i < 6; i++) {
      const long y = at.row - s->padding_rows + i;
      if (y < 0 || y >= s->input_rows) continue;
      for (int j = 0; j < 6; j++) {
        const long x = at.column - s->padding_columns + j;
        if (x < 0 || x >= s->input_columns) continue;
        float *pixel = picture + y * line + x * channels;
        NAME(store_some)(pixel, NAME(load_some)(pixel, some) + t[6 * i + j], some);
      }
    }
  })
}

static void NAME(winograd_output)(float *pictures, const float *products, const float *bias,
                                  int relu, const kernels_winograd *s) {
  const long filters = s->filters;
  EACH_TILE(s->output_rows, s->output_columns, filters, {
    float *picture = pictures + sample + c;
    const long rows = s->output_rows - at.row;
    const long columns = s->output_columns - at.column;
    NAME(load_points)(t, products + n * filters + c, s->tiles * filters, some);
    COLUMNS(output_line, 6);
    ROWS(output_line, 4);
    const VECTOR start = bias ? NAME(load_some)(bias + c, some) : (VECTOR)0.f;
    for (int i = 0; i < 4 && i < rows; i++) {
      for (int j = 0; j < 4 && j < columns; j++) {
        const VECTOR y = t[6 * i + j] + start;
        NAME(store_some)(picture + (at.row + i) * line + (at.column + j) * filters,
                         relu ? NAME(positive)(y) : y, some);
      }
    }
  })
}

static void NAME(winograd_output_transposed)(float *products, const float *pictures,
                                             const kernels_winograd *s) {
  const long filters = s->filters;
  EACH_TILE(s->output_rows, s->output_columns, filters, {
    const float *picture = pictures + sample + c;
    const long rows = s->output_rows - at.row;
    const long columns = s->output_columns - at.column;
    UNROLL for (int i = 0; i < 4; i++) {
      UNROLL for (int j = 0; j < 4; j++) {
        t[6 * i + j] = i < rows && j < columns
            ? NAME(load_some)(picture + (at.row + i) * line + (at.column + j) * filters, some)
            : (VECTOR)0.f;
      }
    }
    ROWS(output_line_transposed, 4);
    COLUMNS(output_line_transposed, 6);
    NAME(store_points)(products + n * filters + c, t, s->tiles * filters, some);
  })
}

static void NAME(winograd_weights)(float *output, const float *weights, long channels,
                                   long filters) {
  for (long c = 0; c < channels; c++) {
    for (long f = 0; f < filters; f += LANES) {
      VECTOR t[36];
      const long some = filters - f;
      UNROLL for (int i = 0; i < 3; i++)
        UNROLL for (int j = 0; j < 3; j++)
          t[6 * i + j] =
              NAME(load_some)(weights + ((3 * i + j) * channels + c) * filters + f, some);
      COLUMNS(weights_line, 3);
      ROWS(weights_line, 6);
      NAME(store_points)(output + c * filters + f, t, channels * filters, some);
    }
  }
}

static void NAME(winograd_weights_transposed)(float *weights, const float *products,
                                              long channels, long filters) {
  for (long c = 0; c < channels; c++) {
    for (long f = 0; f < filters; f += LANES) {
      VECTOR t[36];
      const long some = filters - f;
      NAME(load_points)(t, products + c * filters + f, channels * filters, some);
      COLUMNS(weights_line_transposed, 6);
      ROWS(weights_line_transposed, 3);
      UNROLL for (int i = 0; i < 3; i++)
        UNROLL for (int j = 0; j < 3; j++) {
          float *w = weights + ((3 * i + j) * channels + c) * filters + f;
          NAME(store_some)(w, NAME(load_some)(w, some) + t[6 * i + j], some);
        }
    }
  }
}
#undef COLUMNS
#undef ROWS
#undef EACH_TILE
