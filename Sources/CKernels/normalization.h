// Batch normalisation over rows of channels. Read once for each instruction set: see vectorised.c.
//
// Sums are in double and in the order of the rows, and nothing is fused: the bits are those of a
// plain loop. A channel's sum stays in its register from the first row to the last.

typedef double NAME(doubles) __attribute__((ext_vector_type(LANES)));
#define DOUBLES NAME(doubles)
#define WIDEN(v) __builtin_convertvector(v, DOUBLES)
// Vectors of channels whose sums fit into the registers, with what goes into them.
#define MOST_VECTORS (LANES == 16 ? 4 : 2)

// Calls for each block of channels from `c` on, `width` of them, with its number of vectors known.
#define FOR_BLOCKS(BLOCK)                                                             \
  for (long c = 0, width; c < channels; c += width) {                                 \
    width = channels - c < MOST_VECTORS * LANES ? channels - c : MOST_VECTORS * LANES; \
    if (width <= LANES) BLOCK(1);                                                     \
    else if (width <= 2 * LANES) BLOCK(2);                                            \
    else if (width <= 3 * LANES) BLOCK(3);                                            \
    else BLOCK(4);                                                                    \
  }

INLINE void NAME(sums_block)(const int V, const int squared, double *sums, const float *x,
                             const double *mean, long rows, long channels, long width) {
#pragma clang fp contract(off)
  DOUBLES sum[V], centre[V];
  memset(sum, 0, sizeof sum);
  memset(centre, 0, sizeof centre);
  if (squared) memcpy(centre, mean, (size_t)width * sizeof *mean);
  for (long r = 0; r < rows; r++, x += channels) {
    UNROLL for (int v = 0; v < V; v++) {
      const DOUBLES value = WIDEN(NAME(load_some)(x + v * LANES, width - v * LANES));
      const DOUBLES deviation = value - centre[v];
      sum[v] += squared ? deviation * deviation : value;
    }
  }
  memcpy(sums, sum, (size_t)width * sizeof *sums);
}

static void NAME(channel_sums)(double *sums, const float *x, long rows, long channels) {
#define BLOCK(V) NAME(sums_block)(V, 0, sums + c, x + c, 0, rows, channels, width)
  FOR_BLOCKS(BLOCK)
#undef BLOCK
}

static void NAME(channel_squares)(double *sums, const float *x, const double *mean, long rows,
                                  long channels) {
#define BLOCK(V) NAME(sums_block)(V, 1, sums + c, x + c, mean + c, rows, channels, width)
  FOR_BLOCKS(BLOCK)
#undef BLOCK
}

INLINE void NAME(products_block)(const int V, double *sums, double *products, const float *dy,
                                 const float *x, const float *mean,
                                 const float *inverse_deviation, long rows, long channels,
                                 long width) {
#pragma clang fp contract(off)
  DOUBLES sum[V], product[V];
  memset(sum, 0, sizeof sum);
  memset(product, 0, sizeof product);
  VECTOR centre[V], inverse[V];
  UNROLL for (int v = 0; v < V; v++) {
    centre[v] = NAME(load_some)(mean + v * LANES, width - v * LANES);
    inverse[v] = NAME(load_some)(inverse_deviation + v * LANES, width - v * LANES);
  }
  for (long r = 0; r < rows; r++, x += channels, dy += channels) {
    UNROLL for (int v = 0; v < V; v++) {
      const VECTOR g = NAME(load_some)(dy + v * LANES, width - v * LANES);
      const VECTOR d = NAME(load_some)(x + v * LANES, width - v * LANES) - centre[v];
      sum[v] += WIDEN(g);
      product[v] += WIDEN(g * d * inverse[v]);
    }
  }
  memcpy(sums, sum, (size_t)width * sizeof *sums);
  memcpy(products, product, (size_t)width * sizeof *products);
}

static void NAME(channel_products)(double *sums, double *products, const float *dy, const float *x,
                                   const float *mean, const float *inverse_deviation, long rows,
                                   long channels) {
#define BLOCK(V)                                                                        \
  NAME(products_block)(V, sums + c, products + c, dy + c, x + c, mean + c,              \
                       inverse_deviation + c, rows, channels, width)
  FOR_BLOCKS(BLOCK)
#undef BLOCK
}

static void NAME(normalize)(float *y, const float *x, const float *mean, const float *factor,
                            const float *shift, long rows, long channels) {
#pragma clang fp contract(off)
  for (long r = 0; r < rows; r++, x += channels, y += channels) {
    for (long c = 0; c < channels; c += LANES) {
      const long some = channels - c;
      const VECTOR d = NAME(load_some)(x + c, some) - NAME(load_some)(mean + c, some);
      const VECTOR scaled = d * NAME(load_some)(factor + c, some);
      NAME(store_some)(y + c, scaled + NAME(load_some)(shift + c, some), some);
    }
  }
}

static void NAME(normalize_gradient)(float *dx, const float *dy, const float *x,
                                     const kernels_normalization *n, long rows, long channels) {
#pragma clang fp contract(off)
  for (long r = 0; r < rows; r++, x += channels, dy += channels, dx += channels) {
    for (long c = 0; c < channels; c += LANES) {
      const long some = channels - c;
      const VECTOR d = NAME(load_some)(x + c, some) - NAME(load_some)(n->mean + c, some);
      const VECTOR normalized = d * NAME(load_some)(n->inverse_deviation + c, some);
      const VECTOR own = NAME(load_some)(dy + c, some) - NAME(load_some)(n->mean_gradient + c, some);
      const VECTOR shared = normalized * NAME(load_some)(n->mean_product + c, some);
      NAME(store_some)(dx + c, NAME(load_some)(n->factor + c, some) * (own - shared), some);
    }
  }
}

#undef FOR_BLOCKS
#undef MOST_VECTORS
#undef WIDEN
#undef DOUBLES
