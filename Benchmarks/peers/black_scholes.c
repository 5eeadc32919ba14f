// The price of a call by Black and Scholes with its five derivatives, by formulas, for every row:
// `black_scholes THREADS REPEAT S.npy K.npy T.npy r.npy v.npy` computes in memory and prints times;
// `black_scholes THREADS ROWS.npy RESULTS.npy` reads rows of five and writes rows of six numbers.
// Vectorised with glibc's libmvec; nothing of -ffast-math.

#include <math.h>

#include "arrays.h"

// The vector forms that libmvec has, which gcc else takes with -ffast-math only.
__attribute__((simd("notinbranch"), const)) extern double exp(double);
__attribute__((simd("notinbranch"), const)) extern double log(double);
__attribute__((simd("notinbranch"), const)) extern double erfc(double);

enum { BLOCK = 1024 };

static void greeks(
    long count, const double *restrict S, const double *restrict K, const double *restrict T,
    const double *restrict r, const double *restrict v, double *restrict price,
    double *restrict by_S, double *restrict by_K, double *restrict by_T, double *restrict by_r,
    double *restrict by_v) {
#pragma omp simd
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

// Not inlined, so that no run is merged with the one before.
__attribute__((noinline)) static void by_columns(
    long count, double *const in[5], double *const out[6], int threads) {
#pragma omp parallel for num_threads(threads) schedule(static)
  for (long i = 0; i < count; i += BLOCK) {
    greeks(
        count - i < BLOCK ? count - i : BLOCK, in[0] + i, in[1] + i, in[2] + i, in[3] + i,
        in[4] + i, out[0] + i, out[1] + i, out[2] + i, out[3] + i, out[4] + i, out[5] + i);
  }
}

static void by_rows(long count, const double *rows, double *results, int threads) {
#pragma omp parallel for num_threads(threads) schedule(static)
  for (long first = 0; first < count; first += BLOCK) {
    long size = count - first < BLOCK ? count - first : BLOCK;
    double in[5][BLOCK], out[6][BLOCK];
    for (long i = 0; i < size; i++) {
      for (int column = 0; column < 5; column++) in[column][i] = rows[5 * (first + i) + column];
    }
    greeks(
        size, in[0], in[1], in[2], in[3], in[4], out[0], out[1], out[2], out[3], out[4], out[5]);
    for (long i = 0; i < size; i++) {
      for (int column = 0; column < 6; column++) {
        results[6 * (first + i) + column] = out[column][i];
      }
    }
  }
}

static int from_file_to_file(const char *input, const char *output, int threads) {
  long count;
  double *rows = read_npy(input, &count);
  count /= 5;
  double *results = malloc(count * 48);
  if (!results) return 71;
  by_rows(count, rows, results, threads);
  char header[128] = "\x93NUMPY\x01\x00v";
  int length = snprintf(
      header + 10, 118, "{'descr': '<f8', 'fortran_order': False, 'shape': (%ld, 6), }", count);
  memset(header + 10 + length, ' ', 117 - length);
  header[127] = '\n';
  FILE *file = fopen(output, "wb");
  if (!file || fwrite(header, 1, 128, file) != 128) return 73;
  if (fwrite(results, 48, count, file) != (size_t)count || fclose(file)) return 74;
  return 0;
}

int main(int words, char **word) {
  if (words == 4) return from_file_to_file(word[2], word[3], atoi(word[1]));
  if (words != 8) return 64;
  int threads = atoi(word[1]);
  long repeat = atol(word[2]), count = 0;
  double *in[5], *out[6], times[repeat];
  for (int i = 0; i < 5; i++) in[i] = read_npy(word[3 + i], &count);
  for (int i = 0; i < 6; i++) {
    out[i] = aligned_alloc(64, (count * 8 + 63) / 64 * 64);
    // So that the system has handed out its pages before the first run.
    memset(out[i], 0, count * 8);
  }
  for (long run = 0; run < repeat; run++) {
    double start = now();
    by_columns(count, in, out, threads);
    times[run] = now() - start;
  }
  double y[12];
  for (int i = 0; i < 6; i++) y[2 * i] = out[i][0], y[2 * i + 1] = out[i][count - 1];
  report(times, repeat, y, 12);
  return 0;
}
