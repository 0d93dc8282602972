#include "CMNIST.h"

// #embed is C23. The data stays in the binary's read-only pages and is read from disk on first use.
static const unsigned char trainImages[] = {
#embed "mnist/train-images-idx3-ubyte.gz"
};
static const unsigned char trainLabels[] = {
#embed "mnist/train-labels-idx1-ubyte.gz"
};
static const unsigned char testImages[] = {
#embed "mnist/t10k-images-idx3-ubyte.gz"
};
static const unsigned char testLabels[] = {
#embed "mnist/t10k-labels-idx1-ubyte.gz"
};
static const unsigned char writerDisjoint[] = {
#embed "mnist/writer-disjoint-idx1-ubyte.gz"
};

CMNISTFile CMNISTTrainImages(void) { return (CMNISTFile){trainImages, sizeof trainImages}; }
CMNISTFile CMNISTTrainLabels(void) { return (CMNISTFile){trainLabels, sizeof trainLabels}; }
CMNISTFile CMNISTTestImages(void) { return (CMNISTFile){testImages, sizeof testImages}; }
CMNISTFile CMNISTTestLabels(void) { return (CMNISTFile){testLabels, sizeof testLabels}; }
CMNISTFile CMNISTWriterDisjoint(void) {
  return (CMNISTFile){writerDisjoint, sizeof writerDisjoint};
}
