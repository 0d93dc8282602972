// What plain loops share: the choice of instructions, and e^x, which the compiler makes vectors of.
#pragma once

#include <stdint.h>
#include <string.h>

// Without it all instruction sets give the same bits.
#pragma STDC FP_CONTRACT OFF

// The choice at start-up needs glibc's loader, which musl lacks, and comes before ThreadSanitizer is
// ready.
#if defined(__x86_64__) && defined(__GLIBC__) && !__has_feature(thread_sanitizer)
#define EVERY_CPU __attribute__((target_clones("avx512bw", "arch=x86-64-v3", "default")))
#else
#define EVERY_CPU
#endif

// Output and input may be the same memory, never overlap otherwise: the compiler must not fall back to
// single numbers because of it.
#define IN_PLACE _Pragma("clang loop vectorize(assume_safety)")

// A call that is left in a loop keeps the loop from becoming vectors.
#define INLINE static inline __attribute__((always_inline))

// Cody and Waite's reduction to |r| <= ln(2)/2, then Cephes' polynomial.
INLINE float exponential(float x) {
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
