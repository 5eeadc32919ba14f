#include "blocks.h"

#include "kernels.h"

typedef void unary_loop(const double *, double *, ptrdiff_t);
typedef void binary_loop(const double *, const double *, double *, ptrdiff_t);
typedef void ternary_loop(const double *, const double *, const double *, double *, ptrdiff_t);
typedef void quaternary_loop(const double *, const double *, const double *, const double *, double *,
                             ptrdiff_t);
typedef void guarded_loop(const double *, double *, ptrdiff_t, double (*)(double));
typedef void paired_loop(const double *, double *, double *, ptrdiff_t);
typedef void guarded_paired_loop(const double *, double *, double *, ptrdiff_t, double (*)(double),
                                 double (*)(double));

typedef double function_of_one(double);
typedef double function_of_two(double, double);
typedef double function_of_three(double, double, double);
typedef double indexed_of_one(ptrdiff_t, double);
typedef double indexed_of_two(ptrdiff_t, double, double);
typedef double indexed_of_three(ptrdiff_t, double, double, double);

#define CALL(type, ...) (((type *)code->function)(__VA_ARGS__))
#define EACH(expression) \
  for (ptrdiff_t i = 0; i < count; i++) result[i] = (expression)

enum { LANES_OF_LINE = 8 };

// Lines of memory that are to be in the cache soon: as many from each of some places on.
typedef struct {
  double *const *place;
  ptrdiff_t places_left, lines, line;
} lines_ahead;

static inline void fetch(lines_ahead *ahead, ptrdiff_t count) {
  while (count > 0 && ahead->places_left > 0) {
    const ptrdiff_t rest = ahead->lines - ahead->line, now = count < rest ? count : rest;
    const double *const first = *ahead->place + LANES_OF_LINE * ahead->line;
    for (ptrdiff_t i = 0; i < now; i++) __builtin_prefetch(first + LANES_OF_LINE * i, 1);
    count -= now;
    ahead->line += now;
    if (ahead->line < ahead->lines) return;
    ahead->line = 0;
    ahead->place++;
    ahead->places_left--;
  }
}

// A function takes some times as long as arithmetic: the lines are asked for in about that proportion.
static inline ptrdiff_t share_of(const sg_block_instruction *code) {
  return code->operation >= SG_BINARY_LOOP && code->operation <= SG_QUATERNARY_LOOP ? 1 : 4;
}

static ptrdiff_t shares_of(const sg_block_instruction *code, ptrdiff_t length) {
  ptrdiff_t shares = 0;
  for (ptrdiff_t i = 0; i < length; i++) shares += share_of(code + i);
  return shares;
}

void sg_run_block(const sg_block_instruction *code, ptrdiff_t length,
                  double *const *at, ptrdiff_t count, double *const *soon, ptrdiff_t soon_count) {
  const ptrdiff_t lines = (count + LANES_OF_LINE - 1) / LANES_OF_LINE;
  const ptrdiff_t shares = soon_count > 0 ? shares_of(code, length) : 1;
  const ptrdiff_t lines_of_share = (lines * soon_count + shares - 1) / shares;
  lines_ahead ahead = {soon, soon_count, lines, 0};
  for (const sg_block_instruction *const end = code + length; code < end; code++) {
    fetch(&ahead, lines_of_share * share_of(code));
    const double *const a = at[code->a], *const b = at[code->b], *const c = at[code->c];
    double *const result = at[code->result];
    const ptrdiff_t index = code->index;
    switch ((sg_block_operation)code->operation) {
      case SG_UNARY_LOOP: CALL(unary_loop, a, result, count); break;
      case SG_BINARY_LOOP: CALL(binary_loop, a, b, result, count); break;
      case SG_TERNARY_LOOP: CALL(ternary_loop, a, b, c, result, count); break;
      case SG_QUATERNARY_LOOP:
        CALL(quaternary_loop, a, b, c, at[code->d], result, count);
        break;
      case SG_GUARDED_LOOP: CALL(guarded_loop, a, result, count, code->of_others); break;
      case SG_PAIRED_LOOP: CALL(paired_loop, a, result, at[code->other], count); break;
      case SG_GUARDED_PAIRED_LOOP:
        CALL(guarded_paired_loop, a, result, at[code->other], count, code->of_others,
             code->other_of_others);
        break;
      case SG_EACH: EACH(CALL(function_of_one, a[i])); break;
      case SG_EACH_OF_TWO: EACH(CALL(function_of_two, a[i], b[i])); break;
      case SG_EACH_OF_THREE: EACH(CALL(function_of_three, a[i], b[i], c[i])); break;
      case SG_INDEXED_EACH: EACH(CALL(indexed_of_one, index, a[i])); break;
      case SG_INDEXED_EACH_OF_TWO:
        EACH(CALL(indexed_of_two, index, a[i], b[i]));
        break;
      case SG_INDEXED_EACH_OF_THREE:
        EACH(CALL(indexed_of_three, index, a[i], b[i], c[i]));
        break;
    }
    if (code->rounds_to_float) {
      sg_round_to_float(result, result, count);
      if (code->operation == SG_PAIRED_LOOP || code->operation == SG_GUARDED_PAIRED_LOOP) {
        sg_round_to_float(at[code->other], at[code->other], count);
      }
    }
  }
}
