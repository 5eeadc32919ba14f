// The interface of BLAS, from whichever OpenBLAS the system has.
#include <cblas.h>
