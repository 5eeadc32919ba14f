#include "kernels.h"
#include "memory.h"
#include "parallel.h"
#include "steps.h"
