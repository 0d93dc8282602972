// Kernels written in vectors, compiled for several instruction sets: the first of them that the
// processor has is taken. Products are fused with sums here, so the last bits differ between
// processors.
#include "CKernels.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#define INLINE static inline __attribute__((always_inline))
#define UNROLL _Pragma("clang loop unroll(full)")
#define EACH_TO_15(CASE)                                                                  \
  CASE(1) CASE(2) CASE(3) CASE(4) CASE(5) CASE(6) CASE(7) CASE(8) CASE(9) CASE(10) CASE(11) \
  CASE(12) CASE(13) CASE(14) CASE(15)

// Where a tile of a Winograd convolution lies: its sample, and its first row and column of output.
typedef struct { long sample, row, column; } kernels_tile;

INLINE kernels_tile tile_of(const kernels_winograd *s, long n) {
  const long columns = (s->output_columns + 3) / 4, each = (s->output_rows + 3) / 4 * columns;
  const long tile = s->first_tile + n, place = tile % each;
  return (kernels_tile){tile / each, place / columns * 4, place % columns * 4};
}

INLINE int are_pairs(const kernels_window *w) {
  return w->rows == 2 && w->columns == 2 && w->row_stride == 2 && w->column_stride == 2 &&
         w->output_rows * 2 <= w->input_rows && w->output_columns * 2 <= w->input_columns;
}

// Where a window lies, and which of its rows and columns fall on the picture.
typedef struct { long row, column, first_row, next_row, first_column, next_column; } kernels_places;

INLINE kernels_places places_of(const kernels_window *w, long output_row, long output_column,
                                const int pairs) {
  if (pairs) return (kernels_places){output_row * 2, output_column * 2, 0, 2, 0, 2};
  const long row = output_row * w->row_stride - w->row_padding;
  const long column = output_column * w->column_stride - w->column_padding;
  const long rows = w->input_rows - row, columns = w->input_columns - column;
  return (kernels_places){
      row, column, row < 0 ? -row : 0, rows < w->rows ? rows : w->rows,
      column < 0 ? -column : 0, columns < w->columns ? columns : w->columns};
}

INLINE int windows_overlap(const kernels_window *w) {
  return w->row_stride < w->rows || w->column_stride < w->columns;
}

// Sets a picture's gradient to 0, unless every pixel will be written, since pairs cover them all.
INLINE void clear_uncovered(float *gradient, const kernels_window *w) {
  if (are_pairs(w) && w->output_rows * 2 == w->input_rows &&
      w->output_columns * 2 == w->input_columns)
    return;
  memset(gradient, 0, (size_t)(w->input_rows * w->input_columns * w->channels) * sizeof(float));
}

// The windows along one axis that lie over a place, counted from where the first one begins.
typedef struct { long first, next; } kernels_span;

INLINE kernels_span windows_over(long place, long size, long stride, long windows) {
  const long last = place / stride;
  return (kernels_span){place < size ? 0 : (place - size) / stride + 1,
                        last < windows ? last + 1 : windows};
}

INLINE float share_of(kernels_places at) {
  return 1.f / (float)((at.next_row - at.first_row) * (at.next_column - at.first_column));
}

#if defined(__x86_64__)
#define MULTIPLY_ADD(a, b, c) __builtin_elementwise_fma(a, b, c)

#pragma clang attribute push( \
    __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,fma"))), apply_to = function)
#define LANES 16
#define NAME(name) name##_avx512
#include "vectorised.h"
#undef NAME
#undef LANES
#pragma clang attribute pop

static const int32_t lanes_of_avx2[16] = {-1, -1, -1, -1, -1, -1, -1, -1};
#define FIRST_LANES(count) _mm256_loadu_si256((const __m256i_u *)(lanes_of_avx2 + 8 - (count)))

#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define LANES 8
#define NAME(name) name##_avx2
#include "vectorised.h"
#undef NAME
#undef LANES
#pragma clang attribute pop

#undef MULTIPLY_ADD
#define MULTIPLY_ADD(a, b, c) ((a) * (b) + (c))
#define LANES 4
#define NAME(name) name##_sse2
#include "vectorised.h"
#undef NAME
#undef LANES

enum { sse2, avx2, avx512 };

// DIGITS_INSTRUCTIONS, avx2 or sse2, keeps from more than that: so the tests reach all of them.
static int choose(void) {
  const char *limit = getenv("DIGITS_INSTRUCTIONS");
  int most = avx512;
  if (limit && !strcmp(limit, "avx2")) most = avx2;
  if (limit && !strcmp(limit, "sse2")) most = sse2;
  __builtin_cpu_init();
  if (most >= avx512 && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
      __builtin_cpu_supports("avx512dq"))
    return avx512;
  if (most >= avx2 && __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
    return avx2;
  return sse2;
}

static int best(void) {
  static _Atomic int known = -1;
  int level = known;
  if (level < 0) known = level = choose();
  return level;
}

int kernels_lanes(void) { return best() == avx512 ? 16 : best() == avx2 ? 8 : 4; }

#define FUNCTION(type, name, parameters, arguments)     \
  type kernels_##name parameters {                      \
    switch (best()) {                                   \
      case avx512: return name##_avx512 arguments;      \
      case avx2: return name##_avx2 arguments;          \
      default: return name##_sse2 arguments;            \
    }                                                   \
  }

#else
#define MULTIPLY_ADD(a, b, c) __builtin_elementwise_fma(a, b, c)
#define LANES 4
#define NAME(name) name##_any
#include "vectorised.h"
int kernels_lanes(void) { return 4; }

#define FUNCTION(type, name, parameters, arguments) \
  type kernels_##name parameters { return name##_any arguments; }
#endif
#define KERNEL(name, parameters, arguments) FUNCTION(void, name, parameters, arguments)

FUNCTION(float, peak, (long rounds), (rounds))
KERNEL(multiply,
       (float *output, const float *input, const float *weights, const float *bias,
        const kernels_product *shape),
       (output, input, weights, bias, shape))
KERNEL(accumulate,
       (float *total, const float *input, const float *other,
        const kernels_sum_of_products *shape),
       (total, input, other, shape))
FUNCTION(long, find_columns, (int32_t *columns, const float *matrix, long rows, long count),
         (columns, matrix, rows, count))
KERNEL(multiply_columns,
       (float *output, const float *matrix, const float *weights, const float *bias,
        const kernels_column_product *shape),
       (output, matrix, weights, bias, shape))
KERNEL(accumulate_columns,
       (float *total, uint8_t *fresh, const float *matrix, const float *other,
        const kernels_column_product *shape),
       (total, fresh, matrix, other, shape))
KERNEL(adam,
       (float *weights, const float *gradients, float *mean, float *variance, long count,
        float alpha, float beta1, float beta2, float epsilon),
       (weights, gradients, mean, variance, count, alpha, beta1, beta2, epsilon))
KERNEL(channel_sums, (double *sums, const float *x, long rows, long channels),
       (sums, x, rows, channels))
KERNEL(channel_squares,
       (double *sums, const float *x, const double *mean, long rows, long channels),
       (sums, x, mean, rows, channels))
KERNEL(channel_products,
       (double *sums, double *products, const float *dy, const float *x, const float *mean,
        const float *inverse_deviation, long rows, long channels),
       (sums, products, dy, x, mean, inverse_deviation, rows, channels))
KERNEL(normalize,
       (float *y, const float *x, const float *mean, const float *factor, const float *shift,
        long rows, long channels),
       (y, x, mean, factor, shift, rows, channels))
KERNEL(normalize_gradient,
       (float *dx, const float *dy, const float *x, const kernels_normalization *terms, long rows,
        long channels),
       (dx, dy, x, terms, rows, channels))
KERNEL(winograd_input, (float *output, const float *pictures, const kernels_winograd *shape),
       (output, pictures, shape))
KERNEL(winograd_input_transposed,
       (float *pictures, const float *input, const kernels_winograd *shape),
       (pictures, input, shape))
KERNEL(winograd_output,
       (float *pictures, const float *products, const float *bias, int relu,
        const kernels_winograd *shape),
       (pictures, products, bias, relu, shape))
KERNEL(winograd_output_transposed,
       (float *products, const float *pictures, const kernels_winograd *shape),
       (products, pictures, shape))
KERNEL(winograd_weights,
       (float *output, const float *weights, long channels, long filters),
       (output, weights, channels, filters))
KERNEL(winograd_weights_transposed,
       (float *weights, const float *products, long channels, long filters),
       (weights, products, channels, filters))
KERNEL(pool_maximum,
       (float *output, uint8_t *winners, const float *picture, const kernels_window *window),
       (output, winners, picture, window))
KERNEL(pool_maximum_gradient,
       (float *gradient, const float *output_gradient, const uint8_t *winners,
        const kernels_window *window),
       (gradient, output_gradient, winners, window))
KERNEL(pool_mean, (float *output, const float *picture, const kernels_window *window),
       (output, picture, window))
KERNEL(pool_mean_gradient,
       (float *gradient, const float *output_gradient, const kernels_window *window),
       (gradient, output_gradient, window))
KERNEL(collect_runs, (float *pixels, const float *runs, const kernels_window *window),
       (pixels, runs, window))
KERNEL(relu_bias_gradient,
       (float *gradient, const float *output, float *sums, long rows, long columns),
       (gradient, output, sums, rows, columns))
