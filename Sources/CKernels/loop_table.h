// What is compiled once for each kind of vector unit: vector loops, functions of one number, and the
// register machine. Which of them run is decided when the first is needed.
#ifndef SWIFTGRAD_LOOP_TABLE_H
#define SWIFTGRAD_LOOP_TABLE_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

#include "kernels.h"
#include "steps.h"

// Each entry is X(name, expression of a), of a and b, or of a, b and c. A condition is 0 or 1.
#define SG_UNARY_LOOPS(X)                               \
  X(negative, -a)                                       \
  X(positive, a)                                        \
  X(absolute, magnitude_of(a))                          \
  X(sign, a != a ? a : (double)(a > 0) - (double)(a < 0)) \
  X(square, a *a)                                       \
  X(floor, __builtin_elementwise_floor(a))              \
  X(ceil, __builtin_elementwise_ceil(a))                \
  X(truncate, __builtin_elementwise_trunc(a))           \
  X(round_half_even, __builtin_elementwise_roundeven(a)) \
  X(round_to_float, (double)(float)a)                   \
  X(logical_not, a == 0)                                \
  X(is_nan, a != a)                                     \
  X(is_finite, magnitude_of(a) < INFINITY)              \
  X(exponential_minus_one, lane_exponential_minus_one(a)) \
  X(logarithm_of_one_plus, lane_logarithm_of_one_plus(a)) \
  X(softplus, lane_softplus(a))                         \
  X(tanh, lane_tanh(a))                                 \
  X(sech_squared, lane_sech_squared(a))                 \
  X(logistic, lane_logistic(a))                         \
  X(erf, lane_erf(a))                                   \
  X(erfc, lane_erfc(a))                                 \
  X(gaussian, lane_gaussian(a))                         \
  X(ndtr, lane_ndtr(a))                                 \
  X(normal_density, lane_normal_density(a))

#define SG_BINARY_LOOPS(X)                                               \
  X(add, a + b)                                                          \
  X(subtract, a - b)                                                     \
  X(multiply, a *b)                                                      \
  X(negative_product, -(a * b))                                          \
  X(less, a < b)                                                         \
  X(less_equal, a <= b)                                                  \
  X(greater, a > b)                                                      \
  X(greater_equal, a >= b)                                               \
  X(equal, a == b)                                                       \
  X(not_equal, a != b)                                                   \
  X(logical_and, (a != 0) & (b != 0))                                    \
  X(logical_or, (a != 0) | (b != 0))                                     \
  X(logical_xor, (a != 0) ^ (b != 0))                                    \
  /* NaN in either operand is the result, as in NumPy; at a tie the first is taken. */ \
  X(maximum, ((a >= b) | (a != a)) ? a : b)                              \
  X(minimum, ((a <= b) | (a != a)) ? a : b)                              \
  X(keep_where, b != 0 ? a : -0.0)                                       \
  X(keep_unless, b == 0 ? a : -0.0)                                      \
  X(chain_multiply, is_structural_zero(a) ? -0.0 : computed(a *b))       \
  X(chain_multiply_either,                                               \
    (is_structural_zero(a) | is_structural_zero(b)) ? -0.0 : computed(a *b))

#define SG_TERNARY_LOOPS(X)                     \
  X(where, a != 0 ? b : c)                      \
  X(fused_multiply_add, __builtin_fma(a, b, c)) \
  X(multiply_add, a *b + c)                     \
  X(multiply_subtract, a *b - c)                \
  X(subtract_product, c - a * b)                \
  X(multiply_multiply, a *b *c)                 \
  X(add_multiply, (a + b) * c)                  \
  X(subtract_multiply, (a - b) * c)             \
  X(add_add, a + b + c)

#define SG_QUATERNARY_LOOPS(X)                \
  X(sum_of_products, a *b + c * d)            \
  X(difference_of_products, a *b - c * d)     \
  X(multiply_multiply_add, a *b *c + d)

// Loops that are written out, in division.h, square_root.h and plain_lanes.h.
#define SG_OWN_UNARY_LOOPS(X) X(reciprocal, ) X(square_root, ) X(exponential, ) X(natural_logarithm, )
#define SG_OWN_BINARY_LOOPS(X) X(divide, )
#define SG_OWN_TERNARY_LOOPS(X) X(quotient, )
#define SG_OWN_PAIRED_LOOPS(X) X(logarithm_and_reciprocal, , )

// Loops that are right within limits only; another function has the other lanes.
#define SG_GUARDED_LOOPS(X)                                                        \
  X(sine, lane_sine(a), -SG_LARGE_ANGLE, SG_LARGE_ANGLE)                           \
  X(cosine, lane_cosine(a), -SG_LARGE_ANGLE, SG_LARGE_ANGLE)                       \
  X(log_gamma, lane_log_gamma(a), SG_LOG_GAMMA_LEAST, SG_LOG_GAMMA_END)            \
  X(digamma, lane_digamma(a), SG_DIGAMMA_LEAST, SG_DIGAMMA_END)

// Two functions of the same lanes that share work, or keep different units of the processor busy,
// with the numbers that each has alone.
#define SG_PAIRED_LOOPS(X)                                        \
  X(tanh_and_sech_squared, lane_tanh(a), lane_sech_squared(a))    \
  X(erf_and_gaussian, lane_erf(a), lane_gaussian(a))              \
  X(ndtr_and_normal_density, lane_ndtr(a), lane_normal_density(a))

// Of functions with limits; what is beyond them is done by the loops for one function.
#define SG_GUARDED_PAIRED_LOOPS(X)                                                      \
  X(sine_and_cosine, lane_sine(a), lane_cosine(a), sine, cosine, -SG_LARGE_ANGLE,       \
    SG_LARGE_ANGLE)                                                                     \
  X(log_gamma_and_digamma, lane_log_gamma(a), lane_digamma(a), log_gamma, digamma,      \
    SG_DIGAMMA_LEAST, SG_LOG_GAMMA_END)

// Functions of one number, compiled for the same processors: so a number alone takes what its
// processor takes for one lane.
#define SG_NUMBERS(X)                                         \
  X(exponential_of, number_exponential(x))                    \
  X(natural_logarithm_of, lane_logarithm(x))                  \
  X(exponential_minus_one_of, lane_exponential_minus_one(x))  \
  X(logarithm_of_one_plus_of, lane_logarithm_of_one_plus(x))  \
  X(softplus_of, lane_softplus(x))                            \
  X(tanh_of, lane_tanh(x))                                    \
  X(sech_squared_of, lane_sech_squared(x))                    \
  X(logistic_of, lane_logistic(x))                            \
  X(erf_of, lane_erf(x))                                      \
  X(erfc_of, lane_erfc(x))                                    \
  X(gaussian_of, lane_gaussian(x))                            \
  X(ndtr_of, lane_ndtr(x))                                    \
  X(normal_density_of, lane_normal_density(x))                \
  X(sine_of, number_sine(x))                                    \
  X(cosine_of, number_cosine(x))                                \
  X(log_gamma_of, lane_log_gamma(x))                          \
  X(digamma_of, lane_digamma(x))

typedef struct {
#define ENTRY(name, ...) double (*name)(double);
  SG_NUMBERS(ENTRY)
#undef ENTRY
#define ENTRY(name, ...) void (*name)(const double *, double *, double *, ptrdiff_t);
  SG_PAIRED_LOOPS(ENTRY)
  SG_OWN_PAIRED_LOOPS(ENTRY)
  SG_GUARDED_PAIRED_LOOPS(ENTRY)
#undef ENTRY
#define ENTRY(name, ...) void (*name)(const double *, double *, ptrdiff_t);
  SG_UNARY_LOOPS(ENTRY)
  SG_OWN_UNARY_LOOPS(ENTRY)
  SG_GUARDED_LOOPS(ENTRY)
#undef ENTRY
#define ENTRY(name, ...) void (*name)(const double *, const double *, double *, ptrdiff_t);
  SG_BINARY_LOOPS(ENTRY)
  SG_OWN_BINARY_LOOPS(ENTRY)
#undef ENTRY
#define ENTRY(name, ...) \
  void (*name)(const double *, const double *, const double *, double *, ptrdiff_t);
  SG_TERNARY_LOOPS(ENTRY)
  SG_OWN_TERNARY_LOOPS(ENTRY)
#undef ENTRY
#define ENTRY(name, ...)                                                                  \
  void (*name)(const double *, const double *, const double *, const double *, double *, \
               ptrdiff_t);
  SG_QUATERNARY_LOOPS(ENTRY)
#undef ENTRY
  // Whether all lanes are above `low` and below `high`.
  bool (*all_within)(const double *x, ptrdiff_t count, double low, double high);
  // sg_run_steps, see steps.h.
  ptrdiff_t (*run_steps)(const sg_steps *steps, ptrdiff_t first, ptrdiff_t direction,
                         ptrdiff_t count, ptrdiff_t *fault);
} sg_loop_table;

extern const sg_loop_table sg_loops_for_any;
#if defined(__x86_64__)
extern const sg_loop_table sg_loops_for_avx2;
extern const sg_loop_table sg_loops_for_avx512;
#endif

// The table in use. The processor is asked when it is needed first.
extern _Atomic(const sg_loop_table *) sg_chosen_loops;
const sg_loop_table *sg_choose_loops(void);

static inline const sg_loop_table *sg_loops(void) {
  const sg_loop_table *const table =
      atomic_load_explicit(&sg_chosen_loops, memory_order_relaxed);
  return table ? table : sg_choose_loops();
}

#endif
