#include "CKernels.h"
#include "plain.h"

INLINE float clamp(float x, float low, float high) {
  const float above = x > low ? x : low;
  return above < high ? above : high;
}

EVERY_CPU
void kernels_warp(float *restrict y, const float *restrict framed, size_t rows, size_t columns,
                  const float map[6], const float *restrict row_field,
                  const float *restrict column_field, size_t field_width, float strength) {
  const int32_t width = (int32_t)columns + 3;
  const float last_row = (float)rows, last_column = (float)columns;
  for (size_t i = 0; i < rows; i++) {
    const float row_start = map[0] * (float)i + map[2], column_start = map[3] * (float)i + map[5];
    const float *restrict down = row_field + i * field_width;
    const float *restrict across = column_field + i * field_width;
    float *restrict out = y + i * columns;
    for (int32_t j = 0; j < (int32_t)columns; j++) {
      // From the frame's corner, so that no place is below 0 and rounding down is cutting off.
      const float row =
          clamp(row_start + map[1] * (float)j + strength * down[j], -1, last_row) + 1;
      const float column =
          clamp(column_start + map[4] * (float)j + strength * across[j], -1, last_column) + 1;
      const int32_t top = (int32_t)row, left = (int32_t)column;
      const float below = row - (float)top, right = column - (float)left;
      const float *restrict corner = framed + top * width + left;
      const float upper = corner[0] + right * (corner[1] - corner[0]);
      const float lower = corner[width] + right * (corner[width + 1] - corner[width]);
      out[j] = upper + below * (lower - upper);
    }
  }
}
