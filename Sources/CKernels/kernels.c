#include "kernels.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

// One rounding per operation on every processor, so that results do not depend on the compiler's
// taste for fused multiply-add.
#pragma STDC FP_CONTRACT OFF

#define UNARY(name, expression)                                         \
  void sg_##name(const double *x, double *result, ptrdiff_t count) {    \
    for (ptrdiff_t i = 0; i < count; i++) {                             \
      const double a = x[i];                                            \
      result[i] = (expression);                                         \
    }                                                                   \
  }

#define BINARY(name, expression)                                                              \
  void sg_##name(const double *x, const double *y, double *result, ptrdiff_t count) {         \
    for (ptrdiff_t i = 0; i < count; i++) {                                                   \
      const double a = x[i], b = y[i];                                                        \
      result[i] = (expression);                                                               \
    }                                                                                         \
  }

#define TERNARY(name, expression)                                                        \
  void sg_##name(const double *x, const double *y, const double *z, double *result,      \
                 ptrdiff_t count) {                                                      \
    for (ptrdiff_t i = 0; i < count; i++) {                                              \
      const double a = x[i], b = y[i], c = z[i];                                         \
      result[i] = (expression);                                                          \
    }                                                                                    \
  }

static inline bool is_structural_zero(double x) {
  uint64_t bits;
  memcpy(&bits, &x, sizeof bits);
  return bits == UINT64_C(0x8000000000000000);
}

BINARY(add, a + b)
BINARY(subtract, a - b)
BINARY(multiply, a *b)
BINARY(divide, a / b)
UNARY(negative, -a)
UNARY(positive, a)
UNARY(absolute, fabs(a))
UNARY(sign, isnan(a) ? a : (a > 0) - (a < 0))
UNARY(square, a *a)
UNARY(reciprocal, 1 / a)
UNARY(square_root, sqrt(a))
TERNARY(fused_multiply_add, fma(a, b, c))

UNARY(floor, floor(a))
UNARY(ceil, ceil(a))
UNARY(truncate, trunc(a))
UNARY(round_half_even, rint(a))
UNARY(round_to_float, (double)(float)a)

BINARY(less, a < b)
BINARY(less_equal, a <= b)
BINARY(greater, a > b)
BINARY(greater_equal, a >= b)
BINARY(equal, a == b)
BINARY(not_equal, a != b)
BINARY(logical_and, (a != 0) & (b != 0))
BINARY(logical_or, (a != 0) | (b != 0))
BINARY(logical_xor, (a != 0) ^ (b != 0))
UNARY(logical_not, a == 0)
UNARY(is_nan, isnan(a) != 0)
UNARY(is_finite, isfinite(a) != 0)
// NaN in either operand is the result, as in NumPy; at a tie the first is taken.
BINARY(maximum, (a >= b || isnan(a)) ? a : b)
BINARY(minimum, (a <= b || isnan(a)) ? a : b)
TERNARY(where, a != 0 ? b : c)

// Adding +0.0 turns a computed -0.0 into +0.0 and leaves every other value as it is.
static inline double computed(double x) { return x + 0.0; }

BINARY(keep_where, b != 0 ? a : -0.0)
BINARY(keep_unless, b == 0 ? a : -0.0)
BINARY(chain_multiply, is_structural_zero(a) ? -0.0 : computed(a *b))
BINARY(chain_multiply_either,
       is_structural_zero(a) || is_structural_zero(b) ? -0.0 : computed(a *b))

// The functions of the C library, but for angles beyond which they are not accurate.
UNARY(exponential, exp(a))
UNARY(natural_logarithm, log(a))

void sg_sine(const double *x, double *result, ptrdiff_t count, double (*of_large)(double)) {
  for (ptrdiff_t i = 0; i < count; i++) {
    const double a = x[i];
    result[i] = fabs(a) < SG_LARGE_ANGLE ? sin(a) : of_large(a);
  }
}

void sg_cosine(const double *x, double *result, ptrdiff_t count, double (*of_large)(double)) {
  for (ptrdiff_t i = 0; i < count; i++) {
    const double a = x[i];
    result[i] = fabs(a) < SG_LARGE_ANGLE ? cos(a) : of_large(a);
  }
}
