// Steps of a loop over numbers: a register machine that runs a short program again and again.
//
// The numbers are those of the vector loops of kernels.h, bit for bit.
#ifndef SWIFTGRAD_STEPS_H
#define SWIFTGRAD_STEPS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum {
  // Behind the last instruction of what runs once.
  SG_END,
  // Ends the steps where a is 0.
  SG_END_WHERE_ZERO,
  // Behind the last instruction of steps; a has to be that of the first one.
  SG_NEXT_STEP,
  // Of column c the number at the position of the step.
  SG_READ,
  // To output c at the position of the step, a.
  SG_WRITE,
  // To sum c, a; at the place b, if it has places.
  SG_ADD_UP,
  SG_COPY,
  SG_ADD,
  SG_SUBTRACT,
  SG_MULTIPLY,
  SG_DIVIDE,
  SG_NEGATIVE,
  SG_RECIPROCAL,
  SG_ABSOLUTE,
  SG_SQUARE_ROOT,
  SG_SQUARE,
  SG_LESS,
  SG_LESS_EQUAL,
  SG_GREATER,
  SG_GREATER_EQUAL,
  SG_EQUAL,
  SG_SELECT,
  SG_KEEP_WHERE,
  SG_KEEP_UNLESS,
  SG_CHAIN_MULTIPLY,
  SG_CHAIN_MULTIPLY_EITHER,
  SG_ROUND_TO_FLOAT,
  SG_EXP,
  SG_LOG,
  // With a function for large angles.
  SG_SIN,
  SG_COS,
  // Calls of a function: of numbers, of an integer and numbers, or of a vector loop over one lane.
  SG_FUNCTION,
  SG_FUNCTION2,
  SG_FUNCTION3,
  SG_INDEXED,
  SG_INDEXED2,
  SG_INDEXED3,
  SG_UNARY,
  SG_BINARY,
  SG_TERNARY,
  // The element of an array at a position, negative from the back; c is the number of the array.
  SG_ELEMENT,
  // a * b + c and its kin, each operation rounded: two instructions in one.
  SG_MULTIPLY_ADD,
  SG_MULTIPLY_SUBTRACT,
  SG_SUBTRACT_PRODUCT,
  // Keeps a for the next of those below, which takes it as its last operand.
  SG_KEEP,
  SG_ADD_KEPT,
  SG_MULTIPLY_ADD_KEPT,
} sg_operation;

// In the place of a register: what the first instruction of the step found in its own. Not for
// SG_UNARY and its kin.
enum { SG_FIRST = -1 };

typedef struct {
  int32_t operation;
  // Registers; unused ones repeat the last. What has no result names a as such.
  int32_t a, b, c, result;
  // The fixed integer of SG_INDEXED and its kin.
  int32_t index;
  void (*function)(void);
} sg_instruction;

typedef struct {
  const double *base;
  ptrdiff_t length;
  // 0 where all elements are the one at base.
  ptrdiff_t stride;
} sg_array;

// Runs a program once. Returns -1, or the instruction that asked for an element that is not there.
ptrdiff_t sg_run(const sg_instruction *code, double *registers, const sg_array *arrays);

// A sum over the steps: of numbers at one place, or of numbers each at the place that a register says,
// negative from the back.
typedef struct {
  double *base;
  ptrdiff_t length;
  bool has_places;
  bool rounds_to_float;
} sg_sum;

typedef struct {
  // What a step does, to SG_NEXT_STEP, or what is done once, to SG_END.
  const sg_instruction *code;
  // What goes from step to step stays in registers.
  double *registers;
  const sg_array *arrays;
  // Numbers that are read and written at the position of a step.
  const double *const *columns;
  double *const *outputs;
  const sg_sum *sums;
} sg_steps;

// Runs `count` steps at the positions first, first + direction, ... Returns how many were taken to
// their ends: fewer where one ended them, or asked for an element that is not there. That instruction
// is the `fault`, which otherwise is -1.
ptrdiff_t sg_run_steps(const sg_steps *steps, ptrdiff_t first, ptrdiff_t direction,
                       ptrdiff_t count, ptrdiff_t *fault);

// What may be nothing (see the chain rule in kernels.h) in a product of a seed and a coefficient.
typedef enum {
  SG_PLAIN,
  SG_SEED_MAY_BE_NOTHING,
  SG_COEFFICIENT_MAY_BE_NOTHING,
  SG_EITHER_MAY_BE_NOTHING,
} sg_product;

// A seed times a coefficient, which at the position of a step is base[position * stride].
typedef struct {
  const double *base;
  ptrdiff_t stride;
  int32_t seed;
  int32_t target;
  int32_t kind;
} sg_term;

// Steps whose results are sums of products of seeds and known coefficients: the way back.
typedef struct {
  // Those of the state first; then those of the other targets, target by target.
  const sg_term *terms;
  ptrdiff_t state_term_count;
  ptrdiff_t term_count;
  // The first seeds are the state, which is noted at the position of each step; the others are read.
  ptrdiff_t state_count;
  double *state;
  double *staging;
  double *const *seeds;
  // For each other target where its values go, and where their sum goes; NULL for neither.
  double *const *rows;
  double *const *sums;
} sg_linear;

// Takes `count` steps at the positions first, first + direction, ...
void sg_go_linearly(const sg_linear *linear, ptrdiff_t first, ptrdiff_t direction, ptrdiff_t count);

#endif
