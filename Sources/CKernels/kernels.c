// madvise is not of the C standard.
#define _DEFAULT_SOURCE
#include "CKernels.h"
#include "plain.h"

#include <string.h>
#if defined(__linux__)
#include <sys/mman.h>
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
void kernels_add(float *restrict y, const float *restrict x, long count) {
  for (long i = 0; i < count; i++) y[i] += x[i];
}

EVERY_CPU
void kernels_widen(float *restrict y, const uint8_t *restrict x, size_t count, float scale,
                   float offset) {
  for (size_t i = 0; i < count; i++) y[i] = (float)x[i] * scale + offset;
}

// So many squares of bytes' differences fit 32 bits: 2^16 * 255^2 < 2^32.
#define SQUARES 65536

EVERY_CPU
uint64_t kernels_squared_distance(const uint8_t *a, const uint8_t *b, size_t count) {
  uint64_t total = 0;
  for (size_t first = 0; first < count; first += SQUARES) {
    const size_t end = count - first < SQUARES ? count : first + SQUARES;
    uint32_t sum = 0;
    for (size_t i = first; i < end; i++) {
      const int32_t difference = (int32_t)a[i] - (int32_t)b[i];
      sum += (uint32_t)(difference * difference);
    }
    total += sum;
  }
  return total;
}

EVERY_CPU
void kernels_relu(float *y, const float *x, size_t count) {
  IN_PLACE
  for (size_t i = 0; i < count; i++) y[i] = x[i] < 0 ? 0 : x[i];
}

EVERY_CPU
void kernels_mask(float *y, const float *x, const uint8_t *mask, size_t count, float factor) {
  IN_PLACE
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

void kernels_prefer_large_pages(void *start, size_t count) {
#if defined(__linux__)
  // Small pages will do if there are none.
  (void)madvise(start, count, MADV_HUGEPAGE);
#else
  (void)start, (void)count;
#endif
}
