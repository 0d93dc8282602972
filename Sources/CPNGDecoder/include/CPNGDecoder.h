#ifndef CPNGDECODER_H
#define CPNGDECODER_H

#include <stddef.h>
#include <stdint.h>

/// libpng's row by row interface, whose errors are jumps that only C can catch.
///
/// libpng's simplified interface needs no jumps, but gets interlaced pictures of 16 bits wrong, and
/// before 1.6.51 writes beyond their end (CVE-2025-65018).
typedef struct {
  void *png;
  void *info;
  /// What is left of the file.
  const uint8_t *file;
  size_t count;
  uint32_t width;
  uint32_t height;
  /// Bytes of a pixel: grey or red, green and blue, then the opacity if there is any.
  uint32_t channels;
  /// Whether the last of them is an opacity.
  uint32_t has_alpha;
  /// How often the rows come.
  int passes;
  /// EXIF's data once the pixels are read, as long as the decoder; null if there is none.
  const uint8_t *exif;
  size_t exif_count;
  /// Why it failed, in libpng's words.
  char message[128];
} digits_png_decoder;

/// Reads up to the pixels, of a file that has to outlive the decoder. Returns 0 for success.
///
/// With `color`, grey is read as three equal colours.
int digits_png_begin(digits_png_decoder *decoder, const uint8_t *file, size_t count, int color);

/// Reads the pixels, `width * height * channels` bytes, and what comes after them. Returns 0 for success.
int digits_png_read(digits_png_decoder *decoder, uint8_t *pixels);

/// Gives back what libpng holds, after success or failure.
void digits_png_end(digits_png_decoder *decoder);

#endif
