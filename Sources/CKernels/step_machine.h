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

enum { NO_REGISTER = SG_FIRST - 1 };

// What is looked at less often than in each operation.
typedef struct {
  sg_steps steps;
  ptrdiff_t direction;
  ptrdiff_t left;
} step_run;

// Each operation is a function that jumps to the next one: so all that goes from operation to
// operation stays in registers of the processor, only operations that call others save them, and the
// processor predicts each jump by what went before it. `a` is the register that the instruction at
// hand names so, `first` is what the first instruction of the step found there, and `kept` what one
// kept. They end with NULL, or the instruction that failed.
#define STATE                                                                       \
  const sg_instruction *at, double *r, ptrdiff_t position, step_run *run, double a, \
      double first, double kept
typedef const sg_instruction *(*operation)(STATE);
static const operation operations[];

#define JUMP(operation) \
  __attribute__((musttail)) return (operation)(at, r, position, run, a, first, kept)
#define GO_ON JUMP(operations[at->operation])
// What the next instruction takes from this one, or from the start of the step, it takes from here: by
// way of memory it would come some cycles later, and loops wait for chains of such steps.
#define NEXT_AFTER(reg)                                    \
  do {                                                     \
    const int32_t known = (reg);                           \
    if (__builtin_expect((++at)->a != known, false)) {     \
      a = at->a == SG_FIRST ? first : r[at->a];            \
    }                                                      \
    GO_ON;                                                 \
  } while (0)
#define RESULT(expression)              \
  do {                                  \
    const double value = (expression);  \
    r[at->result] = value;              \
    a = value;                          \
    NEXT_AFTER(at->result);             \
  } while (0)
#define OPERATION(name, expression) \
  static const sg_instruction *do_##name(STATE) { RESULT(expression); }
// By a loop over one lane, which writes its result itself.
#define BY_LOOP(name, call)                        \
  static const sg_instruction *do_##name(STATE) {  \
    call;                                          \
    NEXT_AFTER(NO_REGISTER);                       \
  }
#define B r[at->b]
#define C r[at->c]

OPERATION(copy, a)
OPERATION(add, a + B)
OPERATION(subtract, a - B)
OPERATION(multiply, a *B)
OPERATION(divide, a / B)
OPERATION(negative, -a)
OPERATION(reciprocal, 1 / a)
OPERATION(absolute, magnitude_of(a))
OPERATION(square_root, __builtin_elementwise_sqrt(a))
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
// Also for what an operation does not do itself, so it is not made part of that.
__attribute__((noinline)) OPERATION(function, ((function_of_one)at->function)(a))
OPERATION(function2, ((function_of_two)at->function)(a, B))
OPERATION(function3, ((function_of_three)at->function)(a, B, C))
OPERATION(indexed, ((indexed_function)at->function)(at->index, a))
OPERATION(indexed2, ((indexed_function_of_two)at->function)(at->index, a, B))
OPERATION(indexed3, ((indexed_function_of_three)at->function)(at->index, a, B, C))
OPERATION(exponential, number_exponential(a))
OPERATION(logarithm, lane_logarithm(a))
BY_LOOP(unary, ((unary_loop)at->function)(r + at->a, r + at->result, 1))
BY_LOOP(binary, ((binary_loop)at->function)(r + at->a, r + at->b, r + at->result, 1))
BY_LOOP(ternary,
        ((ternary_loop)at->function)(r + at->a, r + at->b, r + at->c, r + at->result, 1))
OPERATION(multiply_add, a *B + C)
OPERATION(multiply_subtract, a *B - C)
OPERATION(subtract_product, C - a * B)
OPERATION(add_kept, a + kept)
OPERATION(multiply_add_kept, a *B + kept)

static const sg_instruction *do_keep(STATE) {
  kept = a;
  NEXT_AFTER(at->result);
}

#define WITH_LARGE_ANGLES(name, expression)                                            \
  static const sg_instruction *do_##name(STATE) {                                      \
    if (__builtin_expect(!(magnitude_of(a) < SG_LARGE_ANGLE), false)) {                \
      JUMP(do_function);                                                               \
    }                                                                                  \
    RESULT(expression);                                                                \
  }
WITH_LARGE_ANGLES(sine, number_sine(a))
WITH_LARGE_ANGLES(cosine, number_cosine(a))

static const sg_instruction *do_element(STATE) {
  const sg_array *const array = &run->steps.arrays[at->c];
  const double length = (double)array->length;
  // Also false for NaN.
  if (!(a >= -length && a < length && a == floor(a))) return at;
  const ptrdiff_t place = (ptrdiff_t)a;
  RESULT(array->base[(place < 0 ? place + array->length : place) * array->stride]);
}

OPERATION(read, run->steps.columns[at->c][position])

static const sg_instruction *do_write(STATE) {
  run->steps.outputs[at->c][position] = a;
  NEXT_AFTER(at->result);
}

static const sg_instruction *do_add_up(STATE) {
  const sg_sum *const sum = &run->steps.sums[at->c];
  ptrdiff_t place = 0;
  if (sum->has_places) {
    // It was checked when the element was read.
    place = (ptrdiff_t)B;
    if (place < 0) place += sum->length;
  }
  const double total = sum->base[place] + a;
  sum->base[place] = sum->rounds_to_float ? (double)(float)total : total;
  NEXT_AFTER(at->result);
}

static const sg_instruction *do_end(STATE) {
  (void)at, (void)r, (void)position, (void)run, (void)a, (void)first, (void)kept;
  return NULL;
}

static const sg_instruction *do_end_where_zero(STATE) {
  if (a == 0) return NULL;
  NEXT_AFTER(at->result);
}

static const sg_instruction *do_next_step(STATE) {
  if (--run->left == 0) return NULL;
  position += run->direction;
  // This instruction and the first one name the same register.
  at = run->steps.code;
  first = a;
  GO_ON;
}

// In the order of sg_operation.
static const operation operations[] = {
    do_end, do_end_where_zero, do_next_step, do_read, do_write, do_add_up, do_copy, do_add,
    do_subtract, do_multiply, do_divide, do_negative, do_reciprocal, do_absolute, do_square_root,
    do_square, do_less, do_less_equal, do_greater, do_greater_equal, do_equal, do_select,
    do_keep_where, do_keep_unless, do_chain_multiply, do_chain_multiply_either, do_round_to_float,
    do_exponential, do_logarithm, do_sine, do_cosine, do_function, do_function2, do_function3,
    do_indexed, do_indexed2, do_indexed3, do_unary, do_binary, do_ternary, do_element,
    do_multiply_add, do_multiply_subtract, do_subtract_product, do_keep, do_add_kept,
    do_multiply_add_kept};

static ptrdiff_t run_steps(const sg_steps *steps, ptrdiff_t first, ptrdiff_t direction,
                           ptrdiff_t count, ptrdiff_t *fault) {
  *fault = -1;
  if (count <= 0) return 0;
  step_run run = {*steps, direction, count};
  const sg_instruction *const at = steps->code;
  double *const r = steps->registers;
  const double a = r[at->a];
  const sg_instruction *const failed = operations[at->operation](at, r, first, &run, a, a, a);
  if (failed) *fault = failed - steps->code;
  return count - run.left;
}
