// What OpenBLAS needs of its surroundings, and tiles of work for several processors.
#ifndef SWIFTGRAD_OPENBLAS_H
#define SWIFTGRAD_OPENBLAS_H

#include <stddef.h>

// Has OpenBLAS use the kernels of this processor where it is newer than OpenBLAS and was taken for
// one of the oldest. To be called once, before anything else of OpenBLAS.
void sg_prepare_blas(void);

// Calls `task` with 0, ..., count - 1 and the context, on as many processors as there are.
void sg_parallel(ptrdiff_t count, void (*task)(ptrdiff_t, void *), void *context);

#endif
