#include "CPretrained.h"

static const unsigned char best[] = {
#embed "model/best.safetensors"
};

CPretrainedFile CPretrainedBest(void) { return (CPretrainedFile){best, sizeof best}; }
