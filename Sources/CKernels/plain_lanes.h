// Loops that take a shorter way where all lanes are plain numbers, with the same results. Part of
// vector_loops.h.

LANE uint64_t larger(uint64_t a, uint64_t b) { return a > b ? a : b; }

// Whether a measure of each lane a, an integer, is below a limit.
#define ALL_BELOW(name, measure, limit)                         \
  static bool name(const double *x, ptrdiff_t count) {          \
    uint64_t largest = 0;                                       \
    IN_BURSTS({                                                 \
      const double a = x[i];                                    \
      largest = larger(largest, (measure));                     \
    })                                                          \
    return largest < (limit);                                   \
  }

ALL_BELOW(are_plain_exponents, bits_of(magnitude_of(a)), bits_of(PLAIN_EXPONENT_END))
ALL_BELOW(are_normal, bits_of(a) - bits_of(0x1p-1022), bits_of(INFINITY) - bits_of(0x1p-1022))

UNARY(plain_exponential, plain_exponential(a))
UNARY(any_exponential, lane_exponential(a))

static void loop_exponential(const double *x, double *result, ptrdiff_t count) {
  (are_plain_exponents(x, count) ? loop_plain_exponential : loop_any_exponential)(
      x, result, count);
}

UNARY(plain_logarithm, plain_logarithm(a))
UNARY(any_logarithm, lane_logarithm(a))

static void loop_natural_logarithm(const double *x, double *result, ptrdiff_t count) {
  (are_normal(x, count) ? loop_plain_logarithm : loop_any_logarithm)(x, result, count);
}

PAIRED(plain_logarithm_and_reciprocal, plain_logarithm(a), 1 / a)
PAIRED(any_logarithm_and_reciprocal, lane_logarithm(a), 1 / a)

static void loop_logarithm_and_reciprocal(const double *x, double *result, double *other,
                                          ptrdiff_t count) {
  (are_normal(x, count) ? loop_plain_logarithm_and_reciprocal
                        : loop_any_logarithm_and_reciprocal)(x, result, other, count);
}
