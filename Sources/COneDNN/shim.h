#include <dnnl.h>

// From OpenMP's runtime, on which oneDNN is built. It sets how many threads a
// parallel region started by the calling thread may use.
void omp_set_num_threads(int);
