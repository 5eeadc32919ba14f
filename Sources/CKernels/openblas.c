#include "openblas.h"

#include <stdlib.h>
#include <string.h>

// What OpenBLAS needs of its surroundings. It is not linked to by this target: where it is missing,
// or cannot choose its kernels at run time, the weak names below are null.

extern char *gotoblas_corename(void) __attribute__((weak));
extern void gotoblas_dynamic_init(void) __attribute__((weak));
extern void gotoblas_dynamic_quit(void) __attribute__((weak));

// What OpenBLAS reads of the environment before `main`. Each of its calls is to work on the thread that
// makes it, so it starts no threads of its own, which would wait for work by spinning. Where it is linked
// statically these take the place of its own functions; where it is not, its threads are idle.
#define SETTING(name, value) \
  __attribute__((weak)) int name(void); \
  __attribute__((weak)) int name(void) { return value; }
SETTING(openblas_num_threads_env, 1)
SETTING(openblas_goto_num_threads_env, 1)
SETTING(openblas_omp_num_threads_env, 1)
SETTING(openblas_omp_adaptive_env, 0)
SETTING(openblas_block_factor, 0)
SETTING(openblas_thread_timeout, 0)
SETTING(openblas_verbose, 0)
__attribute__((weak)) void openblas_read_env(void);
__attribute__((weak)) void openblas_read_env(void) {}

static const char *core_of_this_processor(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
      __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl")) {
    return "SkylakeX";
  }
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return "Haswell";
#endif
  return NULL;
}

void sg_prepare_blas(void) {
  static const char variable[] = "OPENBLAS_CORETYPE";
  static const char *const oldest[] = {"Prescott", "Core2", "Nehalem", "Barcelona"};
  if (!gotoblas_corename || !gotoblas_dynamic_init || !gotoblas_dynamic_quit) return;
  if (getenv(variable)) return;
  const char *core = core_of_this_processor();
  if (!core) return;
  const char *chosen = gotoblas_corename();
  for (size_t i = 0; i < sizeof oldest / sizeof *oldest; i++) {
    if (strcmp(chosen, oldest[i]) != 0) continue;
    setenv(variable, core, 1);
    gotoblas_dynamic_quit();
    gotoblas_dynamic_init();
    unsetenv(variable);
    return;
  }
}

// The one function of Fortran's run-time library that the routines of LAPACK call: joins two strings
// and fills the rest with blanks. Weak, so that the library's own is taken where it is linked.
__attribute__((weak)) void _gfortran_concat_string(
    size_t length, char *result, size_t first_length, const char *first, size_t second_length,
    const char *second);

__attribute__((weak)) void _gfortran_concat_string(
    size_t length, char *result, size_t first_length, const char *first, size_t second_length,
    const char *second) {
  if (first_length > length) first_length = length;
  if (second_length > length - first_length) second_length = length - first_length;
  memcpy(result, first, first_length);
  memcpy(result + first_length, second, second_length);
  memset(result + first_length + second_length, ' ', length - first_length - second_length);
}
