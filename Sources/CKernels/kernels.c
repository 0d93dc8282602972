#include "CKernels.h"

#include <math.h>
#include <string.h>

#pragma STDC FP_CONTRACT OFF

// The choice at start-up needs glibc's loader, which musl lacks, and comes before ThreadSanitizer is
// ready.
#if defined(__x86_64__) && defined(__GLIBC__) && !__has_feature(thread_sanitizer)
#define EVERY_CPU __attribute__((target_clones("avx512bw", "arch=x86-64-v3", "default")))
#else
#define EVERY_CPU
#endif

// Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
EVERY_CPU
void kernels_philox(uint32_t *restrict words, size_t blocks, uint32_t first,
                    const uint32_t counter[3], const uint32_t key[2]) {
  const uint32_t counter1 = counter[0], counter2 = counter[1], counter3 = counter[2];
  const uint32_t key0 = key[0], key1 = key[1];
  for (size_t i = 0; i < blocks; i++) {
    uint32_t c0 = first + (uint32_t)i, c1 = counter1, c2 = counter2, c3 = counter3;
    uint32_t k0 = key0, k1 = key1;
#pragma clang loop unroll(full)
    for (int round = 0; round < 10; round++) {
      const uint64_t p0 = (uint64_t)0xD2511F53u * c0;
      const uint64_t p1 = (uint64_t)0xCD9E8D57u * c2;
      const uint32_t next0 = (uint32_t)(p1 >> 32) ^ c1 ^ k0;
      const uint32_t next2 = (uint32_t)(p0 >> 32) ^ c3 ^ k1;
      c0 = next0;
      c1 = (uint32_t)p1;
      c2 = next2;
      c3 = (uint32_t)p0;
      k0 += 0x9E3779B9u;
      k1 += 0xBB67AE85u;
    }
    words[4 * i] = c0;
    words[4 * i + 1] = c1;
    words[4 * i + 2] = c2;
    words[4 * i + 3] = c3;
  }
}

EVERY_CPU
void kernels_adam(float *restrict weights, const float *restrict gradients, float *restrict mean,
                  float *restrict variance, size_t count, float alpha, float beta1, float beta2,
                  float epsilon) {
  const float keep1 = 1 - beta1, keep2 = 1 - beta2;
  for (size_t i = 0; i < count; i++) {
    const float g = gradients[i];
    const float m = mean[i] + (g - mean[i]) * keep1;
    const float v = variance[i] + (g * g - variance[i]) * keep2;
    mean[i] = m;
    variance[i] = v;
    weights[i] -= m * alpha / (__builtin_elementwise_sqrt(v) + epsilon);
  }
}

EVERY_CPU
void kernels_sgd(float *restrict weights, const float *restrict gradients,
                 float *restrict velocity, size_t count, float learning_rate, float momentum,
                 int nesterov) {
  for (size_t i = 0; i < count; i++) {
    const float push = learning_rate * gradients[i];
    const float v = velocity[i] * momentum - push;
    velocity[i] = v;
    weights[i] += nesterov ? momentum * v - push : v;
  }
}

EVERY_CPU
void kernels_sum(float *restrict total, const float *const *parts, size_t part_count, size_t first,
                 size_t count) {
  const float *restrict one = parts[0] + first;
  if (part_count < 2) {
    memcpy(total, one, count * sizeof(float));
    return;
  }
  const float *restrict two = parts[1] + first;
  for (size_t i = 0; i < count; i++) total[i] = one[i] + two[i];
  for (size_t p = 2; p < part_count; p++) {
    const float *restrict part = parts[p] + first;
    for (size_t i = 0; i < count; i++) total[i] += part[i];
  }
}

// Cody and Waite's reduction to |r| <= ln(2)/2, then Cephes' polynomial.
static inline float exponential(float x) {
  // NaN fails the first comparison, so that what becomes an integer below is always one.
  const float low = x > -105.f ? x : -105.f;
  const float bounded = low < 89.f ? low : 89.f;
  const float shifted = bounded * 1.44269504088896341f + 12582912.f;
  const float n = shifted - 12582912.f;
  const float r = (bounded - n * 0.693359375f) + n * 2.12194440e-4f;
  float p = 1.9875691500e-4f;
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  const float mantissa = (p * r * r + r) + 1.f;
  // Two factors, since 2^n alone may lie outside the normal numbers.
  const int32_t half = (int32_t)n >> 1, rest = (int32_t)n - half;
  const int32_t bits1 = (half + 127) << 23, bits2 = (rest + 127) << 23;
  float power1, power2;
  memcpy(&power1, &bits1, sizeof power1);
  memcpy(&power2, &bits2, sizeof power2);
  const float y = mantissa * power1 * power2;
  return x != x ? x : y;
}

EVERY_CPU
void kernels_exponential(float *y, const float *x, size_t count) {
  for (size_t i = 0; i < count; i++) y[i] = exponential(x[i]);
}

EVERY_CPU
void kernels_widen(float *restrict y, const uint8_t *restrict x, size_t count, float scale,
                   float offset) {
  for (size_t i = 0; i < count; i++) y[i] = (float)x[i] * scale + offset;
}

EVERY_CPU
void kernels_relu(float *y, const float *x, size_t count) {
  for (size_t i = 0; i < count; i++) y[i] = x[i] < 0 ? 0 : x[i];
}

EVERY_CPU
void kernels_relu_gradient(float *restrict gradient, const float *restrict y, size_t count) {
  for (size_t i = 0; i < count; i++) {
    const float g = gradient[i];
    gradient[i] = y[i] > 0 ? g : 0;
  }
}

// A constant length lets the compiler copy in one or two moves.
#define COPY_RUNS(length)                                                              \
  for (size_t i = 0; i < windows; i++)                                                 \
    memcpy(patches + i * patch, picture + i * step, (length) * sizeof(float))

void kernels_gather_runs(float *restrict patches, size_t patch, const float *restrict picture,
                         size_t step, size_t windows, size_t run) {
  switch (run) {
    case 3: COPY_RUNS(3); break;
    case 5: COPY_RUNS(5); break;
    default: COPY_RUNS(run);
  }
}

EVERY_CPU
void kernels_keep_larger(float *restrict best, uint8_t *restrict winner, const float *restrict x,
                         size_t count, uint8_t index) {
  for (size_t i = 0; i < count; i++) {
    const float old = best[i], new = x[i];
    const uint8_t holder = winner[i];
    best[i] = new > old ? new : old;
    winner[i] = new > old ? index : holder;
  }
}

EVERY_CPU
void kernels_mask(float *y, const float *x, const uint8_t *mask, size_t count, float factor) {
  for (size_t i = 0; i < count; i++) y[i] = mask[i] ? x[i] * factor : 0;
}

EVERY_CPU
void kernels_mask_from_words(uint8_t *restrict mask, const uint32_t *restrict words, size_t count,
                             uint32_t threshold) {
  for (size_t i = 0; i + 1 < count; i += 2) {
    const uint32_t word = words[i / 2];
    mask[i] = (word & 0xFFFF) >= threshold;
    mask[i + 1] = (word >> 16) >= threshold;
  }
  if (count % 2 == 1) mask[count - 1] = (words[count / 2] & 0xFFFF) >= threshold;
}
