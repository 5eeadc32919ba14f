#include "steps.h"

#include "lanes.h"
#include "loop_table.h"

#pragma STDC FP_CONTRACT OFF

ptrdiff_t sg_run(const sg_instruction *code, double *registers, const sg_array *arrays) {
  const sg_steps once = {.code = code, .registers = registers, .arrays = arrays};
  ptrdiff_t fault;
  sg_run_steps(&once, 0, 1, 1, &fault);
  return fault;
}

ptrdiff_t sg_run_steps(const sg_steps *steps, ptrdiff_t first, ptrdiff_t direction, ptrdiff_t count,
                       ptrdiff_t *fault) {
  return sg_loops()->run_steps(steps, first, direction, count, fault);
}

static inline double product(double seed, double coefficient, int32_t kind) {
  switch (kind) {
    case SG_PLAIN: return seed * coefficient;
    case SG_SEED_MAY_BE_NOTHING:
      return is_structural_zero(seed) ? -0.0 : seed * coefficient + 0.0;
    case SG_COEFFICIENT_MAY_BE_NOTHING:
      return is_structural_zero(coefficient) ? -0.0 : seed * coefficient + 0.0;
    default:
      return is_structural_zero(seed) || is_structural_zero(coefficient)
                 ? -0.0
                 : seed * coefficient + 0.0;
  }
}

enum { MOST_SUMS = 3 };

// Whether a term is a product of the first number of the state and nothing else.
static inline bool is_plain(const sg_linear *l, ptrdiff_t term) {
  return l->terms[term].kind == SG_PLAIN && l->terms[term].seed == 0;
}

// With one number as the state, and a product for it alone: beside its chain of products the
// first `sum_count` sums, which wait for no more than that. Their number is a constant for the compiler.
__attribute__((always_inline)) static inline void go_alone(
    const sg_linear *l, ptrdiff_t first, ptrdiff_t direction, ptrdiff_t count,
    ptrdiff_t sum_count) {
  const sg_term own = l->terms[0];
  double *const noted = l->seeds[0];
  double state = l->state[0], totals[MOST_SUMS];
  sg_term terms[MOST_SUMS];
  for (ptrdiff_t j = 0; j < sum_count; j++) {
    terms[j] = l->terms[1 + j];
    totals[j] = *l->sums[terms[j].target];
  }
  for (ptrdiff_t i = 0, p = first; i < count; i++, p += direction) {
    noted[p] = state;
    for (ptrdiff_t j = 0; j < sum_count; j++) {
      totals[j] += state * terms[j].base[p * terms[j].stride];
    }
    state *= own.base[p * own.stride];
  }
  for (ptrdiff_t j = 0; j < sum_count; j++) *l->sums[terms[j].target] = totals[j];
  l->state[0] = state;
}

void sg_go_linearly(const sg_linear *l, ptrdiff_t first, ptrdiff_t direction, ptrdiff_t count) {
  ptrdiff_t done = l->state_term_count;
  if (l->state_count == 1 && l->state_term_count == 1 && is_plain(l, 0)) {
    while (done < l->term_count && done <= MOST_SUMS && is_plain(l, done) &&
           l->sums[l->terms[done].target] &&
           (done + 1 == l->term_count || l->terms[done + 1].target != l->terms[done].target)) {
      done++;
    }
    switch (done - 1) {
      case 0: go_alone(l, first, direction, count, 0); break;
      case 1: go_alone(l, first, direction, count, 1); break;
      case 2: go_alone(l, first, direction, count, 2); break;
      default: go_alone(l, first, direction, count, MOST_SUMS); break;
    }
  } else {
    for (ptrdiff_t i = 0, p = first; i < count; i++, p += direction) {
      for (ptrdiff_t j = 0; j < l->state_count; j++) {
        l->seeds[j][p] = l->state[j];
        l->staging[j] = -0.0;
      }
      for (ptrdiff_t t = 0; t < l->state_term_count; t++) {
        const sg_term *const term = &l->terms[t];
        l->staging[term->target] +=
            product(l->seeds[term->seed][p], term->base[p * term->stride], term->kind);
      }
      for (ptrdiff_t j = 0; j < l->state_count; j++) l->state[j] = l->staging[j];
    }
  }
  for (ptrdiff_t t = done; t < l->term_count;) {
    // The terms of one target follow each other.
    const int32_t target = l->terms[t].target;
    ptrdiff_t end = t + 1;
    while (end < l->term_count && l->terms[end].target == target) end++;
    double *const row = l->rows[target];
    double *const sum = l->sums[target];
    if (sum && end == t + 1 && l->terms[t].kind == SG_PLAIN) {
      const double *const seed = l->seeds[l->terms[t].seed];
      const double *const base = l->terms[t].base;
      const ptrdiff_t stride = l->terms[t].stride;
      double total = *sum;
      for (ptrdiff_t i = 0, p = first; i < count; i++, p += direction) {
        total += seed[p] * base[p * stride];
      }
      *sum = total;
    } else {
      for (ptrdiff_t i = 0, p = first; i < count; i++, p += direction) {
        double value = -0.0;
        for (ptrdiff_t k = t; k < end; k++) {
          value += product(l->seeds[l->terms[k].seed][p], l->terms[k].base[p * l->terms[k].stride],
                           l->terms[k].kind);
        }
        if (sum) *sum += value;
        if (row) row[p] = value;
      }
    }
    t = end;
  }
}
