// All kernels for one instruction set, whose LANES and NAME vectorised.c has set.

typedef float NAME(vector) __attribute__((ext_vector_type(LANES)));
typedef float NAME(unaligned) __attribute__((ext_vector_type(LANES), aligned(4)));
typedef int32_t NAME(integers) __attribute__((ext_vector_type(LANES)));
typedef uint8_t NAME(bytes) __attribute__((ext_vector_type(LANES)));
#define VECTOR NAME(vector)
#define INTEGERS NAME(integers)
#define BYTES NAME(bytes)

#define LOAD(p) ((VECTOR) * (const NAME(unaligned) *)(p))
#define STORE(p, v) (*(NAME(unaligned) *)(p) = (v))

// The first `count` floats; the others are 0, or stay as they are in memory.
INLINE VECTOR NAME(load_some)(const float *p, long count) {
  if (count >= LANES) return LOAD(p);
#if LANES == 16
  return (VECTOR)_mm512_maskz_loadu_ps((__mmask16)((1u << count) - 1), p);
#elif LANES == 8
  return (VECTOR)_mm256_maskload_ps(p, FIRST_LANES(count));
#else
  VECTOR v = 0;
  for (long i = 0; i < count; i++) v[i] = p[i];
  return v;
#endif
}

INLINE void NAME(store_some)(float *p, VECTOR v, long count) {
  if (count >= LANES) {
    STORE(p, v);
    return;
  }
#if LANES == 16
  _mm512_mask_storeu_ps(p, (__mmask16)((1u << count) - 1), (__m512)v);
#elif LANES == 8
  _mm256_maskstore_ps(p, FIRST_LANES(count), (__m256)v);
#else
  for (long i = 0; i < count; i++) p[i] = v[i];
#endif
}

#if LANES == 16
// The second eight values of one; the first eight of two.
#define SECOND_HALF(v) \
  __builtin_shufflevector(v, v, 8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15)
#define HALVES(v, w) \
  __builtin_shufflevector(v, w, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23)
#endif

// max(v, 0); NaN stays NaN.
INLINE VECTOR NAME(positive)(VECTOR v) { return v < 0.f ? (VECTOR)0.f : v; }

#include "adam.h"
#include "normalization.h"
#include "pooling.h"
#include "products.h"
#include "sparse.h"
#include "winograd.h"

#undef VECTOR
#undef INTEGERS
#undef BYTES
#undef LOAD
#undef STORE
#undef SECOND_HALF
#undef HALVES
