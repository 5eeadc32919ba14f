// Functions of one number that are the same sequence of IEEE operations in every vector loop and
// for a number alone: nothing depends on fused multiply-add, on the width of vectors or on libm.
// So a number and an element of an array get the same bits, on every processor.
//
// They have no branches, so that the compiler can run several lanes at once. Methods: reductions
// by Cody and Waite (1980), exact sums and products by Dekker (1971) and Knuth (TAOCP 4.2.2).
#ifndef SWIFTGRAD_LANES_H
#define SWIFTGRAD_LANES_H

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "coefficients.h"

// One rounding per operation on every processor: by default the compiler would join products and
// sums where the processor can.
#pragma STDC FP_CONTRACT OFF

#define LANE static inline __attribute__((always_inline, unused))

// An unevaluated sum.
typedef struct {
  double high, low;
} sg_pair;

LANE uint64_t bits_of(double x) {
  uint64_t bits;
  __builtin_memcpy(&bits, &x, sizeof bits);
  return bits;
}

LANE double double_of(uint64_t bits) {
  double x;
  __builtin_memcpy(&x, &bits, sizeof x);
  return x;
}

#define SIGN_BIT UINT64_C(0x8000000000000000)
#define SHIFT_TO_INTEGER 0x1.8p52

LANE double magnitude_of(double x) { return double_of(bits_of(x) & ~SIGN_BIT); }

// x with the sign of y; x must not be negative.
LANE double with_sign_of(double x, double y) {
  return double_of(bits_of(x) | (bits_of(y) & SIGN_BIT));
}

// The upper 26 bits of a number, whose square is exact.
LANE double upper_half(double x) { return double_of(bits_of(x) & ~UINT64_C(0x7ffffff)); }

LANE sg_pair sum_of(double a, double b) {
  const double s = a + b, rounded = s - a;
  return (sg_pair){s, (a - (s - rounded)) + (b - rounded)};
}

// Where |a| >= |b| or a == 0.
LANE sg_pair ordered_sum(double a, double b) {
  const double s = a + b;
  return (sg_pair){s, b - (s - a)};
}

LANE sg_pair product_of(double a, double b) {
  const double p = a * b;
  const double a1 = upper_half(a), a2 = a - a1, b1 = upper_half(b), b2 = b - b1;
  return (sg_pair){p, (((a1 * b1 - p) + a1 * b2) + a2 * b1) + a2 * b2};
}

LANE sg_pair square_of(double a) {
  const double p = a * a, a1 = upper_half(a), a2 = a - a1;
  return (sg_pair){p, ((a1 * a1 - p) + 2 * a1 * a2) + a2 * a2};
}

// Constant term first. Terms are paired again and again (Estrin's scheme): the chain of dependent
// operations is as short as it gets.
LANE double polynomial_of(const double *coefficients, int count, double x) {
  double terms[24];
#pragma clang loop unroll(full)
  for (int i = 0; i < count; i++) terms[i] = coefficients[i];
#pragma clang loop unroll(full)
  for (; count > 1; count = (count + 1) / 2, x *= x) {
#pragma clang loop unroll(full)
    for (int i = 0; i < count / 2; i++) terms[i] = terms[2 * i] + terms[2 * i + 1] * x;
    if (count % 2 == 1) terms[count / 2] = terms[count - 1];
  }
  return terms[0];
}

// With the constant term in two parts and added last.
LANE double fit_of(const double *coefficients, int count, double constant_low, double x) {
  return coefficients[0] + (x * polynomial_of(coefficients + 1, count - 1, x) + constant_low);
}

// A structural zero, -0.0, says that nothing arrives here: see the chain rule in kernels.h.
LANE bool is_structural_zero(double x) { return bits_of(x) == SIGN_BIT; }

// Adding +0.0 turns a computed -0.0 into +0.0 and leaves every other value as it is.
LANE double computed(double x) { return x + 0.0; }

#define COUNT_OF(array) ((int)(sizeof(array) / sizeof *(array)))
#define FIT(coefficients, x) \
  fit_of(coefficients, COUNT_OF(coefficients), coefficients##_LOW, x)
#define POLYNOMIAL(coefficients, x) \
  polynomial_of(coefficients, COUNT_OF(coefficients), x)

// The quotient, rounded once but for an error of about 2^-100; low parts are below an ulp.
LANE double quotient_of(sg_pair a, sg_pair b) {
  const double inverse = 1 / b.high, q = a.high * inverse;
  const sg_pair back = product_of(q, b.high);
  const double remainder = (((a.high - back.high) - back.low) + a.low) - q * b.low;
  return q + remainder * inverse;
}

// MARK: The exponential

// exp(x) is (sum + rest) * 2^k, where k is left in the last bits of `shifted`.
typedef struct {
  double sum, rest, shifted;
} sg_power;

// exp(x + low), |x| below 2^10, low below an ulp of it.
LANE sg_power power_of_e(double x, double low) {
  const double shifted = x * 1.4426950408889634 + SHIFT_TO_INTEGER;
  const double k = shifted - SHIFT_TO_INTEGER;
  // The first two parts of ln 2 have 32 bits, so their products are exact.
  const double t = x - k * 0x1.62e42fee00000p-1, second = k * 0x1.a39ef35600000p-33;
  const double r = t - second;
  const double r_low = ((t - r) - second) - (k * 0x1.93c7673007e5fp-65 - low);
  const double upper = upper_half(r);
  const sg_pair linear = ordered_sum(1, r);
  const sg_pair quadratic = ordered_sum(linear.high, 0.5 * (upper * upper));
  const double cubic = r * r * r * POLYNOMIAL(EXP_REST, r);
  const double rest = cubic + r_low * (quadratic.high + cubic);
  const double of_square = 0.5 * ((r - upper) * (r + upper));
  return (sg_power){quadratic.high, ((linear.low + quadratic.low) + of_square) + rest, shifted};
}

// x * 2^k, also where that is subnormal or infinite: by two factors.
LANE double scaled_by_power(double x, double shifted) {
  const uint64_t twice = bits_of(shifted) - bits_of(SHIFT_TO_INTEGER) + 2046;
  const uint64_t first = twice >> 1;
  return x * double_of(first << 52) * double_of((twice - first) << 52);
}

// 2^k for k within -1022 ... 1023.
LANE double plain_power(double shifted) {
  return double_of((bits_of(shifted) - bits_of(SHIFT_TO_INTEGER) + 1023) << 52);
}

// Between two limits; NaN stays.
LANE double limited(double x, double low, double high) {
  const double y = x > high ? high : x;
  return y < low ? low : y;
}

LANE double lane_exponential(double x) {
  const sg_power power = power_of_e(limited(x, -746, 710), 0);
  return scaled_by_power(power.sum + power.rest, power.shifted);
}

// exp(-x^2), with the square in two parts.
LANE double lane_gaussian(double x) {
  const sg_pair square = square_of(limited(x, -28, 28));
  const sg_power power = power_of_e(-square.high, -square.low);
  return scaled_by_power(power.sum + power.rest, power.shifted);
}

// exp(x) is (1 + p) 2^k, where k is left in the last bits of `shifted`, and half of exp(x) - 1.
typedef struct {
  sg_pair p, half;
  double shifted;
} sg_growth;

// For -800 <= x <= 710, or up to 0 alone.
LANE sg_growth growth_of(double x, bool may_grow) {
  const double shifted = x * 1.4426950408889634 + SHIFT_TO_INTEGER;
  const double k = shifted - SHIFT_TO_INTEGER;
  const double t = x - k * 0x1.62e42fee00000p-1, second = k * 0x1.a39ef35600000p-33;
  const double r = t - second;
  const double r_low = ((t - r) - second) - k * 0x1.93c7673007e5fp-65;
  const double upper = upper_half(r);
  const sg_pair p = ordered_sum(r, 0.5 * (upper * upper));
  const double p_low = (p.low + 0.5 * ((r - upper) * (r + upper))) +
                       (r * r * r * POLYNOMIAL(EXP_REST, r) + (r_low + r * r_low));
  // Below 2^-100 the power is lost in the sum, whatever it is.
  const double scale = plain_power((k < -100 ? SHIFT_TO_INTEGER - 100 : shifted) - 1);
  const sg_pair less = may_grow ? sum_of(scale, -0.5) : ordered_sum(-0.5, scale);
  const sg_pair s = sum_of(less.high, scale * p.high);
  const sg_pair half = ordered_sum(s.high, (s.low + less.low) + scale * p_low);
  return (sg_growth){{p.high, p_low}, half, shifted};
}

LANE double lane_exponential_minus_one(double x) {
  const double value = 2 * growth_of(limited(x, -60, 710), true).half.high;
  return magnitude_of(x) < 0x1p-54 ? x : value;
}

// With h = (e^-2a - 1) / 2: tanh(a) = -h / (1 + h), and 1 / cosh(a)^2 = e^-2a / (1 + h)^2, where
// nothing cancels. A loop for both computes what they share once.
LANE sg_pair one_plus_half(sg_growth g) {
  const sg_pair d = ordered_sum(1, g.half.high);
  return (sg_pair){d.high, d.low + g.half.low};
}

LANE sg_growth growth_for_tanh(double x) {
  const double a = -2 * magnitude_of(x);
  return growth_of(a < -800 ? -800 : a, false);
}

LANE double lane_tanh(double x) {
  const sg_growth g = growth_for_tanh(x);
  const double value = quotient_of((sg_pair){-g.half.high, -g.half.low}, one_plus_half(g));
  return with_sign_of(magnitude_of(value), x);
}

LANE double lane_sech_squared(double x) {
  const sg_growth g = growth_for_tanh(x);
  const sg_pair d = one_plus_half(g), one = ordered_sum(1, g.p.high);
  // (1 + p) / d^2 with what the low parts add to it; near 1 the difference is better.
  const double inverse = 1 / d.high, square = inverse * inverse;
  const double q = one.high * square;
  const double low = square * (one.low + g.p.low) - q * (2 * inverse * d.low);
  const double value = scaled_by_power(q + low, g.shifted);
  const double tanh = lane_tanh(x);
  return magnitude_of(tanh) < 0.5 ? 1 - tanh * tanh : value;
}

// exp(x) for x <= 0, less its power of two, and the sum 1 + exp(x).
typedef struct {
  sg_pair significand, one_plus;
  double shifted;
} sg_decay;

LANE sg_decay decay_of(double x) {
  const sg_power power = power_of_e(x < -800 ? -800 : x, 0);
  const sg_pair e = ordered_sum(power.sum, power.rest);
  const double scale = scaled_by_power(1, power.shifted);
  const sg_pair one_plus = ordered_sum(1, e.high * scale);
  return (sg_decay){e, {one_plus.high, one_plus.low + e.low * scale}, power.shifted};
}

// 1 / (1 + e^-x) or, which is the same, e^x / (1 + e^x): either tail keeps its digits.
LANE double lane_logistic(double x) {
  const sg_decay e = decay_of(-magnitude_of(x));
  const bool falls = x < 0;
  const sg_pair numerator = {falls ? e.significand.high : 1, falls ? e.significand.low : 0};
  const double value = quotient_of(numerator, e.one_plus);
  return scaled_by_power(value, falls ? e.shifted : SHIFT_TO_INTEGER);
}

// MARK: The logarithm

// log(x) for finite x > 0, as a sum.
LANE sg_pair logarithm_of(double x) {
  const uint64_t sqrt_half = UINT64_C(0x3fe6a09e667f3bcd), one = UINT64_C(0x3ff0000000000000);
  const bool subnormal = x < 0x1p-1022;
  const uint64_t offset = bits_of(subnormal ? x * 0x1p54 : x) + (one - sqrt_half);
  // 2^52 plus the biased exponent.
  const double exponent = double_of((offset >> 52) | bits_of(0x1p52));
  const double k = exponent - (subnormal ? 0x1p52 + 1023 + 54 : 0x1p52 + 1023);
  const double f = double_of((offset & UINT64_C(0xfffffffffffff)) + sqrt_half) - 1;
  const double s = f / (2 + f), z = s * s;
  // log(1 + f) = f - f^2 / 2 + s (f^2 / 2 + s^2 rest)
  const double upper = upper_half(f);
  const double half_square = 0.5 * (upper * upper);
  const double half_low = 0.5 * ((f - upper) * (f + upper));
  const sg_pair fraction = ordered_sum(f, -half_square);
  const double correction = s * ((half_square + half_low) + z * POLYNOMIAL(LOG_REST, z));
  // The first part of ln 2 has 32 bits.
  const sg_pair first = sum_of(k * 0x1.62e42fee00000p-1, fraction.high);
  const double rest = (first.low + fraction.low) + k * 0x1.a39ef35793c76p-33;
  const double low = (correction - half_low) + rest;
  return ordered_sum(first.high, low);
}

LANE double lane_logarithm(double x) {
  const double value = logarithm_of(x).high;
  const double at_edge = x == 0 ? -INFINITY : x > 0 ? INFINITY : x + (double)NAN;
  return ((x > 0) & (x < INFINITY)) ? value : at_edge;
}

// log(high + low) for a sum whose low part is below an ulp.
LANE sg_pair logarithm_of_pair(sg_pair x) {
  const sg_pair l = logarithm_of(x.high);
  return ordered_sum(l.high, l.low + x.low / x.high);
}

LANE double lane_logarithm_of_one_plus(double x) {
  const double value = logarithm_of_pair(sum_of(1, x)).high;
  const double at_edge = x == -1 ? -INFINITY : x > 0 ? INFINITY : x + (double)NAN;
  const double result = ((x > -1) & (x < INFINITY)) ? value : at_edge;
  return magnitude_of(x) < 0x1p-54 ? x : result;
}

// log(1 + e^x) = max(x, 0) + log(1 + e^-|x|)
LANE double lane_softplus(double x) {
  const sg_decay e = decay_of(-magnitude_of(x));
  const sg_pair l = logarithm_of_pair(e.one_plus);
  const sg_pair s = sum_of(x > 0 ? x : 0, l.high);
  const double value = s.high + (s.low + l.low);
  // log(1 + e) = e - e^2 / 2 ...
  const double half = 0.5 * scaled_by_power(e.significand.high, e.shifted);
  const double tail = e.significand.high + (e.significand.low - half * e.significand.high);
  const double scaled_tail = scaled_by_power(tail, e.shifted);
  return x > 40 ? x : x < -30 ? scaled_tail : value;
}

// MARK: Sine and cosine

// The angle less a multiple of pi/2, whose number is left in the last bits of `shifted`.
typedef struct {
  double high, low, shifted;
} sg_angle;

// For 0 <= a < 2^26.
LANE sg_angle reduced_angle(double a) {
  const double shifted = a * 0.6366197723675814 + SHIFT_TO_INTEGER;
  const double k = shifted - SHIFT_TO_INTEGER;
  // Parts of 27 bits, so that their products are exact.
  const double t = a - k * 0x1.921fb54000000p+0;
  const sg_pair second = sum_of(t, -(k * 0x1.10b4610000000p-30));
  const sg_pair third = sum_of(second.high, -(k * 0x1.a626330000000p-58));
  const double rest = (second.low + third.low) - k * 0x1.45c06e0e68948p-86;
  const sg_pair r = ordered_sum(third.high, rest);
  return (sg_angle){r.high, r.low, shifted};
}

// The sine of a reduced angle, advanced by some quarters of the circle.
LANE double sine_of(sg_angle angle, uint64_t quarters) {
  const double r = angle.high, low = angle.low;
  const double z = r * r;
  const double upper = upper_half(r);
  const double half_square = 0.5 * (upper * upper);
  const double half_low = 0.5 * ((r - upper) * (r + upper));
  // Of r^3 / 6 most is exact: 5/32 of the cube of the upper 16 bits.
  const double top = double_of(bits_of(r) & ~UINT64_C(0x1fffffffff));
  const sg_pair leading = ordered_sum(r, -0.15625 * (top * top * top));
  const double cube_low = -0.15625 * ((r - top) * (z + (r * top + top * top)));
  const double small = r * (z * POLYNOMIAL(SINE_REST, z)) + (low - 0.5 * z * low);
  const double sine = leading.high + ((leading.low + cube_low) + small);
  const sg_pair one = ordered_sum(1, -half_square);
  const double cosine =
      one.high + (one.low + (z * z * POLYNOMIAL(COSINE_REST, z) - (half_low + r * low)));
  const uint64_t quarter = bits_of(angle.shifted) + quarters;
  const double value = quarter & 1 ? cosine : sine;
  return double_of(bits_of(value) ^ ((quarter & 2) << 62));
}

// For |x| < 2^26.
LANE double lane_sine(double x) {
  const double value = sine_of(reduced_angle(magnitude_of(x)), 0);
  return double_of(bits_of(value) ^ (bits_of(x) & SIGN_BIT));
}

LANE double lane_cosine(double x) { return sine_of(reduced_angle(magnitude_of(x)), 1); }

// MARK: The error function

// x times a polynomial in x^2 below 1, 1 - erfc beyond.
LANE double lane_erf(double x) {
  const double b = limited(x, -28, 28), a = magnitude_of(b);
  const double central = magnitude_of(x) + a * FIT(ERF_OVER_X, b * b - 0.5);
  const double gaussian = lane_gaussian(x);
  const double t = (a - 3) / (a + 3) + 0x1.5555555555555p-4;
  // Beyond 6 the polynomial has no meaning, but the product vanishes beside 1.
  const double value = a < 1 ? central : 1 - gaussian * POLYNOMIAL(SCALED_ERFC, t);
  return double_of(bits_of(value) ^ (bits_of(x) & SIGN_BIT));
}

// MARK: The gamma function's logarithm and its derivative

// Within its limits: a polynomial with the factor (x - 1)(x - 2) up to 2.5, by the recurrence below
// 0.75, and Stirling's series about x - 1/2 (DLMF 5.11.8) beyond, as a polynomial of best fit.
LANE double lane_log_gamma(double x) {
  const bool small = x < 0.75;
  const sg_pair y = sum_of(x, -0.5);
  const sg_pair l = logarithm_of(small ? x : y.high);

  // (z - 1)(z - 2) is u^2 - u, exact but for a rounding far behind.
  const double z = small ? x + 1 : x, u = small ? x : x - 1;
  const sg_pair square = square_of(u), factor = sum_of(square.high, -u);
  const double one = FIT(LOG_GAMMA_NEAR_ONE, z - 1.125), two = FIT(LOG_GAMMA_NEAR_TWO, z - 2);
  const double cofactor = z < 1.5 ? one : two;
  const double base = factor.high * cofactor + (factor.low + square.low) * cofactor;
  const double below = (base - l.low) - l.high;

  const double reciprocal = 1 / y.high;
  const double rest = reciprocal * POLYNOMIAL(LOG_GAMMA_REST, reciprocal * reciprocal);
  const sg_pair p = product_of(y.high, l.high);
  const double p_low = p.low + (y.high * l.low + y.low * l.high);
  const sg_pair s = sum_of(p.high, -y.high), whole = sum_of(s.high, HALF_LOG_TWO_PI);
  const double low = ((whole.low + s.low) + p_low) + (HALF_LOG_TWO_PI_LOW + rest);
  return small ? below : x <= 2.5 ? base : whole.high + low;
}

// digamma(1 + t) for 0 <= t <= 1, as a sum.
LANE sg_pair digamma_of_one_plus(double t) {
  const sg_pair from_root = sum_of(t, -(DIGAMMA_ROOT - 1));
  const double factor = FIT(DIGAMMA_OVER_ROOT, t - 0.5);
  const sg_pair p = product_of(from_root.high, factor);
  return (sg_pair){p.high, p.low + (from_root.low - DIGAMMA_ROOT_LOW) * factor};
}

// Within its limits: a polynomial with the factor x - root on 1 ... 2, by the recurrence on either
// side, and the asymptotic series about x - 1/2 from 3 on, as a polynomial of best fit.
LANE double lane_digamma(double x) {
  const sg_pair y = sum_of(x, -0.5);
  const double neighbour = x < 1 ? x : x - 1;
  const double inverse = 1 / (x < 3 ? neighbour : y.high * y.high);

  const sg_pair base = digamma_of_one_plus(x < 2 ? neighbour : x - 2);
  const sg_pair back = product_of(inverse, neighbour);
  const double inverse_low = ((1 - back.high) - back.low) * inverse;
  const sg_pair sum = sum_of(x < 1 ? -inverse : inverse, base.high);
  const double stepped = sum.high + ((sum.low + (x < 1 ? -inverse_low : inverse_low)) + base.low);
  const double below = x >= 1 && x < 2 ? base.high + base.low : stepped;

  // As in lgamma, so that a loop for both computes it once.
  const sg_pair l = logarithm_of(x < 0.75 ? x : y.high);
  const double beyond =
      l.high + (l.low + (inverse * POLYNOMIAL(DIGAMMA_REST, inverse) + y.low / y.high));
  return x < 3 ? below : beyond;
}

#endif
