// `copy COUNT` prints the seconds that memcpy takes for COUNT doubles, the median of 9.

#include "arrays.h"

static int order(const void *a, const void *b) {
  return (*(const double *)a > *(const double *)b) - (*(const double *)a < *(const double *)b);
}

int main(int words, char **word) {
  if (words != 2) return 64;
  long bytes = atol(word[1]) * 8;
  char *from = malloc(bytes), *to = malloc(bytes);
  if (!from || !to) return 71;
  memset(from, 1, bytes);
  memset(to, 2, bytes);
  double times[9];
  for (int run = 0; run < 9; run++) {
    from[run] = run;
    double start = now();
    memcpy(to, from, bytes);
    times[run] = now() - start;
    // What is copied is used, so the copy is made.
    if (to[run] != run) return 70;
  }
  qsort(times, 9, sizeof *times, order);
  printf("%.9g\n", times[4]);
  return 0;
}
