#include "kernels.h"

#include <math.h>
#include <string.h>
#if defined(__x86_64__)
#include <cpuid.h>
#endif

#include "blocks.h"
#include "loop_table.h"

#pragma STDC FP_CONTRACT OFF

// MARK: Which loops run

#if defined(__x86_64__)
// The registers that the system saves when it switches threads: without that, wide vectors would
// not survive.
static uint64_t saved_registers(void) {
  uint32_t low, high;
  __asm__("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
  return (uint64_t)high << 32 | low;
}

int sg_vector_kinds(void) {
  uint32_t a, b, c, d;
  if (!__get_cpuid(1, &a, &b, &c, &d)) return 1;
  const bool has_fma = c & bit_FMA, saves_wide = c & bit_OSXSAVE;
  if (!has_fma || !saves_wide || !__get_cpuid_count(7, 0, &a, &b, &c, &d)) return 1;
  const uint64_t saved = saved_registers();
  if (!(b & bit_AVX2) || (saved & 0x6) != 0x6) return 1;
  const uint32_t wanted = bit_AVX512F | bit_AVX512DQ | bit_AVX512VL | bit_AVX512BW;
  return (b & wanted) == wanted && (saved & 0xe6) == 0xe6 ? 3 : 2;
}

static const sg_loop_table *const kinds[] = {
    &sg_loops_for_any, &sg_loops_for_avx2, &sg_loops_for_avx512};
#else
int sg_vector_kinds(void) { return 1; }

static const sg_loop_table *const kinds[] = {&sg_loops_for_any};
#endif

_Atomic(const sg_loop_table *) sg_chosen_loops = NULL;

void sg_use_vectors(int kind) {
  if (kind >= 0 && kind < sg_vector_kinds()) atomic_store(&sg_chosen_loops, kinds[kind]);
}

const sg_loop_table *sg_choose_loops(void) {
  const sg_loop_table *const table = kinds[sg_vector_kinds() - 1];
  atomic_store(&sg_chosen_loops, table);
  return table;
}

// MARK: The loops

#define UNARY(name, expression)                                         \
  void sg_##name(const double *x, double *result, ptrdiff_t count) {    \
    sg_loops()->name(x, result, count);                           \
  }
SG_UNARY_LOOPS(UNARY)
SG_OWN_UNARY_LOOPS(UNARY)

#define BINARY(name, expression)                                                      \
  void sg_##name(const double *x, const double *y, double *result, ptrdiff_t count) { \
    sg_loops()->name(x, y, result, count);                                      \
  }
SG_BINARY_LOOPS(BINARY)
SG_OWN_BINARY_LOOPS(BINARY)

#define TERNARY(name, expression)                                                   \
  void sg_##name(const double *x, const double *y, const double *z, double *result, \
                 ptrdiff_t count) {                                                 \
    sg_loops()->name(x, y, z, result, count);                                 \
  }
SG_TERNARY_LOOPS(TERNARY)
SG_OWN_TERNARY_LOOPS(TERNARY)

#define QUATERNARY(name, expression)                                                      \
  void sg_##name(const double *x, const double *y, const double *z, const double *w,      \
                 double *result, ptrdiff_t count) {                                       \
    sg_loops()->name(x, y, z, w, result, count);                                          \
  }
SG_QUATERNARY_LOOPS(QUATERNARY)

// Lanes whose operands are kept, as the result may be written over them.
enum { SG_BLOCK = 512 };

#define GUARDED(name, expression, low, high)                                                   \
  void sg_##name(const double *x, double *result, ptrdiff_t count, double (*of_others)(double)) { \
    const sg_loop_table *const loops = sg_loops();                                       \
    double kept[SG_BLOCK];                                                                     \
    for (ptrdiff_t start = 0; start < count; start += SG_BLOCK) {                              \
      const ptrdiff_t length = count - start < SG_BLOCK ? count - start : SG_BLOCK;            \
      if (loops->all_within(x + start, length, low, high)) {                                   \
        loops->name(x + start, result + start, length);                                        \
        continue;                                                                              \
      }                                                                                        \
      memcpy(kept, x + start, (size_t)length * sizeof *x);                                     \
      loops->name(kept, result + start, length);                                               \
      for (ptrdiff_t i = 0; i < length; i++) {                                                 \
        if (!(kept[i] > (low) && kept[i] < (high))) result[start + i] = of_others(kept[i]);    \
      }                                                                                        \
    }                                                                                          \
  }
SG_GUARDED_LOOPS(GUARDED)

bool sg_are_finite(const double *x, ptrdiff_t count) {
  const sg_loop_table *const loops = sg_loops();
  for (ptrdiff_t start = 0; start < count; start += SG_BLOCK) {
    const ptrdiff_t length = count - start < SG_BLOCK ? count - start : SG_BLOCK;
    if (!loops->all_within(x + start, length, -INFINITY, INFINITY)) return false;
  }
  return true;
}

#define PAIRED(name, first, second)                                                     \
  void sg_##name(const double *x, double *result, double *other, ptrdiff_t count) {     \
    sg_loops()->name(x, result, other, count);                                    \
  }
SG_PAIRED_LOOPS(PAIRED)
SG_OWN_PAIRED_LOOPS(PAIRED)

#define GUARDED_PAIRED(name, first, second, one, two, low, high)                              \
  void sg_##name(const double *x, double *result, double *other, ptrdiff_t count,             \
                 double (*of_others)(double), double (*other_of_others)(double)) {            \
    const sg_loop_table *const loops = sg_loops();                                      \
    double kept[SG_BLOCK];                                                                    \
    for (ptrdiff_t start = 0; start < count; start += SG_BLOCK) {                             \
      const ptrdiff_t length = count - start < SG_BLOCK ? count - start : SG_BLOCK;           \
      if (loops->all_within(x + start, length, low, high)) {                                  \
        loops->name(x + start, result + start, other + start, length);                        \
        continue;                                                                             \
      }                                                                                       \
      memcpy(kept, x + start, (size_t)length * sizeof *x);                                    \
      sg_##one(kept, result + start, length, of_others);                                      \
      sg_##two(kept, other + start, length, other_of_others);                                 \
    }                                                                                         \
  }
SG_GUARDED_PAIRED_LOOPS(GUARDED_PAIRED)

typedef void any_function(void);

any_function *sg_chosen_loop(any_function *function) {
#define ENTRY(name, ...) {(any_function *)sg_##name, offsetof(sg_loop_table, name)},
  static const struct {
    any_function *function;
    size_t offset;
  } entries[] = {
      SG_UNARY_LOOPS(ENTRY) SG_OWN_UNARY_LOOPS(ENTRY) SG_BINARY_LOOPS(ENTRY)
      SG_OWN_BINARY_LOOPS(ENTRY) SG_TERNARY_LOOPS(ENTRY) SG_OWN_TERNARY_LOOPS(ENTRY)
      SG_QUATERNARY_LOOPS(ENTRY) SG_PAIRED_LOOPS(ENTRY) SG_OWN_PAIRED_LOOPS(ENTRY)};
#undef ENTRY
  const char *const table = (const char *)sg_loops();
  for (size_t i = 0; i < sizeof entries / sizeof *entries; i++) {
    if (entries[i].function == function) return *(any_function *const *)(table + entries[i].offset);
  }
  return function;
}

// MARK: Numbers

#define NUMBER(name, ...) \
  double sg_##name(double x) { return sg_loops()->name(x); }
SG_NUMBERS(NUMBER)
