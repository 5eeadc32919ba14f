// The price of a call by Black and Scholes with its five derivatives, by formulas, for every row:
// `black_scholes THREADS REPEAT S.npy K.npy T.npy r.npy v.npy`.
// Vectorised with glibc's libmvec; nothing of -ffast-math.

#include <math.h>

#include "arrays.h"

// The vector forms that libmvec has, which gcc else takes with -ffast-math only.
__attribute__((simd("notinbranch"), const)) extern double exp(double);
__attribute__((simd("notinbranch"), const)) extern double log(double);
__attribute__((simd("notinbranch"), const)) extern double erfc(double);

// Not inlined, so that no run is merged with the one before.
__attribute__((noinline)) static void greeks(
    long count, const double *restrict S, const double *restrict K, const double *restrict T,
    const double *restrict r, const double *restrict v, double *restrict price,
    double *restrict by_S, double *restrict by_K, double *restrict by_T, double *restrict by_r,
    double *restrict by_v, int threads) {
#pragma omp parallel for simd num_threads(threads) schedule(static)
  for (long i = 0; i < count; i++) {
    double root = sqrt(T[i]), spread = v[i] * root;
    double d1 = (log(S[i] / K[i]) + (r[i] + v[i] * v[i] / 2) * T[i]) / spread;
    double d2 = d1 - spread;
    double first = erfc(d1 * -M_SQRT1_2) / 2, second = erfc(d2 * -M_SQRT1_2) / 2;
    double discount = exp(-r[i] * T[i]);
    // S times the density at d1 is K times the discount times that at d2.
    double dense = S[i] * exp(d1 * d1 * -0.5) * 0.3989422804014327;
    double strike = K[i] * discount * second;
    price[i] = S[i] * first - strike;
    by_S[i] = first;
    by_K[i] = -discount * second;
    by_T[i] = dense * v[i] / (2 * root) + r[i] * strike;
    by_r[i] = T[i] * strike;
    by_v[i] = dense * root;
  }
}

int main(int words, char **word) {
  if (words != 8) return 64;
  int threads = atoi(word[1]);
  long repeat = atol(word[2]), count = 0;
  const double *in[5];
  double *out[6], times[repeat];
  for (int i = 0; i < 5; i++) in[i] = read_npy(word[3 + i], &count);
  for (int i = 0; i < 6; i++) {
    out[i] = aligned_alloc(64, (count * 8 + 63) / 64 * 64);
    // So that the system has handed out its pages before the first run.
    memset(out[i], 0, count * 8);
  }
  for (long run = 0; run < repeat; run++) {
    double start = now();
    greeks(
        count, in[0], in[1], in[2], in[3], in[4], out[0], out[1], out[2], out[3], out[4], out[5],
        threads);
    times[run] = now() - start;
  }
  double y[12];
  for (int i = 0; i < 6; i++) y[2 * i] = out[i][0], y[2 * i + 1] = out[i][count - 1];
  report(times, repeat, y, 12);
  return 0;
}
