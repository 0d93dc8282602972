#ifndef CMNIST_H
#define CMNIST_H

#include <stddef.h>

/// A gzipped IDX file that lies in the binary.
typedef struct {
  const unsigned char *_Nonnull bytes;
  size_t count;
} CMNISTFile;

/// 60,000 training pictures.
CMNISTFile CMNISTTrainImages(void);
/// The digit of every training picture.
CMNISTFile CMNISTTrainLabels(void);
/// 10,000 test pictures.
CMNISTFile CMNISTTestImages(void);
/// The digit of every test picture.
CMNISTFile CMNISTTestLabels(void);
/// One byte per training picture: 1 where it belongs to the writer-disjoint validation set.
CMNISTFile CMNISTWriterDisjoint(void);

#endif
