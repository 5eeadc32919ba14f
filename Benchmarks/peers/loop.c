// The loop of workloads/loop.py by hand: `loop value|gradient STEPS A B X0 REPEAT` prints the
// results and the seconds of each run as JSON.

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

// Not inlined, so that no run is merged with the one before.
__attribute__((noinline)) static double value(long steps, double a, double b, double x) {
  for (long i = 0; i < steps; i++) x = sin(a * x) + b * x * exp(-x);
  return x;
}

__attribute__((noinline)) static double gradient(
    long steps, double a, double b, double x, double *dydx) {
  double *stored = malloc(steps * sizeof *stored);
  if (!stored) exit(1);
  for (long i = 0; i < steps; i++) {
    stored[i] = x;
    x = sin(a * x) + b * x * exp(-x);
  }
  double da = 0, db = 0, dx = 1;
  for (long i = steps; i-- > 0;) {
    double before = stored[i], power = exp(-before), slope = cos(a * before);
    da += dx * before * slope;
    db += dx * before * power;
    dx *= a * slope + b * power - b * before * power;
  }
  free(stored);
  dydx[0] = da, dydx[1] = db, dydx[2] = dx;
  return x;
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec + time.tv_nsec * 1e-9;
}

int main(int count, char **words) {
  if (count != 7) return 64;
  int reverse = !strcmp(words[1], "gradient");
  long steps = atol(words[2]), repeat = atol(words[6]);
  double a = atof(words[3]), b = atof(words[4]), x0 = atof(words[5]);
  double y = 0, dydx[3] = {0};
  printf("{\"times\": [");
  for (long run = 0; run < repeat; run++) {
    double start = now();
    y = reverse ? gradient(steps, a, b, x0, dydx) : value(steps, a, b, x0);
    printf("%s%.9g", run ? ", " : "", now() - start);
  }
  printf("], \"y\": %.17g", y);
  if (reverse) printf(", \"dydx\": [%.17g, %.17g, %.17g]", dydx[0], dydx[1], dydx[2]);
  printf("}\n");
  return 0;
}
