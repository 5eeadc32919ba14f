// Loops for quotients, which a processor's divider takes some times as long for as for products. They
// round as it does: by steps towards the quotient that are exact where no magnitude is far from one;
// where one is, and where there is no fused multiply-add, they divide.
//
// Part of vector_loops.h. Markstein (1990), "Computation of elementary functions on the IBM RISC
// System/6000 processor": if y is 1 / b rounded and q is within an ulp of a / b, then a - q b is exact
// and q + (a - q b) y, rounded once, is a / b rounded; and if y is within an ulp of 1 / b, then
// y + (1 - b y) y is 1 / b rounded, unless all bits of b's significand are 1.

// Magnitudes from 2^-256 up to 2^256 leave bits 61 and 62 zero, whatever the sign.
LANE uint64_t distance_from_one(double x) { return bits_of(x) - bits_of(0x1p-256); }

LANE bool is_far_from_one(uint64_t distance) { return (distance >> 61 & 3) != 0; }

LANE double quotient_by(double a, double b, double inverse) {
  // Within 3/2 ulps first, as the inverse is rounded.
  const double first = a * inverse, q = fused(fused(-first, b, a), inverse, first);
  return fused(fused(-q, b, a), inverse, q);
}

static void loop_quotient(const double *x, const double *y, const double *z, double *result,
                          ptrdiff_t count) {
#if defined(SG_FUSES)
  uint64_t distances = 0;
  VECTORIZED(SG_WIDTH)
  for (ptrdiff_t i = 0; i < count; i++) {
    distances |= distance_from_one(x[i]) | distance_from_one(y[i]);
  }
  if (!is_far_from_one(distances)) {
    VECTORIZED(SG_WIDTH)
    for (ptrdiff_t i = 0; i < count; i++) result[i] = quotient_by(x[i], y[i], z[i]);
    return;
  }
#else
  (void)z;
#endif
  loop_plain_divide(x, y, result, count);
}

#if defined(SG_ESTIMATES_RECIPROCALS)

// Not 0 in bit 52 where the significand's bits are all 1: one more is carried into the exponent.
LANE uint64_t carry_of(double x) { return (bits_of(x) + 1) ^ bits_of(x); }

LANE bool has_carries(uint64_t carries) { return carries >> 52 & 1; }

static bool have_near_reciprocals(const double *x, ptrdiff_t count) {
  uint64_t distances = 0, carries = 0;
  VECTORIZED(SG_WIDTH)
  for (ptrdiff_t i = 0; i < count; i++) {
    distances |= distance_from_one(x[i]);
    carries |= carry_of(x[i]);
  }
  return !is_far_from_one(distances) && !has_carries(carries);
}

LANE __m512d reciprocal_of(__m512d b) {
  const __m512d one = _mm512_set1_pd(1);
  // 14 bits, twice as many with each step, and one step to round.
  __m512d y = _mm512_rcp14_pd(b);
  for (int step = 0; step < 3; step++) {
    y = _mm512_fmadd_pd(_mm512_fnmadd_pd(b, y, one), y, y);
  }
  return y;
}

static bool have_near_quotients(const double *x, const double *y, ptrdiff_t count) {
  uint64_t distances = 0, carries = 0;
  VECTORIZED(SG_WIDTH)
  for (ptrdiff_t i = 0; i < count; i++) {
    distances |= distance_from_one(x[i]) | distance_from_one(y[i]);
    carries |= carry_of(y[i]);
  }
  return !is_far_from_one(distances) && !has_carries(carries);
}

// As `quotient_by`.
LANE __m512d quotient_from_estimate(__m512d a, __m512d b) {
  const __m512d inverse = reciprocal_of(b);
  __m512d q = _mm512_mul_pd(a, inverse);
  for (int step = 0; step < 2; step++) {
    q = _mm512_fmadd_pd(_mm512_fnmadd_pd(q, b, a), inverse, q);
  }
  return q;
}

#endif

FROM_ESTIMATES(reciprocal, have_near_reciprocals, reciprocal_of)

static void loop_divide(const double *x, const double *y, double *result, ptrdiff_t count) {
  ptrdiff_t i = 0;
#if defined(SG_ESTIMATES_RECIPROCALS)
  if (have_near_quotients(x, y, count)) {
    for (; i + SG_WIDTH <= count; i += SG_WIDTH) {
      const __m512d a = _mm512_loadu_pd(x + i), b = _mm512_loadu_pd(y + i);
      _mm512_storeu_pd(result + i, quotient_from_estimate(a, b));
    }
  }
#endif
  loop_plain_divide(x + i, y + i, result + i, count - i);
}
