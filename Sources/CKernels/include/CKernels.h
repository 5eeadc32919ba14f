#include "kernels.h"
#include "openblas.h"
#include "steps.h"
