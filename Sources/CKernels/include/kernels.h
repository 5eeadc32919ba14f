// Vector loops over doubles: each computes `count` lanes from operands that do not overlap the
// result (or are the result itself). A scalar is a loop of one lane, so that a number and an
// element of an array get the same bits.
#ifndef SWIFTGRAD_KERNELS_H
#define SWIFTGRAD_KERNELS_H

#include <stddef.h>

#define UNARY(name) void sg_##name(const double *x, double *result, ptrdiff_t count)
#define BINARY(name) \
  void sg_##name(const double *a, const double *b, double *result, ptrdiff_t count)
#define TERNARY(name) \
  void sg_##name(const double *a, const double *b, const double *c, double *result, ptrdiff_t count)

// Arithmetic
BINARY(add);
BINARY(subtract);
BINARY(multiply);
BINARY(divide);
UNARY(negative);
UNARY(positive);
UNARY(absolute);
UNARY(sign);
UNARY(square);
UNARY(reciprocal);
UNARY(square_root);
TERNARY(fused_multiply_add);

// Rounding
UNARY(floor);
UNARY(ceil);
UNARY(truncate);
UNARY(round_half_even);
UNARY(round_to_float);

// Comparison and choice: truth values are 0 and 1, anything but 0 is true.
BINARY(less);
BINARY(less_equal);
BINARY(greater);
BINARY(greater_equal);
BINARY(equal);
BINARY(not_equal);
BINARY(logical_and);
BINARY(logical_or);
BINARY(logical_xor);
UNARY(logical_not);
UNARY(is_nan);
UNARY(is_finite);
BINARY(maximum);
BINARY(minimum);
TERNARY(where);

// The chain rule. A structural zero, -0.0, says that nothing arrives here: it stays a structural
// zero whatever it is multiplied with, while a zero that was computed is +0.0 and gives NaN with
// an infinity as IEEE 754 has it.
//
// keep_where: a where the condition holds, else a structural zero; keep_unless: the reverse.
BINARY(keep_where);
BINARY(keep_unless);
// chain_multiply: the product, unless the first is a structural zero; _either: unless one is.
BINARY(chain_multiply);
BINARY(chain_multiply_either);

// Elementary functions. Beyond a certain size of an angle another function takes over.
UNARY(exponential);
UNARY(natural_logarithm);
#define SG_LARGE_ANGLE 0x1p26
void sg_sine(const double *x, double *result, ptrdiff_t count, double (*of_large)(double));
void sg_cosine(const double *x, double *result, ptrdiff_t count, double (*of_large)(double));

#undef UNARY
#undef BINARY
#undef TERNARY

#endif
