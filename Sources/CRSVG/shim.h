#pragma once

#include <cairo.h>
#include <stddef.h>
#include <stdint.h>

// Declared by hand, not included: finding librsvg's headers takes its pkg-config flags, which hold
// "-pthread", and SwiftPM warns about that flag at every build. These few functions have been
// stable since librsvg 2.52 (2021).

typedef struct _GError {
  uint32_t domain;
  int code;
  char *message;
} GError;

typedef struct _RsvgHandle RsvgHandle;

typedef struct {
  double x, y, width, height;
} RsvgRectangle;

RsvgHandle *rsvg_handle_new_from_data(const uint8_t *data, size_t length, GError **error);
int rsvg_handle_get_intrinsic_size_in_pixels(RsvgHandle *handle, double *width, double *height);
int rsvg_handle_render_document(
    RsvgHandle *handle, cairo_t *context, const RsvgRectangle *viewport, GError **error);

void g_object_unref(void *object);
void g_error_free(GError *error);
