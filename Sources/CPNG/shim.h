#include <png.h>

/* How many bytes a PNG file of a picture takes at most; a macro, which Swift cannot call. */
static inline size_t digits_png_size_bound(const png_image *image) {
  return PNG_IMAGE_PNG_SIZE_MAX(*image);
}
