// Loops that Swift's optimiser leaves at half speed or less, because its pointers may alias and
// because a package cannot ask for AVX2. Most are compiled for several instruction sets, of which
// one is picked when the program starts. Contraction to fused multiply-add is off, so that all of
// them give the same bits.
#pragma once

#include <stddef.h>
#include <stdint.h>

/// Philox4x32-10: block `first + i` of the stream goes to `words[4 * i ..< 4 * i + 4]`.
void kernels_philox(uint32_t *words, size_t blocks, uint32_t first, const uint32_t counter[3],
                    const uint32_t key[2]);

/// One Adam step as Keras computes it; `alpha` holds the bias correction.
void kernels_adam(float *weights, const float *gradients, float *mean, float *variance,
                  size_t count, float alpha, float beta1, float beta2, float epsilon);

/// One step of gradient descent with momentum as Keras computes it: the velocity holds the step.
void kernels_sgd(float *weights, const float *gradients, float *velocity, size_t count,
                 float learning_rate, float momentum, int nesterov);

/// total[i] = parts[0][i] + parts[1][i] + …, in this order.
void kernels_sum(float *total, const float *const *parts, size_t part_count, size_t first,
                 size_t count);

/// y[i] = e^x[i], relative error below 2e-7; underflows to 0, overflows to infinity.
void kernels_exponential(float *y, const float *x, size_t count);

/// y[i] = x[i] * scale + offset.
void kernels_widen(float *y, const uint8_t *x, size_t count, float scale, float offset);

/// y[i] = max(x[i], 0); NaN stays NaN.
void kernels_relu(float *y, const float *x, size_t count);

/// gradient[i] = 0 where y[i] is not positive.
void kernels_relu_gradient(float *gradient, const float *y, size_t count);

/// Copies `run` floats for each of a row of windows: from `picture + i * step` to
/// `patches + i * patch`.
void kernels_gather_runs(float *patches, size_t patch, const float *picture, size_t step,
                         size_t windows, size_t run);

/// best[i] = max(best[i], x[i]); where x[i] is larger, winner[i] = index.
void kernels_keep_larger(float *best, uint8_t *winner, const float *x, size_t count,
                         uint8_t index);

/// y[i] = x[i] * factor where the mask is set, else 0.
void kernels_mask(float *y, const float *x, const uint8_t *mask, size_t count, float factor);

/// mask[i] = the i-th 16 random bits are at least `threshold`.
void kernels_mask_from_words(uint8_t *mask, const uint32_t *words, size_t count,
                             uint32_t threshold);

/// Tells the processor that the calling thread spins.
static inline void kernels_pause(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}
