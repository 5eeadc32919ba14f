// The objective of a Gaussian mixture model with its gradient by hand:
// `gmm REPEAT alphas.npy means.npy logs.npy lows.npy x.npy`.
// After F. Srajer, Z. Kukelova, A. Fitzgibbon, "A benchmark of selected algorithmic differentiation
// tools on some problems in computer vision and machine learning" (2018), with the Wishart prior of
// gamma = 1 and m = 0. Component k has weight alphas[k], mean means[k] and the inverse square root of
// its covariance: a lower triangle with exp(logs[k]) on the diagonal and lows[k] below, by columns.

#include <math.h>

#include "arrays.h"

static int components, dimensions, below;
static long points;

static double log_sum_exp(const double *values, int count) {
  double largest = values[0], sum = 0;
  for (int i = 1; i < count; i++) largest = fmax(largest, values[i]);
  for (int i = 0; i < count; i++) sum += exp(values[i] - largest);
  return largest + log(sum);
}

// The constant of the prior: the logarithm of the multivariate gamma function and powers of 2.
static double prior_constant(void) {
  int p = dimensions, n = p + 1;
  double gamma = 0.25 * p * (p - 1) * log(M_PI);
  for (int j = 1; j <= p; j++) gamma += lgamma(0.5 * n + 0.5 * (1 - j));
  return n * p * (-0.5 * log(2)) - gamma;
}

// Not inlined, so that no run is merged with the one before. `space` holds K (2 d + 1) numbers and
// one lower triangle per component.
__attribute__((noinline)) static double gradient(
    const double *restrict alphas, const double *restrict means, const double *restrict logs,
    const double *restrict lows, const double *restrict x, double *restrict by_alphas,
    double *restrict by_means, double *restrict by_logs, double *restrict by_lows,
    double *restrict space) {
  int K = components, d = dimensions;
  double *diagonal = space, *centred = diagonal + K * d, *turned = centred + K * d;
  double *inner = turned + K * d, *logs_sum = inner + K, *back = logs_sum + K;
  double y = -0.5 * points * d * log(2 * M_PI) - K * prior_constant();
  memset(by_means, 0, sizeof(double) * K * d);
  for (int k = 0; k < K; k++) {
    logs_sum[k] = 0;
    for (int i = 0; i < d; i++) {
      double log = logs[k * d + i], power = exp(log);
      diagonal[k * d + i] = power;
      logs_sum[k] += log;
      y += 0.5 * power * power;
      by_logs[k * d + i] = power * power;
    }
    for (int i = 0; i < below; i++) {
      double low = lows[k * below + i];
      y += 0.5 * low * low;
      by_lows[k * below + i] = low;
    }
  }
  double total = log_sum_exp(alphas, K);
  y -= points * total;
  for (int k = 0; k < K; k++) by_alphas[k] = -points * exp(alphas[k] - total);

  for (long n = 0; n < points; n++) {
    const double *point = x + n * d;
    for (int k = 0; k < K; k++) {
      double *c = centred + k * d, *t = turned + k * d, square = 0;
      const double *low = lows + k * below;
      for (int i = 0; i < d; i++) {
        c[i] = point[i] - means[k * d + i];
        t[i] = diagonal[k * d + i] * c[i];
      }
      for (int column = 0; column < d; column++) {
        for (int row = column + 1; row < d; row++) t[row] += *low++ * c[column];
      }
      for (int i = 0; i < d; i++) square += t[i] * t[i];
      inner[k] = alphas[k] + logs_sum[k] - 0.5 * square;
    }
    double part = log_sum_exp(inner, K);
    y += part;
    for (int k = 0; k < K; k++) {
      double weight = exp(inner[k] - part);
      const double *c = centred + k * d, *low = lows + k * below;
      double *t = turned + k * d, *by_low = by_lows + k * below;
      by_alphas[k] += weight;
      for (int i = 0; i < d; i++) {
        t[i] *= weight;
        by_logs[k * d + i] += weight - t[i] * diagonal[k * d + i] * c[i];
        back[i] = diagonal[k * d + i] * t[i];
      }
      for (int column = 0; column < d; column++) {
        double sum = 0;
        for (int row = column + 1; row < d; row++) {
          *by_low++ -= t[row] * c[column];
          sum += *low++ * t[row];
        }
        back[column] += sum;
      }
      for (int i = 0; i < d; i++) by_means[k * d + i] += back[i];
    }
  }
  return y;
}

int main(int words, char **word) {
  if (words != 7) return 64;
  long repeat = atol(word[1]), counts[5];
  double *in[5], *out[4], y = 0, times[repeat];
  for (int i = 0; i < 5; i++) in[i] = read_npy(word[2 + i], &counts[i]);
  for (int i = 0; i < 4; i++) out[i] = calloc(counts[i], 8);
  components = counts[0];
  dimensions = counts[1] / components;
  below = counts[3] / components;
  points = counts[4] / dimensions;
  double *space = calloc(components * (3 * dimensions + 2) + dimensions, 8);
  for (long run = 0; run < repeat; run++) {
    double start = now();
    y = gradient(
        in[0], in[1], in[2], in[3], in[4], out[0], out[1], out[2], out[3], space);
    times[run] = now() - start;
  }
  double results[9] = {y};
  for (int i = 0; i < 4; i++) {
    results[1 + 2 * i] = out[i][0];
    results[2 + 2 * i] = out[i][counts[i] - 1];
  }
  report(times, repeat, results, 9);
  return 0;
}
