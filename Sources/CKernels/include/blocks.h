// Elementwise programs over blocks of lanes: what the vector loops of kernels.h do one after the
// other with the same lanes, from register to register.
#ifndef SWIFTGRAD_BLOCKS_H
#define SWIFTGRAD_BLOCKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

// What `function` is: a loop of kernels.h, or a function of numbers that is called for each lane.
typedef enum {
  SG_UNARY_LOOP,
  SG_BINARY_LOOP,
  SG_TERNARY_LOOP,
  SG_QUATERNARY_LOOP,
  // With `of_others` for what is beyond its limits.
  SG_GUARDED_LOOP,
  // With a second result, `other`.
  SG_PAIRED_LOOP,
  SG_GUARDED_PAIRED_LOOP,
  SG_EACH,
  SG_EACH_OF_TWO,
  SG_EACH_OF_THREE,
  // With `index` before the numbers.
  SG_INDEXED_EACH,
  SG_INDEXED_EACH_OF_TWO,
  SG_INDEXED_EACH_OF_THREE,
} sg_block_operation;

typedef struct {
  int32_t operation;
  // Registers; those of operands that there are not may be any.
  int32_t a, b, c, d, result, other;
  bool rounds_to_float;
  ptrdiff_t index;
  void (*_Nullable function)(void);
  double (*_Nullable of_others)(double);
  double (*_Nullable other_of_others)(double);
} sg_block_instruction;

// Does some instructions one after the other with `count` lanes, which begin at `at[register]`.
//
// In between, as many lanes from each of `soon` on are brought into the cache: what the next block will
// read and write in memory. A burst of requests would be waited for; a few at a time are not.
void sg_run_block(const sg_block_instruction *code, ptrdiff_t length,
                  double *_Nonnull const *_Nonnull at, ptrdiff_t count,
                  double *_Nonnull const *_Nullable soon, ptrdiff_t soon_count);

// The loop that a function of kernels.h chooses for this processor, so that a program that runs for many
// blocks has it without the way there; other functions are what they are.
void (*sg_chosen_loop(void (*function)(void)))(void);

#pragma clang assume_nonnull end

#endif
