// A loop for square roots, which a processor's divider takes three times as long for as these steps do.
// They round as it does where no number is far from one; where one is, they leave it to the divider.
//
// Part of vector_loops.h. If g is next to the root of b, and h within some ulps of half its inverse,
// then b - g^2 is exact and g + (b - g^2) h within a relative 2^-103 of the root. Only 26 significands
// have a root so close to the middle between two numbers; the tests hold those against the divider.
// The way to g and h is Goldschmidt's; Cornea, Harrison and Tang (2002), "Scientific Computing on
// Itanium-based Systems", find the close ones in this manner.

UNARY(plain_square_root, __builtin_elementwise_sqrt(a))

#if defined(SG_ESTIMATES_RECIPROCALS)

static bool have_near_roots(const double *x, ptrdiff_t count) {
  uint64_t distances = 0;
  VECTORIZED(SG_WIDTH)
  for (ptrdiff_t i = 0; i < count; i++) {
    // Numbers in 2^-256 ... 2^256 leave the three upper bits 0.
    distances |= bits_of(x[i]) - bits_of(0x1p-256);
  }
  return distances >> 61 == 0;
}

LANE __m512d square_root_of(__m512d b) {
  const __m512d half = _mm512_set1_pd(0.5);
  // 14 bits, twice as many with each step.
  const __m512d y = _mm512_rsqrt14_pd(b);
  __m512d g = _mm512_mul_pd(b, y), h = _mm512_mul_pd(half, y);
  for (int step = 0; step < 2; step++) {
    const __m512d missing = _mm512_fnmadd_pd(g, h, half);
    g = _mm512_fmadd_pd(g, missing, g);
    h = _mm512_fmadd_pd(h, missing, h);
  }
  for (int step = 0; step < 2; step++) {
    g = _mm512_fmadd_pd(_mm512_fnmadd_pd(g, g, b), h, g);
  }
  return g;
}

#endif

FROM_ESTIMATES(square_root, have_near_roots, square_root_of)
