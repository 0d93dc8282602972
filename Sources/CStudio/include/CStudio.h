#ifndef CSTUDIO_H
#define CSTUDIO_H

#include <stddef.h>

/// A file of the page, which lies in the binary.
typedef struct {
  const char *_Nonnull name;
  const unsigned char *_Nonnull bytes;
  size_t count;
} CStudioFile;

/// All files of the page.
const CStudioFile *_Nonnull CStudioFiles(void);
/// How many there are.
size_t CStudioFileCount(void);

/// What the server answers, in the words of OpenAPI.
CStudioFile CStudioDescription(void);

#endif
