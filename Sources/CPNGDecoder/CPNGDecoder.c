#include "CPNGDecoder.h"

#include <png.h>
#include <string.h>

// libpng must not return from this.
static void fail(png_structp png, png_const_charp message) {
  digits_png_decoder *decoder = png_get_error_ptr(png);
  strncpy(decoder->message, message, sizeof decoder->message - 1);
  png_longjmp(png, 1);
}

// What libpng can live with, but would print.
static void ignore(png_structp png, png_const_charp message) {
  (void)png;
  (void)message;
}

static void read_bytes(png_structp png, png_bytep bytes, size_t count) {
  digits_png_decoder *decoder = png_get_io_ptr(png);
  if (count > decoder->count) png_error(png, "it ends before its picture does");
  memcpy(bytes, decoder->file, count);
  decoder->file += count;
  decoder->count -= count;
}

int digits_png_begin(digits_png_decoder *decoder, const uint8_t *file, size_t count, int color) {
  memset(decoder, 0, sizeof *decoder);
  decoder->file = file;
  decoder->count = count;
  png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, decoder, fail, ignore);
  decoder->png = png;
  png_infop info = png ? png_create_info_struct(png) : NULL;
  decoder->info = info;
  if (!info) {
    strcpy(decoder->message, "no memory, or another version of libpng");
    return 1;
  }

  if (setjmp(png_jmpbuf(png))) return 1;
  png_set_read_fn(png, decoder, read_bytes);
  // A damaged tRNS would otherwise be as good as none.
  png_set_crc_action(png, PNG_CRC_ERROR_QUIT, PNG_CRC_ERROR_QUIT);
  // All but IHDR, PLTE, tRNS, IDAT and IEND, since a thousand texts may inflate to 8 MB each.
  png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, NULL, -1);
  png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_AS_DEFAULT, (png_const_bytep)"eXIf", 1);
  // Pixels were counted before; their own limit is a side of a million.
  png_set_user_limits(png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
  png_read_info(png, info);
  // Every kind of picture becomes 8 bits a sample, as they are stored: no gamma, no profile.
  png_set_expand(png);
  png_set_scale_16(png);
  if (color) png_set_gray_to_rgb(png);
  decoder->passes = png_set_interlace_handling(png);
  png_read_update_info(png, info);

  decoder->width = png_get_image_width(png, info);
  decoder->height = png_get_image_height(png, info);
  decoder->channels = png_get_channels(png, info);
  decoder->has_alpha = (png_get_color_type(png, info) & PNG_COLOR_MASK_ALPHA) != 0;
  if (png_get_rowbytes(png, info) != (size_t)decoder->width * decoder->channels)
    png_error(png, "its rows have an unexpected length");
  return 0;
}

int digits_png_read(digits_png_decoder *decoder, uint8_t *pixels) {
  png_structp png = decoder->png;
  png_infop info = decoder->info;
  size_t stride = (size_t)decoder->width * decoder->channels;
  if (setjmp(png_jmpbuf(png))) return 1;
  for (int pass = 0; pass < decoder->passes; pass++)
    for (size_t row = 0; row < decoder->height; row++)
      png_read_row(png, pixels + row * stride, NULL);
  png_read_end(png, info);

  png_bytep exif = NULL;
  uint32_t exif_count = 0;
  if (png_get_eXIf_1(png, info, &exif_count, &exif)) {
    decoder->exif = exif;
    decoder->exif_count = exif_count;
  }
  return 0;
}

void digits_png_end(digits_png_decoder *decoder) {
  png_structp png = decoder->png;
  png_infop info = decoder->info;
  png_destroy_read_struct(&png, &info, NULL);
  decoder->png = decoder->info = NULL;
}
