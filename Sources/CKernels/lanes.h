// Functions of one number that are the same sequence of IEEE operations in every vector loop and
// for a number alone: nothing depends on the width of vectors, on libm, or on whether the compiler
// joins a product and a sum. Where they are to be rounded once, that is written: `fused`. So a
// number and an element of an array get the same bits, on every processor.
//
// They have no branches, so that the compiler can run several lanes at once. Methods: reductions
// by Cody and Waite (1980), whose products are exact here since they are fused; exact sums by
// Dekker (1971) and Knuth (TAOCP 4.2.2).
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
#define PLAIN_EXPONENT_END 708.0

LANE double magnitude_of(double x) { return double_of(bits_of(x) & ~SIGN_BIT); }

// x with the sign of y; x must not be negative.
LANE double with_sign_of(double x, double y) {
  return double_of(bits_of(x) | (bits_of(y) & SIGN_BIT));
}

LANE sg_pair sum_of(double a, double b) {
  const double s = a + b, rounded = s - a;
  return (sg_pair){s, (a - (s - rounded)) + (b - rounded)};
}

// Where |a| >= |b| or a == 0.
LANE sg_pair ordered_sum(double a, double b) {
  const double s = a + b;
  return (sg_pair){s, b - (s - a)};
}

#if defined(SG_FUSES)

// a * b + c, rounded once.
LANE double fused(double a, double b, double c) { return __builtin_fma(a, b, c); }

#else

// The number rounded to 26 bits, and what is left of it, 26 bits too: their products are exact.
LANE sg_pair halves_of(double x) {
  const double upper = double_of((bits_of(x) + UINT64_C(0x4000000)) & ~UINT64_C(0x7ffffff));
  return (sg_pair){upper, x - upper};
}

// The sum, where it is not exact rounded to the neighbour whose last bit is 1: rounding once more
// then gives what rounding the exact sum would.
LANE double sum_to_odd(double a, double b) {
  const sg_pair s = sum_of(a, b);
  const uint64_t bits = bits_of(s.high);
  const uint64_t inexact = (uint64_t)(s.low != 0) & ~bits;
  const uint64_t apart = (bits ^ bits_of(s.low)) >> 63;
  return double_of(bits + (inexact & 1) - 2 * (inexact & apart & 1));
}

// a * b + c, rounded once, for a processor that cannot: about 40 operations, where libm takes
// microseconds. Boldo and Melquiond (2008), "Emulation of FMA and correctly rounded sums". Lanes need
// no more than it can do: where it would overflow, or where a product's low part is subnormal, their
// results do not depend on it.
LANE double fused(double a, double b, double c) {
  const sg_pair x = halves_of(a), y = halves_of(b);
  const double p = a * b;
  const double p_low = x.low * y.low - (((p - x.high * y.high) - x.low * y.high) - x.high * y.low);
  const sg_pair lower = sum_of(c, p_low), upper = sum_of(p, lower.high);
  return upper.high + sum_to_odd(lower.low, upper.low);
}

#endif

LANE sg_pair product_of(double a, double b) {
  const double p = a * b;
  return (sg_pair){p, fused(a, b, -p)};
}

// Constant term first. Terms are paired again and again (Estrin's scheme): the chain of dependent
// operations is as short as it gets. For the last three one after the other is as short, and saves a square.
LANE double polynomial_of(const double *coefficients, int count, double x) {
  double terms[24];
#pragma clang loop unroll(full)
  for (int i = 0; i < count; i++) terms[i] = coefficients[i];
#pragma clang loop unroll(full)
  for (; count > 3; count = (count + 1) / 2, x *= x) {
#pragma clang loop unroll(full)
    for (int i = 0; i < count / 2; i++) terms[i] = fused(terms[2 * i + 1], x, terms[2 * i]);
    if (count % 2 == 1) terms[count / 2] = terms[count - 1];
  }
  if (count == 3) terms[1] = fused(terms[2], x, terms[1]);
  return count > 1 ? fused(terms[1], x, terms[0]) : terms[0];
}

// With the constant term in two parts and added last.
LANE double fit_of(const double *coefficients, int count, double constant_low, double x) {
  return coefficients[0] + fused(x, polynomial_of(coefficients + 1, count - 1, x), constant_low);
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

// The quotient, rounded once but for an error of about 2^-100; low parts are below an ulp, and the
// inverse is that of b within some.
LANE double quotient_with(sg_pair a, sg_pair b, double inverse) {
  const double q = a.high * inverse;
  const double remainder = fused(-q, b.high, a.high) + fused(-q, b.low, a.low);
  return fused(remainder, inverse, q);
}

LANE double quotient_of(sg_pair a, sg_pair b) { return quotient_with(a, b, 1 / b.high); }

LANE double at_most(double x, double limit) { return x > limit ? limit : x; }
// MARK: The exponential

// exp(x) is (1 + r + square * near + beyond) * 2^k, where k is left in the last bits of `shifted`.
typedef struct {
  double r, square, near, beyond, shifted;
} sg_power;

// From the reduced exponent and what is left of it, and the multiple of ln 2 that was taken away. The
// polynomial does not wait for what is left, which comes in as a factor.
LANE sg_power power_of_reduced(double r, double rest_of_x, double shifted) {
  const double square = r * r, fourth = square * square, sixth = fourth * square;
  const double *const c = EXP_REST;
  const double start = fused(r, c[0], 0.5);
  const double near = fused(square, fused(r, c[2], c[1]), start);
  const double middle = fused(square, fused(r, c[6], c[5]), fused(r, c[4], c[3]));
  const double far = fused(square, c[9], fused(r, c[8], c[7]));
  const double factor = fused(square, start, 1 + r);
  const double beyond = fused(sixth, fused(fourth, far, middle), rest_of_x * factor);
  return (sg_power){r, square, near, beyond, shifted};
}

// exp(x + low), |x| below 2^10, low below an ulp of it. The chain of dependent operations counts:
// the polynomial does not wait for the end of the reduction.
LANE sg_power power_of_e(double x, double low) {
  const double shifted = fused(x, 1.4426950408889634, SHIFT_TO_INTEGER);
  const double k = shifted - SHIFT_TO_INTEGER;
  // Exact: a multiple of 2^-54 below 1/2.
  const double r = fused(-k, LN_TWO, x);
  return power_of_reduced(r, fused(-k, LN_TWO_LOW, low), shifted);
}

// The value without its power of two: 1 + r, and the rest.
LANE sg_pair significand_of(sg_power power) {
  const sg_pair linear = ordered_sum(1, power.r);
  return (sg_pair){linear.high, fused(power.square, power.near, linear.low) + power.beyond};
}

// What r lacks of the significand less 1.
LANE double rest_of(sg_power power) { return fused(power.square, power.near, power.beyond); }

// x * 2^k, also where that is subnormal or infinite: by two factors.
LANE double scaled_by_power(double x, double shifted) {
  const uint64_t twice = bits_of(shifted) - bits_of(SHIFT_TO_INTEGER) + 2046;
  const uint64_t first = twice >> 1;
  return x * double_of(first << 52) * double_of((twice - first) << 52);
}

// x * 2^k for k within -1200 ... 0, rounded once where that is subnormal: for x near 1 the first product
// is exact.
LANE double scaled_down(double x, double shifted) {
  const uint64_t exponent = bits_of(shifted) - bits_of(SHIFT_TO_INTEGER) + 1023 + 256;
  return x * double_of(exponent << 52) * 0x1p-256;
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
  const sg_power power = power_of_e(x, 0);
  const sg_pair significand = significand_of(power);
  const double value = scaled_by_power(significand.high + significand.low, power.shifted);
  return x > 710 ? INFINITY : x < -746 ? 0 : value;
}

// For |x| < 708, where the power of two is a plain number: its factor is ready before the rest is.
LANE double plain_exponential(double x) {
  const sg_power power = power_of_e(x, 0);
  const sg_pair significand = significand_of(power);
  const double scale = plain_power(power.shifted);
  return fused(significand.low, scale, significand.high * scale);
}

LANE double number_exponential(double x) {
  return magnitude_of(x) < PLAIN_EXPONENT_END ? plain_exponential(x) : lane_exponential(x);
}

// exp(-x^2), with the square in two parts.
LANE double lane_gaussian(double x) {
  const double b = limited(x, -28, 28);
  const sg_pair square = product_of(b, b);
  const sg_power power = power_of_e(-square.high, -square.low);
  const sg_pair significand = significand_of(power);
  return scaled_down(significand.high + significand.low, power.shifted);
}

// exp(x) as above, and half of exp(x) - 1.
typedef struct {
  sg_power power;
  sg_pair half;
} sg_growth;

// For -800 <= x <= 710, or up to 0 alone.
LANE sg_growth growth_of(double x, bool may_grow) {
  const sg_power power = power_of_e(x, 0);
  const double shifted = power.shifted;
  // Below 2^-100 the power is lost in the sum, whatever it is.
  const double least = SHIFT_TO_INTEGER - 100;
  const double scale = plain_power((shifted < least ? least : shifted) - 1);
  const sg_pair less = may_grow ? sum_of(scale, -0.5) : ordered_sum(-0.5, scale);
  const sg_pair s = ordered_sum(less.high, scale * power.r);
  const sg_pair half = ordered_sum(s.high, fused(scale, rest_of(power), s.low + less.low));
  return (sg_growth){power, half};
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
  const sg_pair d = one_plus_half(g), linear = ordered_sum(1, g.power.r);
  const sg_pair e = {linear.high, linear.low + rest_of(g.power)};
  const double inverse = 1 / d.high;
  // The true inverse is this one times 1 + error.
  const double error = fused(-inverse, d.low, fused(-inverse, d.high, 1));
  const sg_pair square = product_of(inverse, inverse), q = product_of(e.high, square.high);
  const double low = fused(e.low, square.high, fused(e.high, square.low, q.low));
  return scaled_down(q.high + fused(2 * error, q.high, low), g.power.shifted);
}

// exp(x) for x <= 0, less its power of two, and the sum 1 + exp(x).
typedef struct {
  sg_pair significand, one_plus;
  double shifted;
} sg_decay;

LANE sg_decay decay_of(double x) {
  const sg_power power = power_of_e(x < -800 ? -800 : x, 0);
  const sg_pair parts = significand_of(power), e = ordered_sum(parts.high, parts.low);
  const double scale = scaled_down(1, power.shifted);
  const sg_pair one_plus = ordered_sum(1, e.high * scale);
  return (sg_decay){e, {one_plus.high, fused(e.low, scale, one_plus.low)}, power.shifted};
}

// 1 / (1 + e^-x) or, which is the same, e^x / (1 + e^x): either tail keeps its digits.
LANE double lane_logistic(double x) {
  const sg_decay e = decay_of(-magnitude_of(x));
  const bool falls = x < 0;
  const sg_pair numerator = {falls ? e.significand.high : 1, falls ? e.significand.low : 0};
  const double value = quotient_of(numerator, e.one_plus);
  return scaled_down(value, falls ? e.shifted : SHIFT_TO_INTEGER);
}

// MARK: The logarithm

// log(x) for finite x > 0, as a sum: from the bits of x, or of x times a power of two that makes it a
// normal number, and from the exponent of 1 there, plus 2^52.
LANE sg_pair logarithm_from(uint64_t bits, double exponent_of_one) {
  const uint64_t sqrt_half = UINT64_C(0x3fe6a09e667f3bcd), one = UINT64_C(0x3ff0000000000000);
  const uint64_t offset = bits + (one - sqrt_half);
  const double k = double_of((offset >> 52) | bits_of(0x1p52)) - exponent_of_one;
  const double f = double_of((offset & UINT64_C(0xfffffffffffff)) + sqrt_half) - 1;
  // log(1 + f) = f - f^2 / 2 + f^3 rest. A quotient would make the polynomial shorter by half, and
  // take longer than the other half.
  const double half = -0.5 * f;
  const sg_pair square = product_of(half, f), fraction = ordered_sum(f, square.high);
  // The first part of ln 2 has 32 bits.
  const sg_pair first = ordered_sum(k * 0x1.62e42fee00000p-1, fraction.high);
  const double rest = fused(k, 0x1.a39ef35793c76p-33, first.low + (fraction.low + square.low));
  const double cube = f * f * f;
  return ordered_sum(first.high, fused(cube, POLYNOMIAL(LOG_REST, f), rest));
}

LANE sg_pair logarithm_of(double x) {
  const bool subnormal = x < 0x1p-1022;
  return logarithm_from(
      bits_of(subnormal ? x * 0x1p54 : x), subnormal ? 0x1p52 + 1023 + 54 : 0x1p52 + 1023);
}

// For finite normal x > 0.
LANE double plain_logarithm(double x) {
  return logarithm_from(bits_of(x), 0x1p52 + 1023).high;
}

LANE double lane_logarithm(double x) {
  const double value = x < INFINITY ? logarithm_of(x).high : x;
  return x > 0 ? value : x == 0 ? -INFINITY : (double)NAN;
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
  const double half = 0.5 * scaled_down(e.significand.high, e.shifted);
  const double tail = e.significand.high + (e.significand.low - half * e.significand.high);
  const double scaled_tail = scaled_down(tail, e.shifted);
  return x > 40 ? x : x < -30 ? scaled_tail : value;
}

// MARK: Sine and cosine

// The angle less a multiple of pi/2, whose number is left in the last bits of `shifted`.
typedef struct {
  double high, low, shifted;
} sg_angle;

// For |x| < 2^26.
LANE sg_angle reduced_angle(double x) {
  const double shifted = fused(x, 0.6366197723675814, SHIFT_TO_INTEGER);
  const double k = shifted - SHIFT_TO_INTEGER;
  // Exact: a multiple of 2^-53 below 1.
  const double t = fused(-k, HALF_PI, x);
  // Where |second| is the larger, below 2^-27, the sum is exact but for its last bit: so are both.
  const sg_pair second = product_of(-k, HALF_PI_LOW), r = ordered_sum(t, second.high);
  return (sg_angle){r.high, r.low + fused(-k, HALF_PI_LEAST, second.low), shifted};
}

#define SINE_OR_COSINE_REST(row, z) \
  polynomial_of(SINE_AND_COSINE_REST[row], SINE_AND_COSINE_REST_COUNT, z)

// The sine of a reduced angle, advanced by some quarters of the circle.
LANE double sine_of(sg_angle angle, uint64_t quarters) {
  const double r = angle.high, low = angle.low;
  const double z = r * r, z2 = z * z, half = -0.5 * r;
  const double sine_low = fused(half * r, low, low);
  const double sine = r + fused(r * z, SINE_OR_COSINE_REST(0, z), sine_low);
  // 1 - r^2 / 2, what that lacks, and what the low part of the angle adds.
  const double leading = fused(half, r, 1);
  const double cosine_low = fused(-r, low, fused(half, r, 1 - leading));
  const double cosine = leading + fused(z2, SINE_OR_COSINE_REST(1, z), cosine_low);
  const uint64_t quarter = bits_of(angle.shifted) + quarters;
  const double value = quarter & 1 ? cosine : sine;
  return double_of(bits_of(value) ^ ((quarter & 2) << 62));
}

// For |x| < 2^26.
LANE double lane_sine(double x) {
  const double value = sine_of(reduced_angle(magnitude_of(x)), 0);
  return double_of(bits_of(value) ^ (bits_of(x) & SIGN_BIT));
}

LANE double lane_cosine(double x) { return sine_of(reduced_angle(x), 1); }

// The same for a number alone. Which of the two is wanted is known before the reduced angle is, and the sign
// before the value: so only one polynomial is computed, without a branch, and the sign is put on at last.
LANE double number_sine_of(double x, uint64_t quarters) {
  const sg_angle angle = reduced_angle(x);
  const uint64_t quarter = bits_of(angle.shifted) + quarters;
  const double r = angle.high, low = angle.low;
  const double z = r * r, z2 = z * z, half = -0.5 * r;
  const double sine_low = fused(half * r, low, low);
  const double leading = fused(half, r, 1);
  const double cosine_low = fused(-r, low, fused(half, r, 1 - leading));
  const bool is_cosine = quarter & 1;
  const double rest = SINE_OR_COSINE_REST(is_cosine, z);
  const double value = (is_cosine ? leading : r) +
                       fused(is_cosine ? z2 : r * z, rest, is_cosine ? cosine_low : sine_low);
  // Where x is -0, a made fused multiply-add has lost that.
  const double sign = is_cosine ? 1 : r == 0 ? x : r;
  return __builtin_copysign(value, double_of(bits_of(sign) ^ (quarter & 2) << 62));
}

LANE double number_sine(double x) { return number_sine_of(x, 0); }

LANE double number_cosine(double x) { return number_sine_of(x, 1); }

// MARK: The error function

// x times a polynomial in x^2 below 1, 1 - erfc beyond.
LANE double lane_erf(double x) {
  const double b = limited(x, -28, 28), a = magnitude_of(b);
  const double central = magnitude_of(x) + a * FIT(ERF_OVER_X, fused(b, b, -0.5));
  const double gaussian = lane_gaussian(x);
  const double t = (a - 3) / (a + 3);
  // Beyond 6 the polynomial has no meaning, but the product vanishes beside 1.
  const double value = a < 1 ? central : fused(-gaussian, POLYNOMIAL(SCALED_ERFC, t), 1);
  return double_of(bits_of(value) ^ (bits_of(x) & SIGN_BIT));
}

// MARK: The tails of the error function and the normal distribution

// The last bits are the exponent of a number, raised by 256.
#define SHIFT_TO_RAISED_EXPONENT (SHIFT_TO_INTEGER + (1023 + 256))

// 2^-256 of a number that lacks an exponential's power of two, with that power: by one product, so that
// it is rounded once where it is subnormal.
LANE double times_raised_power(double x, double shifted) {
  return x * double_of(bits_of(shifted) << 52);
}

// exp(factor * x^2), where the factor is a power of two: the square is exact, and so is the low part
// of the reduced exponent, which counts for large x. Below 2^-43 it need not be added to the high part: as
// a factor it lacks its square only. The power of two is for `times_raised_power`.
LANE sg_power power_of_square(double x, double factor) {
  const sg_pair square = product_of(x, factor * x);
  const double shifted = fused(square.high, 1.4426950408889634, SHIFT_TO_RAISED_EXPONENT);
  const double k = shifted - SHIFT_TO_RAISED_EXPONENT;
  return power_of_reduced(
      fused(-k, LN_TWO, square.high), fused(-k, LN_TWO_LOW, square.low), shifted);
}

// The exponential times (limit + above / below) / (x + shift), for x >= 0. The quotient of the polynomials
// is the smaller part of the sum by far, so that it may be rounded.
LANE double tail_of(sg_power power, double x, double shift, double limit, const double *above,
                    const double *below, int count) {
  const sg_pair e = significand_of(power);
  // Exact: the shift, which has few bits, is a multiple of the last place of the sum.
  const sg_pair divisor = ordered_sum(shift, x);
  const double over = polynomial_of(above, count, x), under = polynomial_of(below, count + 1, x);
  // One division for both quotients.
  const double inverse = 1 / (under * divisor.high), of_under = divisor.high * inverse;
  const double f = fused(over, of_under, limit), f_low = fused(over, of_under, limit - f);
  const sg_pair p = product_of(e.high, f);
  const double low = fused(e.low, f, fused(e.high, f_low, p.low));
  const double tail = quotient_with((sg_pair){p.high, low}, divisor, under * inverse);
  return times_raised_power(tail, power.shifted);
}

#define TAIL(name, power, x, shift) \
  tail_of(power, x, shift, name##_LIMIT, name##_ABOVE, name##_BELOW, COUNT_OF(name##_ABOVE))

// Left of 0 what is missing of 2, so either tail keeps its digits.
LANE double lane_erfc(double x) {
  const double a = at_most(magnitude_of(x), 28);
  const double tail = TAIL(ERFC_TAIL, power_of_square(a, -1), a, 0.59375);
  return x < 0 ? 2 - tail : tail;
}

// The normal distribution function, erfc(-x / sqrt 2) / 2.
LANE double lane_ndtr(double x) {
  const double a = at_most(magnitude_of(x), 40);
  const double tail = TAIL(NORMAL_TAIL, power_of_square(a, -0.5), a, 0.8125);
  return x > 0 ? 1 - tail : tail;
}

// Its derivative, exp(-x^2 / 2) / sqrt(2 pi).
LANE double lane_normal_density(double x) {
  const sg_power power = power_of_square(at_most(magnitude_of(x), 40), -0.5);
  const sg_pair e = significand_of(power);
  const double high = 0x1p-256 * ROOT_OF_TWO_PI_INVERSE;
  const double low = 0x1p-256 * ROOT_OF_TWO_PI_INVERSE_LOW;
  return times_raised_power(fused(e.high, high, fused(e.low, high, e.high * low)), power.shifted);
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
  const sg_pair square = product_of(u, u), factor = sum_of(square.high, -u);
  const double one = FIT(LOG_GAMMA_NEAR_ONE, z - 1.125), two = FIT(LOG_GAMMA_NEAR_TWO, z - 2);
  const double cofactor = z < 1.5 ? one : two;
  const double base = fused(factor.high, cofactor, (factor.low + square.low) * cofactor);
  const double below = (base - l.low) - l.high;

  const double reciprocal = 1 / y.high;
  const double rest = reciprocal * POLYNOMIAL(LOG_GAMMA_REST, reciprocal * reciprocal);
  const sg_pair p = product_of(y.high, l.high);
  const double p_low = p.low + fused(y.high, l.low, y.low * l.high);
  const sg_pair s = sum_of(p.high, -y.high), whole = sum_of(s.high, HALF_LOG_TWO_PI);
  const double low = ((whole.low + s.low) + p_low) + (HALF_LOG_TWO_PI_LOW + rest);
  return small ? below : x <= 2.5 ? base : whole.high + low;
}

// digamma(1 + t) for 0 <= t <= 1, as a sum.
LANE sg_pair digamma_of_one_plus(double t) {
  const sg_pair from_root = sum_of(t, -(DIGAMMA_ROOT - 1));
  const double factor = FIT(DIGAMMA_OVER_ROOT, t - 0.5);
  const sg_pair p = product_of(from_root.high, factor);
  return (sg_pair){p.high, fused(from_root.low - DIGAMMA_ROOT_LOW, factor, p.low)};
}

// Within its limits: a polynomial with the factor x - root on 1 ... 2, by the recurrence on either
// side, and the asymptotic series about x - 1/2 from 3 on, as a polynomial of best fit.
LANE double lane_digamma(double x) {
  const sg_pair y = sum_of(x, -0.5);
  const double neighbour = x < 1 ? x : x - 1;
  const double inverse = 1 / (x < 3 ? neighbour : y.high * y.high);

  const sg_pair base = digamma_of_one_plus(x < 2 ? neighbour : x - 2);
  const double inverse_low = fused(-inverse, neighbour, 1) * inverse;
  const sg_pair sum = sum_of(x < 1 ? -inverse : inverse, base.high);
  const double stepped = sum.high + ((sum.low + (x < 1 ? -inverse_low : inverse_low)) + base.low);
  const double below = x >= 1 && x < 2 ? base.high + base.low : stepped;

  // As in lgamma, so that a loop for both computes it once.
  const sg_pair l = logarithm_of(x < 0.75 ? x : y.high);
  const double beyond =
      l.high + (l.low + fused(inverse, POLYNOMIAL(DIGAMMA_REST, inverse), y.low / y.high));
  return x < 3 ? below : beyond;
}

#endif
