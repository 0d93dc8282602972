// Loops that Swift's optimiser leaves at half speed or less, because its pointers may alias and
// because a package cannot ask for AVX2. Most are compiled for several instruction sets, of which
// one is picked when the program starts. Those before `kernels_lanes` give the same bits with all of
// them; those from there on fuse products with sums, and their last bits depend on the processor.
#pragma once

#include <stddef.h>
#include <stdint.h>

/// Philox4x32-10: block `first + i` of the stream goes to `words[4 * i ..< 4 * i + 4]`.
void kernels_philox(uint32_t *words, size_t blocks, uint32_t first, const uint32_t counter[3],
                    const uint32_t key[2]);

/// One step of gradient descent with momentum as Keras computes it: the velocity holds the step.
void kernels_sgd(float *weights, const float *gradients, float *velocity, size_t count,
                 float learning_rate, float momentum, int nesterov);

/// y[i] += x[i].
void kernels_add(float *y, const float *x, long count);

/// y[i] = e^x[i], relative error below 2e-7; underflows to 0, overflows to infinity.
void kernels_exponential(float *y, const float *x, size_t count);

/// y[i] = f(x[i]), and gradient[i] *= f'(x[i]); errors are below 1e-6 of the largest value. `y` may
/// be `x`.
void kernels_tanh(float *y, const float *x, size_t count);
void kernels_silu(float *y, const float *x, size_t count);
void kernels_silu_gradient(float *gradient, const float *x, size_t count);
void kernels_gelu(float *y, const float *x, size_t count);
void kernels_gelu_gradient(float *gradient, const float *x, size_t count);
void kernels_approximate_gelu(float *y, const float *x, size_t count);
void kernels_approximate_gelu_gradient(float *gradient, const float *x, size_t count);
void kernels_mish(float *y, const float *x, size_t count);
void kernels_mish_gradient(float *gradient, const float *x, size_t count);

/// y[i] = scale * x[i] where that is positive, scale * alpha * (e^(x[i] * inner) - 1) elsewhere.
void kernels_elu(float *y, const float *x, size_t count, float scale, float alpha, float inner);

/// y[i] = x[i] * scale + offset.
void kernels_widen(float *y, const uint8_t *x, size_t count, float scale, float offset);

/// The sum of (a[i] - b[i])^2.
uint64_t kernels_squared_distance(const uint8_t *a, const uint8_t *b, size_t count);

/// y[i] = max(x[i], 0); NaN stays NaN.
void kernels_relu(float *y, const float *x, size_t count);

/// y[i] = x[i] * factor where the mask is set, else 0.
void kernels_mask(float *y, const float *x, const uint8_t *mask, size_t count, float factor);

/// mask[i] = the i-th 16 random bits are at least `threshold`.
void kernels_mask_from_words(uint8_t *mask, const uint32_t *words, size_t count,
                             uint32_t threshold);

/// A picture read, between pixels as a mixture of the four around, at
///
///     row    = map[0] * i + map[1] * j + map[2] + strength * row_field[i * field_width + j]
///     column = map[3] * i + map[4] * j + map[5] + strength * column_field[i * field_width + j]
///
/// `framed` is the picture inside a frame of zeros, one pixel before it and two after it, both ways.
void kernels_warp(float *y, const float *framed, size_t rows, size_t columns, const float map[6],
                  const float *row_field, const float *column_field, size_t field_width,
                  float strength);

/// Floats in the longest vector that the kernels below use here.
int kernels_lanes(void);

/// One Adam step as Keras computes it; `alpha` holds the bias correction.
void kernels_adam(float *weights, const float *gradients, float *mean, float *variance,
                  long count, float alpha, float beta1, float beta2, float epsilon);

/// sums[c] = Σ over r of x[r, c]; and of (x[r, c] − mean[c])².
void kernels_channel_sums(double *sums, const float *x, long rows, long channels);
void kernels_channel_squares(double *sums, const float *x, const double *mean, long rows,
                             long channels);

/// sums[c] = Σ over r of dy[r, c], and products[c] = Σ over r of
/// dy[r, c] · (x[r, c] − mean[c]) · inverse_deviation[c].
void kernels_channel_products(double *sums, double *products, const float *dy, const float *x,
                              const float *mean, const float *inverse_deviation, long rows,
                              long channels);

/// y[r, c] = (x[r, c] − mean[c]) · factor[c] + shift[c]; y may be x.
void kernels_normalize(float *y, const float *x, const float *mean, const float *factor,
                       const float *shift, long rows, long channels);

/// What the gradient of a normalisation depends on, for each channel.
typedef struct {
  const float *mean, *inverse_deviation, *factor, *mean_gradient, *mean_product;
} kernels_normalization;

/// dx[r, c] = factor[c] · (dy[r, c] − mean_gradient[c]
///            − (x[r, c] − mean[c]) · inverse_deviation[c] · mean_product[c]); dx may be dy.
void kernels_normalize_gradient(float *dx, const float *dy, const float *x,
                                const kernels_normalization *terms, long rows, long channels);

/// Does 24 · `kernels_lanes` operations on floats a round, as fast as the core can.
float kernels_peak(long rounds);

/// A product whose rows of input may overlap, such as the windows along a row of a picture.
typedef struct {
  /// Rows of output, and values in each.
  long count, width;
  /// A row of input is `lines` times `run` values, each line `input_line` after the one before.
  long lines, run, input_line;
  /// From one row to the next, and from one row of weights to the next; and what is left out between
  /// the weights of one line and those of the next.
  long input_step, output_step, weights_step, weights_skip;
  /// Add to the output; apply max(y, 0).
  int adds, relu;
  /// If not 0, values are 16, of which the first `half_width` of each 8 count, and the second 8 go
  /// `half` after the first: two rows of output at once. Only where `kernels_lanes` says 16.
  long half, half_width;
} kernels_product;

/// output[p, ·] (+)= bias + Σ over l, k of input[p, l, k] · weights[l, k, ·]; no bias if null.
void kernels_multiply(float *output, const float *input, const float *weights, const float *bias,
                      const kernels_product *shape);

/// A sum over rows of products of all values of one row with all of another.
typedef struct {
  /// The rows: `outer` times `inner`, and how far apart they lie.
  long outer, inner, input_outer, input_step, other_step;
  /// As in a `kernels_product`.
  long lines, run, input_line;
  /// Values in a row of `other`, and from one row of the total to the next.
  long width, total_step;
  /// Add to the total.
  int adds;
  /// As in a `kernels_product`, of `other`; and what is left out after `inner` rows of it.
  long half, half_width, other_skip;
} kernels_sum_of_products;

/// total[l · run + k, ·] (+)= Σ over rows p of input[p, l, k] · other[p, ·].
void kernels_accumulate(float *total, const float *input, const float *other,
                        const kernels_sum_of_products *shape);

/// Which columns of matrix[rows, count] hold anything but zeros. Returns how many there are.
long kernels_find_columns(int32_t *columns, const float *matrix, long rows, long count);

/// A product with a matrix, of which only some columns hold anything but zeros.
typedef struct {
  /// Up to 16 rows, and how far they lie apart.
  long rows, matrix_step;
  const int32_t *columns;
  long column_count;
  /// Values in a row of the weights, of the output, and of `other`.
  long width;
  /// Apply max(y, 0).
  int relu;
} kernels_column_product;

/// output[r, ·] = bias + Σ over the columns k of matrix[r, k] · weights[k, ·]; no bias if null.
void kernels_multiply_columns(float *output, const float *matrix, const float *weights,
                              const float *bias, const kernels_column_product *shape);
/// total[k, ·] += Σ over r of matrix[r, k] · other[r, ·] for each of the columns; where `fresh` is
/// set, = in place of +=, and it is unset.
void kernels_accumulate_columns(float *total, uint8_t *fresh, const float *matrix,
                                const float *other, const kernels_column_product *shape);

/// A convolution by Winograd's F(4 × 4, 3 × 3): Lavin and Gray, arXiv 1509.09308. Pictures are cut
/// into tiles of 4 × 4 pixels of output, row by row, one picture after the other.
typedef struct {
  long input_rows, input_columns, channels, output_rows, output_columns, filters;
  long padding_rows, padding_columns;
  /// Which of the tiles, counted over all pictures.
  long first_tile, tiles;
} kernels_winograd;

/// output[36, tiles, channels] from the pictures, and its transpose, which adds to the pictures.
void kernels_winograd_input(float *output, const float *pictures, const kernels_winograd *shape);
void kernels_winograd_input_transposed(float *pictures, const float *input,
                                       const kernels_winograd *shape);
/// Pictures from products[36, tiles, filters], with bias, unless null, and ReLU; and the transpose
/// of the former alone.
void kernels_winograd_output(float *pictures, const float *products, const float *bias, int relu,
                             const kernels_winograd *shape);
void kernels_winograd_output_transposed(float *products, const float *pictures,
                                        const kernels_winograd *shape);
/// output[36, channels, filters] from weights[3, 3, channels, filters]; and its transpose, which adds
/// to the weights, from products[36, channels, filters].
void kernels_winograd_weights(float *output, const float *weights, long channels, long filters);
void kernels_winograd_weights_transposed(float *weights, const float *products, long channels,
                                         long filters);

/// Windows over a picture.
typedef struct {
  long input_rows, input_columns, channels, output_rows, output_columns;
  long rows, columns, row_stride, column_stride, row_padding, column_padding;
} kernels_window;

/// Maximum under each window, the first among equals, and its place in the window.
void kernels_pool_maximum(float *output, uint8_t *winners, const float *picture,
                          const kernels_window *window);
/// gradient[winner] = Σ output_gradient, 0 elsewhere.
void kernels_pool_maximum_gradient(float *gradient, const float *output_gradient,
                                   const uint8_t *winners, const kernels_window *window);
/// Mean of the pixels under each window.
void kernels_pool_mean(float *output, const float *picture, const kernels_window *window);
/// gradient[pixel] = Σ output_gradient / pixels under the window.
void kernels_pool_mean_gradient(float *gradient, const float *output_gradient,
                                const kernels_window *window);

/// pixels[column, channel] = Σ over the windows side by side over it of runs[window, column in window,
/// channel]; only the window's columns count.
void kernels_collect_runs(float *pixels, const float *runs, const kernels_window *window);

/// gradient = 0 where the output is not positive, unless that is null; sums[c] += Σ over rows of
/// gradient[r, c], unless that is null.
void kernels_relu_bias_gradient(float *gradient, const float *output, float *sums, long rows,
                                long columns);

/// From now on the calling thread's numbers too small for full precision count as 0. Returns what
/// `kernels_restore_arithmetic` takes to make it as it was.
static inline uint64_t kernels_flush_subnormals(void) {
#if defined(__x86_64__)
  const uint64_t before = __builtin_ia32_stmxcsr();
  __builtin_ia32_ldmxcsr((uint32_t)before | 0x8040);
#elif defined(__aarch64__)
  const uint64_t before = __builtin_arm_rsr64("fpcr");
  __builtin_arm_wsr64("fpcr", before | 1 << 24);
#else
  const uint64_t before = 0;
#endif
  return before;
}

static inline void kernels_restore_arithmetic(uint64_t before) {
#if defined(__x86_64__)
  __builtin_ia32_ldmxcsr((uint32_t)before);
#elif defined(__aarch64__)
  __builtin_arm_wsr64("fpcr", before);
#endif
}

/// Asks the system for large pages where it has them.
void kernels_prefer_large_pages(void *start, size_t count);

/// Asks for bytes to be fetched from memory.
static inline void kernels_prefetch(const void *bytes, size_t count) {
  for (size_t i = 0; i < count; i += 64) __builtin_prefetch((const char *)bytes + i);
}

/// Tells the processor that the calling thread spins.
static inline void kernels_pause(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}
