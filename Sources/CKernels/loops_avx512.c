#if defined(__x86_64__)

#include <immintrin.h>
#include <math.h>

#include "loop_table.h"

#pragma clang attribute push( \
    __attribute__((target("avx2,fma,avx512f,avx512dq,avx512vl,avx512bw"), min_vector_width(512))), \
    apply_to = function)
#define SG_FUSES
#define SG_ESTIMATES_RECIPROCALS
#define SG_TABLE sg_loops_for_avx512
#define SG_WIDTH 8
#include "vector_loops.h"
#pragma clang attribute pop

#endif
