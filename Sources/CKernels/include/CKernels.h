#include "kernels.h"
#include "steps.h"
