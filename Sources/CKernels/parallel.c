#if defined(__linux__)
#define _GNU_SOURCE
#include <sched.h>
#endif

#include "parallel.h"

#include "counts.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <time.h>
#include <unistd.h>

enum { MOST_THREADS = 256 };

// Only one thread hands out work at a time.
static pthread_mutex_t entrance = PTHREAD_MUTEX_INITIALIZER;
static _Thread_local bool is_inside = false;
static atomic_int wanted_threads = 0;

// The parts that one thread begins with: mostly the same ones each time, so that it finds in its cache
// what it left there. Who is done goes on with what others have not begun.
typedef struct {
  _Alignas(64) atomic_ptrdiff_t next;
  ptrdiff_t end;
} share;

// What is to be done; `lock` guards all but `shares`.
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t begins = PTHREAD_COND_INITIALIZER, ends = PTHREAD_COND_INITIALIZER;
static void (*current_part)(ptrdiff_t, void *);
static void *current_context;
static share shares[MOST_THREADS];
static int share_count;
static int places = 0;   // how many more threads may join
static int workers = 0;  // how many there are
// How many have joined and not left, and how often work was handed out: changed under `lock`, and looked
// at without it while a thread waits in the open.
static atomic_int at_work = 0;
static atomic_uint rounds = 0;
static atomic_bool have_processors_each = false;

static int processors(void) {
#if defined(__linux__)
  cpu_set_t set;
  const long count = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
#else
  const long count = sysconf(_SC_NPROCESSORS_ONLN);
#endif
  return count < 1 ? 1 : count > MOST_THREADS ? MOST_THREADS : (int)count;
}

int sg_thread_count(void) {
  int count = atomic_load_explicit(&wanted_threads, memory_order_relaxed);
  if (count == 0) {
    count = processors();
    atomic_store_explicit(&wanted_threads, count, memory_order_relaxed);
  }
  return count;
}

void sg_set_thread_count(int count) {
  atomic_store(&wanted_threads, count < 0 ? 0 : count > MOST_THREADS ? MOST_THREADS : count);
}

// How long a thread waits awake: to put one to sleep and wake it up takes about as long, and between two
// steps of a program there is often less time. Not where threads share a processor.
static const double SECONDS_AWAKE = 5e-5;

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

static void pause_briefly(void) {
  for (int i = 0; i < 16; i++) {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ volatile("yield");
#endif
  }
}

#define WAIT_AWAKE(condition)                                                                     \
  if (have_processors_each) {                                                                     \
    for (const double end = now() + SECONDS_AWAKE; !(condition) && now() < end;) pause_briefly(); \
  }

static void divide(ptrdiff_t count, int threads) {
  share_count = threads;
  for (int i = 0; i < threads; i++) {
    atomic_store_explicit(&shares[i].next, count / threads * i + count % threads * i / threads,
                          memory_order_relaxed);
    shares[i].end = count / threads * (i + 1) + count % threads * (i + 1) / threads;
  }
}

static void take_parts(void (*part)(ptrdiff_t, void *), void *context, int first, int count) {
  for (int i = 0; i < count; i++) {
    share *const own = &shares[(first + i) % count];
    for (;;) {
      const ptrdiff_t index = atomic_fetch_add_explicit(&own->next, 1, memory_order_relaxed);
      if (index >= own->end) break;
      part(index, context);
    }
  }
}

// `place` is the number of the thread, from 1 on.
static void *work(void *place) {
  const int number = (int)(intptr_t)place;
  is_inside = true;
  pthread_mutex_lock(&lock);
  for (;;) {
    if (places == 0) {
      const unsigned known = rounds;
      pthread_mutex_unlock(&lock);
      WAIT_AWAKE(rounds != known)
      pthread_mutex_lock(&lock);
    }
    while (places == 0) pthread_cond_wait(&begins, &lock);
    places--;
    at_work++;
    void (*const part)(ptrdiff_t, void *) = current_part;
    void *const context = current_context;
    const int count = share_count;
    pthread_mutex_unlock(&lock);
    take_parts(part, context, number % count, count);
    pthread_mutex_lock(&lock);
    if (--at_work == 0) pthread_cond_signal(&ends);
  }
  return NULL;
}

// Starts threads until there are `count`; fewer where the system has no more.
static void hire(int count) {
  if (workers >= count) return;
  sg_count_for_threads();
  // Signals are for the threads that the program made itself.
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  while (workers < count) {
    pthread_t thread;
    if (pthread_create(&thread, NULL, work, (void *)(intptr_t)(workers + 1)) != 0) break;
    pthread_detach(thread);
    workers++;
  }
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  have_processors_each = workers < processors();
}

void sg_parallel(ptrdiff_t count, void (*part)(ptrdiff_t index, void *context), void *context) {
  const int threads = sg_thread_count();
  if (count < 2 || threads < 2 || is_inside || pthread_mutex_trylock(&entrance) != 0) {
    for (ptrdiff_t index = 0; index < count; index++) part(index, context);
    return;
  }
  is_inside = true;
  const int helpers = count < threads ? (int)count - 1 : threads - 1;
  pthread_mutex_lock(&lock);
  hire(helpers);
  current_part = part;
  current_context = context;
  places = helpers < workers ? helpers : workers;
  const int threads_at_work = places + 1;
  divide(count, threads_at_work);
  rounds++;
  pthread_cond_broadcast(&begins);
  pthread_mutex_unlock(&lock);

  take_parts(part, context, 0, threads_at_work);

  pthread_mutex_lock(&lock);
  // Who has not come yet need not come any more.
  places = 0;
  pthread_mutex_unlock(&lock);
  WAIT_AWAKE(at_work == 0)
  pthread_mutex_lock(&lock);
  while (at_work > 0) pthread_cond_wait(&ends, &lock);
  pthread_mutex_unlock(&lock);
  is_inside = false;
  pthread_mutex_unlock(&entrance);
}
