#pragma once

#include <stddef.h>

/// The bytes of a file in the program.
typedef struct {
  const unsigned char *_Nonnull bytes;
  size_t count;
} CPretrainedFile;

/// A network of the recipe `best`, as `Sequential.save(to:)` wrote it.
CPretrainedFile CPretrainedBest(void);
