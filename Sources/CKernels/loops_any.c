// For the vectors that every processor of the architecture has.
#if !defined(__x86_64__)
#define SG_FUSES
#endif
#define SG_TABLE sg_loops_for_any
#define SG_WIDTH 2
#include "vector_loops.h"
