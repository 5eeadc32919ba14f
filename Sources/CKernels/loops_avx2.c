#if defined(__x86_64__)

#include <math.h>

#include "loop_table.h"

#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define SG_FUSES
#define SG_TABLE sg_loops_for_avx2
#define SG_WIDTH 4
#include "vector_loops.h"
#pragma clang attribute pop

#endif
