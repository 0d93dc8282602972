// Maximum and mean under windows, and the way back through ReLU and bias, channel by channel. Read
// once for each instruction set: see vectorised.c.

// Runs the body for every window: its number `n`, and where it is, `at`.
#define EACH_WINDOW(...)                                                                   \
  for (long n = 0, row = 0; row < w->output_rows; row++) {                                 \
    for (long column = 0; column < w->output_columns; column++, n++) {                     \
      const kernels_places at = places_of(w, row, column, pairs);                          \
      __VA_ARGS__                                                                          \
    }                                                                                      \
  }

// Runs the body for every place of a window that falls on the picture, with its number and pixel.
#define EACH_PLACE(...)                                                                    \
  for (long r = at.first_row; r < at.next_row; r++) {                                      \
    for (long q = at.first_column; q < at.next_column; q++) {                              \
      const long place = r * (pairs ? 2 : w->columns) + q;                                 \
      const long pixel = ((at.row + r) * w->input_columns + at.column + q) * w->channels;  \
      __VA_ARGS__                                                                          \
    }                                                                                      \
  }

// The usual windows, pairs of pixels both ways, get loops of their own.
#define POOL(function, ...)                          \
  if (are_pairs(w)) NAME(function)(__VA_ARGS__, w, 1); \
  else NAME(function)(__VA_ARGS__, w, 0);

INLINE void NAME(take_maximum)(float *output, uint8_t *winners, const float *picture,
                               const kernels_window *w, const int pairs) {
  EACH_WINDOW({
    for (long c = 0; c < w->channels; c += LANES) {
      const long some = w->channels - c;
      VECTOR best = -INFINITY;
      INTEGERS winner = (int32_t)(at.first_row * w->columns + at.first_column);
      int is_first = 1;
      EACH_PLACE({
        const VECTOR value = NAME(load_some)(picture + pixel + c, some);
        const INTEGERS wins = is_first ? (INTEGERS)-1 : value > best;
        best = wins ? value : best;
        winner = wins ? (INTEGERS)(int32_t)place : winner;
        is_first = 0;
      })
      NAME(store_some)(output + n * w->channels + c, best, some);
      const BYTES bytes = __builtin_convertvector(winner, BYTES);
      memcpy(winners + n * w->channels + c, &bytes, some < LANES ? some : LANES);
    }
  })
}

static void NAME(pool_maximum)(float *output, uint8_t *winners, const float *picture,
                               const kernels_window *w) {
  POOL(take_maximum, output, winners, picture)
}

// Windows that lie apart need not read what is there: a load soon after a store to its neighbours
// waits for that.
INLINE void NAME(add_to)(float *value, VECTOR share, long some, const int overlaps) {
  NAME(store_some)(value, overlaps ? NAME(load_some)(value, some) + share : share, some);
}

INLINE void NAME(spread_maximum)(float *gradient, const float *output_gradient,
                                 const uint8_t *winners, const int overlaps,
                                 const kernels_window *w, const int pairs) {
  EACH_WINDOW({
    for (long c = 0; c < w->channels; c += LANES) {
      const long some = w->channels - c;
      const VECTOR slope = NAME(load_some)(output_gradient + n * w->channels + c, some);
      BYTES bytes = 0;
      memcpy(&bytes, winners + n * w->channels + c, some < LANES ? some : LANES);
      const INTEGERS winner = __builtin_convertvector(bytes, INTEGERS);
      EACH_PLACE({
        NAME(add_to)(gradient + pixel + c, winner == (int32_t)place ? slope : (VECTOR)0.f, some,
                     overlaps);
      })
    }
  })
}

static void NAME(pool_maximum_gradient)(float *gradient, const float *output_gradient,
                                        const uint8_t *winners, const kernels_window *w) {
  clear_uncovered(gradient, w);
  POOL(spread_maximum, gradient, output_gradient, winners, windows_overlap(w))
}

INLINE void NAME(take_mean)(float *output, const float *picture, const kernels_window *w,
                            const int pairs) {
  EACH_WINDOW({
    for (long c = 0; c < w->channels; c += LANES) {
      const long some = w->channels - c;
      VECTOR sum = 0;
      EACH_PLACE({
        (void)place;
        sum += NAME(load_some)(picture + pixel + c, some);
      })
      NAME(store_some)(output + n * w->channels + c, sum * share_of(at), some);
    }
  })
}

static void NAME(pool_mean)(float *output, const float *picture, const kernels_window *w) {
  POOL(take_mean, output, picture)
}

INLINE void NAME(spread_mean)(float *gradient, const float *output_gradient, const int overlaps,
                              const kernels_window *w, const int pairs) {
  EACH_WINDOW({
    for (long c = 0; c < w->channels; c += LANES) {
      const long some = w->channels - c;
      const VECTOR slope =
          NAME(load_some)(output_gradient + n * w->channels + c, some) * share_of(at);
      EACH_PLACE({
        (void)place;
        NAME(add_to)(gradient + pixel + c, slope, some, overlaps);
      })
    }
  })
}

static void NAME(pool_mean_gradient)(float *gradient, const float *output_gradient,
                                     const kernels_window *w) {
  clear_uncovered(gradient, w);
  POOL(spread_mean, gradient, output_gradient, windows_overlap(w))
}
#undef EACH_PLACE
#undef EACH_WINDOW
#undef POOL

// Every pixel of a row collects what the windows over it say of it.
static void NAME(collect_runs)(float *pixels, const float *runs, const kernels_window *w) {
  const long step = (w->columns - w->column_stride) * w->channels;
  for (long j = 0; j < w->input_columns; j++) {
    const long place = j + w->column_padding;
    const kernels_span over =
        windows_over(place, w->columns, w->column_stride, w->output_columns);
    for (long c = 0; c < w->channels; c += LANES) {
      const long some = w->channels - c;
      const float *value = runs + place * w->channels + c;
      // Two sums, since each addition waits for the one before.
      VECTOR even = 0, odd = 0;
      long x = over.first;
      for (; x + 1 < over.next; x += 2) {
        even += NAME(load_some)(value + x * step, some);
        odd += NAME(load_some)(value + (x + 1) * step, some);
      }
      if (x < over.next) even += NAME(load_some)(value + x * step, some);
      NAME(store_some)(pixels + j * w->channels + c, even + odd, some);
    }
  }
}

static void NAME(relu_bias_gradient)(float *gradient, const float *output, float *sums, long rows,
                                     long columns) {
  // As many rows as a vector has lanes are as many whole vectors as there are columns.
  const long whole = columns < LANES ? rows / LANES * LANES : 0;
  VECTOR lanes[LANES];
  for (long v = 0; v < columns && whole > 0; v++) lanes[v] = 0;
  for (long r = 0; r < whole; r += LANES) {
    for (long v = 0; v < columns; v++) {
      float *g = gradient + r * columns + v * LANES;
      VECTOR slope = LOAD(g);
      if (output) {
        slope = LOAD(output + r * columns + v * LANES) > 0.f ? slope : (VECTOR)0.f;
        STORE(g, slope);
      }
      lanes[v] += slope;
    }
  }
  for (long i = 0; i < columns * LANES && whole > 0 && sums; i++)
    sums[i % columns] += lanes[i / LANES][i % LANES];
  for (long c = 0; c < columns; c += LANES) {
    const long some = columns - c;
    VECTOR sum = 0;
    for (long r = whole; r < rows; r++) {
      float *g = gradient + r * columns + c;
      VECTOR slope = NAME(load_some)(g, some);
      if (output) {
        slope = NAME(load_some)(output + r * columns + c, some) > 0.f ? slope : (VECTOR)0.f;
        NAME(store_some)(g, slope, some);
      }
      sum += slope;
    }
    if (sums) NAME(store_some)(sums + c, NAME(load_some)(sums + c, some) + sum, some);
  }
}
