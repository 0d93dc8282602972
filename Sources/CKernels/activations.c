#include "CKernels.h"
#include "plain.h"

// e^x − 1, without what 1 + … would round away near 0.
INLINE float exponential_minus_one(float x) {
  const float y = exponential(x) - 1.f;
  const float series = x * (1.f + x * (0.5f + x * (1 / 6.f + x * (1 / 24.f + x * (1 / 120.f + x * (1 / 720.f))))));
  return x > -0.25f && x < 0.25f ? series : y;
}

INLINE float sigmoid(float x) { return 1.f / (1.f + exponential(-x)); }

// Cephes' tanhf.
INLINE float hyperbolic_tangent(float x) {
  const float size = x < 0 ? -x : x, square = x * x;
  float p = -5.70498872745e-3f;
  p = p * square + 2.06390887954e-2f;
  p = p * square - 5.37397155531e-2f;
  p = p * square + 1.33314422036e-1f;
  p = p * square - 3.33332819422e-1f;
  const float near = p * square * x + x;
  const float e = exponential(-2.f * size), far = (1.f - e) / (1.f + e);
  return size < 0.625f ? near : x < 0 ? -far : far;
}

// Press, Teukolsky, Vetterling and Flannery, Numerical Recipes, 6.2: relative error below 1.2e-7.
INLINE float complementary_error(float x) {
  const float z = x < 0 ? -x : x, t = 1.f / (1.f + 0.5f * z);
  float p = 0.17087277f;
  p = p * t - 0.82215223f;
  p = p * t + 1.48851587f;
  p = p * t - 1.13520398f;
  p = p * t + 0.27886807f;
  p = p * t - 0.18628806f;
  p = p * t + 0.09678418f;
  p = p * t + 0.37409196f;
  p = p * t + 1.00002368f;
  p = p * t - 1.26551223f;
  const float y = t * exponential(-z * z + p);
  return x < 0 ? 2.f - y : y;
}

INLINE float normal_distribution(float x) {
  return 0.5f * complementary_error(-0.70710678118654752f * x);
}

INLINE float gelu_slope(float x) {
  return normal_distribution(x) + x * 0.3989422804014327f * exponential(-0.5f * x * x);
}

INLINE float approximate_gelu(float x) {
  const float inner = 0.7978845608028654f * (x + 0.044715f * x * x * x);
  return 0.5f * x * (1.f + hyperbolic_tangent(inner));
}

INLINE float approximate_gelu_slope(float x) {
  const float inner = 0.7978845608028654f * (x + 0.044715f * x * x * x);
  const float slope = 0.7978845608028654f * (1.f + 3.f * 0.044715f * x * x);
  const float t = hyperbolic_tangent(inner);
  return 0.5f * (1.f + t) + 0.5f * x * (1.f - t * t) * slope;
}

INLINE float silu_slope(float x) {
  const float s = sigmoid(x);
  return s * (1.f + x * (1.f - s));
}

// tanh(log(1 + e^x)): with n = e^x (e^x + 2) it is n / (n + 2).
INLINE float mish_factor(float x) {
  const float e = exponential(x < 20.f ? x : 20.f), n = e * (e + 2.f);
  return n / (n + 2.f);
}

INLINE float mish_slope(float x) {
  const float t = mish_factor(x);
  return t + x * (1.f - t * t) * sigmoid(x);
}

#define FUNCTION(name, value)                                         \
  EVERY_CPU                                                           \
  void kernels_##name(float *y, const float *input, size_t count) {   \
    IN_PLACE                                                          \
    for (size_t i = 0; i < count; i++) {                              \
      const float x = input[i];                                       \
      y[i] = value;                                                   \
    }                                                                 \
  }

#define SLOPE(name, slope)                                                           \
  EVERY_CPU                                                                          \
  void kernels_##name##_gradient(float *restrict gradient, const float *restrict input, \
                                 size_t count) {                                     \
    for (size_t i = 0; i < count; i++) {                                             \
      const float x = input[i];                                                      \
      gradient[i] *= slope;                                                          \
    }                                                                                \
  }

FUNCTION(exponential, exponential(x))
FUNCTION(tanh, hyperbolic_tangent(x))
FUNCTION(silu, x * sigmoid(x))
SLOPE(silu, silu_slope(x))
FUNCTION(gelu, x * normal_distribution(x))
SLOPE(gelu, gelu_slope(x))
FUNCTION(approximate_gelu, approximate_gelu(x))
SLOPE(approximate_gelu, approximate_gelu_slope(x))
FUNCTION(mish, x * mish_factor(x))
SLOPE(mish, mish_slope(x))

EVERY_CPU
void kernels_elu(float *y, const float *x, size_t count, float scale, float alpha, float inner) {
  IN_PLACE
  for (size_t i = 0; i < count; i++) {
    const float value = x[i];
    const float below = alpha * exponential_minus_one(value * inner);
    y[i] = scale * (value > 0 ? value : below);
  }
}
