// What OpenBLAS needs of its surroundings.
#ifndef SWIFTGRAD_OPENBLAS_H
#define SWIFTGRAD_OPENBLAS_H

// Has OpenBLAS use the kernels of this processor where it is newer than OpenBLAS and was taken for
// one of the oldest. To be called once, before anything else of OpenBLAS.
void sg_prepare_blas(void);

#endif
