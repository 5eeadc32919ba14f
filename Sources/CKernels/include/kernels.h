// Vector loops over doubles: each computes `count` lanes from operands that do not overlap the
// result (or are the result itself). A scalar is a loop of one lane, so that a number and an
// element of an array get the same bits.
#ifndef SWIFTGRAD_KERNELS_H
#define SWIFTGRAD_KERNELS_H

#include <stdbool.h>
#include <stddef.h>

#define UNARY(name) void sg_##name(const double *x, double *result, ptrdiff_t count)
#define BINARY(name) \
  void sg_##name(const double *a, const double *b, double *result, ptrdiff_t count)
#define TERNARY(name) \
  void sg_##name(const double *a, const double *b, const double *c, double *result, ptrdiff_t count)
#define QUATERNARY(name)                                                                  \
  void sg_##name(const double *a, const double *b, const double *c, const double *d,      \
                 double *result, ptrdiff_t count)

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
// a / b, where c is 1 / b: rounded as the division is, and faster where the processor can.
TERNARY(quotient);
// Several operations at once, each rounded: -(a * b), a * b + c, a * b - c, c - a * b, a * b * c,
// (a + b) * c, (a - b) * c, a + b + c, a * b + c * d, a * b - c * d, a * b * c + d.
BINARY(negative_product);
TERNARY(multiply_add);
TERNARY(multiply_subtract);
TERNARY(subtract_product);
TERNARY(multiply_multiply);
TERNARY(add_multiply);
TERNARY(subtract_multiply);
TERNARY(add_add);
QUATERNARY(sum_of_products);
QUATERNARY(difference_of_products);
QUATERNARY(multiply_multiply_add);

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

// Elementary and special functions, each the same sequence of IEEE operations on every processor.
UNARY(exponential);
UNARY(natural_logarithm);
UNARY(exponential_minus_one);
UNARY(logarithm_of_one_plus);
// log(1 + exp(x))
UNARY(softplus);
UNARY(tanh);
// 1 / cosh(x)^2
UNARY(sech_squared);
// 1 / (1 + exp(-x))
UNARY(logistic);
UNARY(erf);
UNARY(erfc);
// exp(-x^2)
UNARY(gaussian);
// erfc(-x / sqrt(2)) / 2, and exp(-x^2 / 2) / sqrt(2 pi)
UNARY(ndtr);
UNARY(normal_density);

// The same with another function for what is not strictly between two limits.
#define GUARDED(name) \
  void sg_##name(const double *x, double *result, ptrdiff_t count, double (*of_others)(double))
#define SG_LARGE_ANGLE 0x1p26
GUARDED(sine);
GUARDED(cosine);
#define SG_LOG_GAMMA_LEAST 0x1p-500
#define SG_LOG_GAMMA_END 0x1p500
GUARDED(log_gamma);
#define SG_DIGAMMA_LEAST 0x1p-60
#define SG_DIGAMMA_END 0x1p1000
GUARDED(digamma);
#undef GUARDED

// Two functions of the same lanes, faster than one after the other; one of the results may be x.
#define PAIRED(name) \
  void sg_##name(const double *x, double *result, double *other, ptrdiff_t count)
#define GUARDED_PAIRED(name)                                                      \
  void sg_##name(const double *x, double *result, double *other, ptrdiff_t count, \
                 double (*of_others)(double), double (*other_of_others)(double))
PAIRED(logarithm_and_reciprocal);
PAIRED(tanh_and_sech_squared);
PAIRED(erf_and_gaussian);
PAIRED(ndtr_and_normal_density);
GUARDED_PAIRED(sine_and_cosine);
GUARDED_PAIRED(log_gamma_and_digamma);
#undef PAIRED
#undef GUARDED_PAIRED

// The same functions of one number, within their limits.
double sg_exponential_of(double x);
double sg_natural_logarithm_of(double x);
double sg_exponential_minus_one_of(double x);
double sg_logarithm_of_one_plus_of(double x);
double sg_softplus_of(double x);
double sg_tanh_of(double x);
double sg_sech_squared_of(double x);
double sg_logistic_of(double x);
double sg_erf_of(double x);
double sg_erfc_of(double x);
double sg_gaussian_of(double x);
double sg_ndtr_of(double x);
double sg_normal_density_of(double x);
double sg_sine_of(double x);
double sg_cosine_of(double x);
double sg_log_gamma_of(double x);
double sg_digamma_of(double x);

// Whether all are finite numbers.
bool sg_are_finite(const double *x, ptrdiff_t count);

// How many kinds of vectors this processor has, and which of them the loops use from now on: 0 for
// the narrowest. They use the widest unless told otherwise; all give the same numbers.
int sg_vector_kinds(void);
void sg_use_vectors(int kind);

#undef UNARY
#undef BINARY
#undef TERNARY
#undef QUATERNARY

#endif
