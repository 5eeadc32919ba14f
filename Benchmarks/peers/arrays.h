// What the peers in C share: arrays from .npy files, the clock, the report of times.

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

// The float64 elements of a .npy file of version 1, in C order, and how many they are.
__attribute__((unused)) static double *read_npy(const char *path, long *count) {
  FILE *file = fopen(path, "rb");
  unsigned char head[10];
  if (!file || fread(head, 1, 10, file) != 10 || memcmp(head, "\x93NUMPY\x01", 7)) exit(66);
  long start = 10 + head[8] + 256L * head[9];
  fseek(file, 0, SEEK_END);
  *count = (ftell(file) - start) / 8;
  fseek(file, start, SEEK_SET);
  // Whole cache lines, and room for a last vector.
  double *elements = aligned_alloc(64, (*count * 8 + 127) / 64 * 64);
  if (!elements || fread(elements, 8, *count, file) != (size_t)*count) exit(66);
  fclose(file);
  return elements;
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec + time.tv_nsec * 1e-9;
}

// `{"times": [...], "y": [...]}`: the seconds of each run, and what is compared.
__attribute__((unused)) static void report(
    const double *times, long repeat, const double *y, int results) {
  printf("{\"times\": [");
  for (long run = 0; run < repeat; run++) printf("%s%.9g", run ? ", " : "", times[run]);
  printf("], \"y\": [");
  for (int i = 0; i < results; i++) printf("%s%.17g", i ? ", " : "", y[i]);
  printf("]}\n");
}
