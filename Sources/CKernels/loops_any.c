// For the vectors that every processor of the architecture has.
#define SG_TABLE sg_loops_for_any
#define SG_WIDTH 2
#include "vector_loops.h"
