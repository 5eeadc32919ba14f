// The loops over lanes, and what else is in a table: included once for each kind of vector unit, by a file
// that defines SG_TABLE, the name of the table, SG_WIDTH, the doubles in a vector, SG_FUSES where the
// processor has a fused multiply-add, and SG_ESTIMATES_RECIPROCALS where it has AVX-512.
#include "lanes.h"
#include "loop_table.h"
#include "step_machine.h"

// A lane reads nothing that another one writes: the result is none of the operands, or one of them.
#define PRAGMA_OF(text) _Pragma(#text)
#define VECTORIZED(width) \
  PRAGMA_OF(clang loop vectorize(assume_safety) vectorize_width(width) interleave_count(1))

#define UNARY(name, expression, ...)                                            \
  static void loop_##name(const double *x, double *result, ptrdiff_t count) {   \
    VECTORIZED(SG_WIDTH)                                                        \
    for (ptrdiff_t i = 0; i < count; i++) {                                     \
      const double a = x[i];                                                    \
      result[i] = (expression);                                                 \
    }                                                                           \
  }

// Several vectors at a time, for loops whose body takes no longer than going round.
#define IN_BURSTS(...)                                            \
  const ptrdiff_t whole = count & -(ptrdiff_t)(4 * SG_WIDTH);     \
  PRAGMA_OF(clang loop vectorize(assume_safety) vectorize_width(SG_WIDTH) interleave_count(4)) \
  for (ptrdiff_t i = 0; i < whole; i++) __VA_ARGS__               \
  VECTORIZED(SG_WIDTH)                                            \
  for (ptrdiff_t i = whole; i < count; i++) __VA_ARGS__

#define BINARY(name, expression)                                                            \
  static void loop_##name(const double *x, const double *y, double *result, ptrdiff_t count) { \
    IN_BURSTS({                                                                             \
      const double a = x[i], b = y[i];                                                      \
      result[i] = (expression);                                                             \
    })                                                                                      \
  }

#define TERNARY(name, expression)                                                    \
  static void loop_##name(const double *x, const double *y, const double *z,         \
                          double *result, ptrdiff_t count) {                         \
    IN_BURSTS({                                                                      \
      const double a = x[i], b = y[i], c = z[i];                                     \
      result[i] = (expression);                                                      \
    })                                                                               \
  }

#define QUATERNARY(name, expression)                                                     \
  static void loop_##name(const double *x, const double *y, const double *z, const double *w, \
                          double *result, ptrdiff_t count) {                             \
    IN_BURSTS({                                                                          \
      const double a = x[i], b = y[i], c = z[i], d = w[i];                               \
      result[i] = (expression);                                                          \
    })                                                                                   \
  }

#define PAIRED(name, first, second, ...)                                                       \
  static void loop_##name(const double *x, double *result, double *other, ptrdiff_t count) {   \
    VECTORIZED(SG_WIDTH)                                                                       \
    for (ptrdiff_t i = 0; i < count; i++) {                                                    \
      const double a = x[i];                                                                   \
      const double one = (first), two = (second);                                              \
      result[i] = one;                                                                         \
      other[i] = two;                                                                          \
    }                                                                                          \
  }

SG_UNARY_LOOPS(UNARY)
SG_GUARDED_LOOPS(UNARY)
SG_PAIRED_LOOPS(PAIRED)
SG_GUARDED_PAIRED_LOOPS(PAIRED)
SG_BINARY_LOOPS(BINARY)
SG_TERNARY_LOOPS(TERNARY)
SG_QUATERNARY_LOOPS(QUATERNARY)

// A loop that goes from the processor's estimates to the rounded results, where it has them and all lanes
// are within reach; whatever is left goes the plain way.
#if defined(SG_ESTIMATES_RECIPROCALS)
#define FROM_ESTIMATES(name, are_within_reach, vector)                           \
  static void loop_##name(const double *x, double *result, ptrdiff_t count) {    \
    ptrdiff_t i = 0;                                                             \
    if (are_within_reach(x, count)) {                                            \
      for (; i + SG_WIDTH <= count; i += SG_WIDTH) {                             \
        _mm512_storeu_pd(result + i, vector(_mm512_loadu_pd(x + i)));            \
      }                                                                          \
    }                                                                            \
    loop_plain_##name(x + i, result + i, count - i);                             \
  }
#else
#define FROM_ESTIMATES(name, ...)                                                \
  static void loop_##name(const double *x, double *result, ptrdiff_t count) {    \
    loop_plain_##name(x, result, count);                                         \
  }
#endif

UNARY(plain_reciprocal, 1 / a)
BINARY(plain_divide, a / b)

#include "division.h"
#include "square_root.h"
#include "plain_lanes.h"

#define NUMBER(name, expression) \
  static double function_##name(double x) { return (expression); }
SG_NUMBERS(NUMBER)

static bool all_within(const double *x, ptrdiff_t count, double low, double high) {
  uint64_t outside = 0;
  VECTORIZED(SG_WIDTH)
  for (ptrdiff_t i = 0; i < count; i++) {
    outside |= (uint64_t)!((x[i] > low) & (x[i] < high));
  }
  return outside == 0;
}

const sg_loop_table SG_TABLE = {
#define ENTRY(name, ...) .name = loop_##name,
    SG_UNARY_LOOPS(ENTRY)
    SG_OWN_UNARY_LOOPS(ENTRY)
    SG_GUARDED_LOOPS(ENTRY)
    SG_PAIRED_LOOPS(ENTRY)
    SG_OWN_PAIRED_LOOPS(ENTRY)
    SG_GUARDED_PAIRED_LOOPS(ENTRY)
    SG_BINARY_LOOPS(ENTRY)
    SG_OWN_BINARY_LOOPS(ENTRY)
    SG_TERNARY_LOOPS(ENTRY)
    SG_OWN_TERNARY_LOOPS(ENTRY)
    SG_QUATERNARY_LOOPS(ENTRY)
#undef ENTRY
#define ENTRY(name, ...) .name = function_##name,
    SG_NUMBERS(ENTRY)
#undef ENTRY
    .run_steps = run_steps,
    .all_within = all_within,
};
