#include "steps.h"

#include <math.h>
#include <string.h>

#pragma STDC FP_CONTRACT OFF

typedef double (*function1)(double);
typedef double (*function2)(double, double);
typedef double (*indexed)(ptrdiff_t, double);
typedef void (*unary)(const double *, double *, ptrdiff_t);
typedef void (*binary)(const double *, const double *, double *, ptrdiff_t);
typedef void (*ternary)(const double *, const double *, const double *, double *, ptrdiff_t);

static inline bool is_structural_zero(double x) {
  uint64_t bits;
  memcpy(&bits, &x, sizeof bits);
  return bits == UINT64_C(0x8000000000000000);
}

static inline __attribute__((always_inline)) ptrdiff_t run(const sg_instruction *code,
                                                           ptrdiff_t count, double *r,
                                                           const sg_array *arrays) {
  for (ptrdiff_t i = 0; i < count; i++) {
    const sg_instruction *at = &code[i];
    const double a = r[at->a];
    double result;
    switch ((sg_operation)at->operation) {
      case SG_COPY: result = a; break;
      case SG_ADD: result = a + r[at->b]; break;
      case SG_SUBTRACT: result = a - r[at->b]; break;
      case SG_MULTIPLY: result = a * r[at->b]; break;
      case SG_DIVIDE: result = a / r[at->b]; break;
      case SG_NEGATIVE: result = -a; break;
      case SG_RECIPROCAL: result = 1 / a; break;
      case SG_ABSOLUTE: result = fabs(a); break;
      case SG_SQUARE_ROOT: result = sqrt(a); break;
      case SG_SQUARE: result = a * a; break;
      case SG_LESS: result = a < r[at->b]; break;
      case SG_LESS_EQUAL: result = a <= r[at->b]; break;
      case SG_GREATER: result = a > r[at->b]; break;
      case SG_GREATER_EQUAL: result = a >= r[at->b]; break;
      case SG_EQUAL: result = a == r[at->b]; break;
      case SG_SELECT: result = a != 0 ? r[at->b] : r[at->c]; break;
      case SG_KEEP_WHERE: result = r[at->b] != 0 ? a : -0.0; break;
      case SG_KEEP_UNLESS: result = r[at->b] == 0 ? a : -0.0; break;
      case SG_CHAIN_MULTIPLY:
        result = is_structural_zero(a) ? -0.0 : a * r[at->b] + 0.0;
        break;
      case SG_CHAIN_MULTIPLY_EITHER:
        result = is_structural_zero(a) || is_structural_zero(r[at->b]) ? -0.0
                                                                       : a * r[at->b] + 0.0;
        break;
      case SG_ROUND_TO_FLOAT: result = (double)(float)a; break;
      case SG_FUNCTION: result = ((function1)at->function)(a); break;
      case SG_FUNCTION2: result = ((function2)at->function)(a, r[at->b]); break;
      case SG_INDEXED: result = ((indexed)at->function)(at->index, a); break;
      case SG_UNARY: ((unary)at->function)(r + at->a, &result, 1); break;
      case SG_BINARY: ((binary)at->function)(r + at->a, r + at->b, &result, 1); break;
      case SG_TERNARY:
        ((ternary)at->function)(r + at->a, r + at->b, r + at->c, &result, 1);
        break;
      case SG_ELEMENT: {
        const sg_array *array = &arrays[at->c];
        const double length = (double)array->length;
        // Also false for NaN.
        if (!(a >= -length && a < length && a == floor(a))) return i;
        const ptrdiff_t place = (ptrdiff_t)a;
        result = array->base[(place < 0 ? place + array->length : place) * array->stride];
        break;
      }
      case SG_MULTIPLY_ADD: result = a * r[at->b] + r[at->c]; break;
      case SG_MULTIPLY_SUBTRACT: result = a * r[at->b] - r[at->c]; break;
      case SG_SUBTRACT_PRODUCT: result = r[at->c] - a * r[at->b]; break;
    }
    r[at->result] = result;
  }
  return -1;
}

ptrdiff_t sg_run(const sg_instruction *code, ptrdiff_t count, double *registers,
                 const sg_array *arrays) {
  return run(code, count, registers, arrays);
}

static inline void add(const sg_sum *sum, const double *r) {
  ptrdiff_t place = 0;
  if (sum->place >= 0) {
    // It was checked when the element was read.
    place = (ptrdiff_t)r[sum->place];
    if (place < 0) place += sum->length;
  }
  double total = sum->base[place] + r[sum->value];
  sum->base[place] = sum->rounds_to_float ? (double)(float)total : total;
}

ptrdiff_t sg_run_steps(const sg_steps *s, ptrdiff_t first, ptrdiff_t direction, ptrdiff_t count,
                       ptrdiff_t *fault) {
  double *r = s->registers;
  *fault = -1;
  ptrdiff_t position = first, done = 0;
  for (ptrdiff_t i = 0; i < s->state_count; i++) r[s->state_registers[i]] = s->state[i];
  for (; done < count; done++, position += direction) {
    for (ptrdiff_t i = 0; i < s->column_count; i++) {
      r[s->column_registers[i]] = s->columns[i][position];
    }
    if (s->test) {
      *fault = run(s->test, s->test_count, r, s->arrays);
      if (*fault >= 0 || r[s->test_register] == 0) break;
    }
    if (s->history) {
      for (ptrdiff_t i = 0; i < s->state_count; i++) {
        s->history[i][position] = r[s->state_registers[i]];
      }
    }
    *fault = run(s->code, s->instruction_count, r, s->arrays);
    if (*fault >= 0) {
      *fault += s->test_count;
      break;
    }
    for (ptrdiff_t i = 0; i < s->row_count; i++) s->rows[i][position] = r[s->row_registers[i]];
    for (ptrdiff_t i = 0; i < s->sum_count; i++) add(&s->sums[i], r);
    if (s->staging) {
      for (ptrdiff_t i = 0; i < s->move_count; i++) s->staging[i] = r[s->move_sources[i]];
      for (ptrdiff_t i = 0; i < s->move_count; i++) r[s->move_targets[i]] = s->staging[i];
    } else {
      for (ptrdiff_t i = 0; i < s->move_count; i++) r[s->move_targets[i]] = r[s->move_sources[i]];
    }
  }
  for (ptrdiff_t i = 0; i < s->state_count; i++) s->state[i] = r[s->state_registers[i]];
  return done;
}
