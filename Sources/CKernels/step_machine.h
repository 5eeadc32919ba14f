// The register machine of steps.h: included once for each kind of vector unit, by vector_loops.h.
#include <math.h>

#include "lanes.h"
#include "steps.h"

typedef double (*function_of_one)(double);
typedef double (*function_of_two)(double, double);
typedef double (*function_of_three)(double, double, double);
typedef double (*indexed_function)(ptrdiff_t, double);
typedef double (*indexed_function_of_two)(ptrdiff_t, double, double);
typedef double (*indexed_function_of_three)(ptrdiff_t, double, double, double);
typedef void (*unary_loop)(const double *, double *, ptrdiff_t);
typedef void (*binary_loop)(const double *, const double *, double *, ptrdiff_t);
typedef void (*ternary_loop)(const double *, const double *, const double *, double *, ptrdiff_t);

// Each operation jumps to the next by itself: the processor then predicts each jump by what went
// before it, and a step has no other branches.
#define NEXT                     \
  do {                           \
    a = r[(++at)->a];            \
    goto *labels[at->operation]; \
  } while (0)
// What the next instruction takes from this one it takes from here: by way of memory it would come
// some cycles later, and loops wait for chains of such steps.
#define OPERATION(name, expression)                                 \
  name : {                                                          \
    const double value = (expression);                              \
    const int32_t result = at->result;                              \
    r[result] = value;                                              \
    a = value;                                                      \
    if (__builtin_expect((++at)->a != result, false)) a = r[at->a]; \
    goto *labels[at->operation];                                    \
  }
#define B r[at->b]
#define C r[at->c]

static ptrdiff_t run(const sg_instruction *code, double *r, const sg_array *arrays) {
  // In the order of sg_operation.
  static const void *const labels[] = {
      &&end,  &&copy, &&add, &&subtract, &&multiply, &&divide, &&negative, &&reciprocal, &&absolute,
      &&square_root, &&square, &&less, &&less_equal, &&greater, &&greater_equal, &&equal, &&select,
      &&keep_where, &&keep_unless, &&chain_multiply, &&chain_multiply_either, &&round_to_float,
      &&exponential, &&logarithm, &&sine, &&cosine, &&function, &&function2, &&function3, &&indexed,
      &&indexed2, &&indexed3, &&unary, &&binary, &&ternary, &&element, &&multiply_add, &&multiply_subtract, &&subtract_product};
  const sg_instruction *at = code;
  double a = r[at->a];
  goto *labels[at->operation];

end:
  return -1;
  OPERATION(copy, a)
  OPERATION(add, a + B)
  OPERATION(subtract, a - B)
  OPERATION(multiply, a *B)
  OPERATION(divide, a / B)
  OPERATION(negative, -a)
  OPERATION(reciprocal, 1 / a)
  OPERATION(absolute, fabs(a))
  OPERATION(square_root, sqrt(a))
  OPERATION(square, a *a)
  OPERATION(less, a < B)
  OPERATION(less_equal, a <= B)
  OPERATION(greater, a > B)
  OPERATION(greater_equal, a >= B)
  OPERATION(equal, a == B)
  OPERATION(select, a != 0 ? B : C)
  OPERATION(keep_where, B != 0 ? a : -0.0)
  OPERATION(keep_unless, B == 0 ? a : -0.0)
  OPERATION(chain_multiply, is_structural_zero(a) ? -0.0 : a * B + 0.0)
  OPERATION(chain_multiply_either,
            is_structural_zero(a) || is_structural_zero(B) ? -0.0 : a * B + 0.0)
  OPERATION(round_to_float, (double)(float)a)
  OPERATION(exponential, number_exponential(a))
  OPERATION(logarithm, lane_logarithm(a))
  OPERATION(sine, fabs(a) < SG_LARGE_ANGLE ? lane_sine(a) : ((function_of_one)at->function)(a))
  OPERATION(cosine, fabs(a) < SG_LARGE_ANGLE ? lane_cosine(a) : ((function_of_one)at->function)(a))
  OPERATION(function, ((function_of_one)at->function)(a))
  OPERATION(function2, ((function_of_two)at->function)(a, B))
  OPERATION(function3, ((function_of_three)at->function)(a, B, r[at->c]))
  OPERATION(indexed, ((indexed_function)at->function)(at->index, a))
  OPERATION(indexed2, ((indexed_function_of_two)at->function)(at->index, a, B))
  OPERATION(indexed3, ((indexed_function_of_three)at->function)(at->index, a, B, r[at->c]))
unary:
  ((unary_loop)at->function)(r + at->a, r + at->result, 1);
  NEXT;
binary:
  ((binary_loop)at->function)(r + at->a, r + at->b, r + at->result, 1);
  NEXT;
ternary:
  ((ternary_loop)at->function)(r + at->a, r + at->b, r + at->c, r + at->result, 1);
  NEXT;
element: {
  const sg_array *array = &arrays[at->c];
  const double length = (double)array->length;
  // Also false for NaN.
  if (!(a >= -length && a < length && a == floor(a))) return at - code;
  const ptrdiff_t place = (ptrdiff_t)a;
  r[at->result] = array->base[(place < 0 ? place + array->length : place) * array->stride];
}
  NEXT;
  OPERATION(multiply_add, a *B + C)
  OPERATION(multiply_subtract, a *B - C)
  OPERATION(subtract_product, C - a * B)
}

static inline void add_up(const sg_sum *sum, const double *r) {
  ptrdiff_t place = 0;
  if (sum->place >= 0) {
    // It was checked when the element was read.
    place = (ptrdiff_t)r[sum->place];
    if (place < 0) place += sum->length;
  }
  double total = sum->base[place] + r[sum->value];
  sum->base[place] = sum->rounds_to_float ? (double)(float)total : total;
}

static ptrdiff_t run_steps(const sg_steps *steps, ptrdiff_t first, ptrdiff_t direction,
                           ptrdiff_t count, ptrdiff_t *fault) {
  // A copy that nothing else points to need not be read again after every write.
  const sg_steps own = *steps;
  const sg_steps *const s = &own;
  double *const r = s->registers;
  *fault = -1;
  ptrdiff_t position = first, done = 0;
  for (ptrdiff_t i = 0; i < s->state_count; i++) r[s->state_registers[i]] = s->state[i];
  for (; done < count; done++, position += direction) {
    for (ptrdiff_t i = 0; i < s->column_count; i++) {
      r[s->column_registers[i]] = s->columns[i][position];
    }
    if (s->test) {
      *fault = run(s->test, r, s->arrays);
      if (*fault >= 0 || r[s->test_register] == 0) break;
    }
    if (s->history) {
      for (ptrdiff_t i = 0; i < s->state_count; i++) {
        s->history[i][position] = r[s->state_registers[i]];
      }
    }
    *fault = run(s->code, r, s->arrays);
    if (*fault >= 0) {
      *fault += s->test_count;
      break;
    }
    for (ptrdiff_t i = 0; i < s->row_count; i++) s->rows[i][position] = r[s->row_registers[i]];
    for (ptrdiff_t i = 0; i < s->sum_count; i++) add_up(&s->sums[i], r);
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
