#include "memory.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#if defined(__linux__)
#include <sys/mman.h>
#endif
#if defined(__x86_64__)
#include <emmintrin.h>
#include <stdint.h>
#endif

enum {
  ALIGNMENT = 64,
  PAGE = 1 << 21,
  // What is smaller the C library keeps by itself, without going to the system.
  SMALLEST = 1 << 16,
  KEPT = 64,
  // Those of which a few are in a processor's own cache.
  LARGEST_AT_HAND = 1 << 20,
  AT_HAND = 8,
  SLACK = 1 << 23,
};

typedef struct {
  void *memory;
  size_t size;
} piece;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
// In the order in which they were given back.
static piece kept[KEPT];
static int kept_count = 0;
// Bytes of the pieces that are kept, of those in use, and the most that ever were.
static size_t kept_bytes = 0, used = 0, fullest = 0;

// What a thread gave back last, for itself: its processor's cache may hold it still. It counts as used.
static _Thread_local piece at_hand[AT_HAND];
static _Thread_local int at_hand_count = 0;

static void remove_at_hand(int index) {
  at_hand_count--;
  memmove(at_hand + index, at_hand + index + 1, (size_t)(at_hand_count - index) * sizeof *at_hand);
}

static void *take_at_hand(size_t size) {
  for (int i = at_hand_count; i-- > 0;) {
    if (at_hand[i].size != size) continue;
    void *const memory = at_hand[i].memory;
    remove_at_hand(i);
    return memory;
  }
  return NULL;
}

// Of a few sizes each, so that what one array leaves behind fits the next of about its length:
// whole large pages, or below that at most an eighth more than is asked for.
static size_t size_of(ptrdiff_t count) {
  const size_t bytes = (size_t)count * sizeof(double);
  size_t unit = ALIGNMENT;
  if (bytes > PAGE / 4 * 3) {
    unit = PAGE;
  } else if (bytes >= SMALLEST) {
    unit = (size_t)1 << (8 * sizeof(long) - 1 - __builtin_clzl(bytes)) >> 3;
  }
  return (bytes + unit - 1) & ~(unit - 1);
}

static void *take_kept(int index) {
  void *memory = kept[index].memory;
  kept_bytes -= kept[index].size;
  kept_count--;
  memmove(kept + index, kept + index + 1, (size_t)(kept_count - index) * sizeof *kept);
  return memory;
}

static void *fresh(size_t size) {
  void *memory = aligned_alloc(size % PAGE == 0 ? PAGE : ALIGNMENT, size);
#if defined(__linux__)
  if (memory && size % PAGE == 0) madvise(memory, size, MADV_HUGEPAGE);
#endif
  return memory;
}

double *sg_take_memory(ptrdiff_t count) {
  const size_t size = size_of(count);
  if (size < SMALLEST) return aligned_alloc(ALIGNMENT, size);
  void *found = take_at_hand(size);
  if (found) return found;
  void *unfit[KEPT];
  int unfit_count = 0;
  pthread_mutex_lock(&lock);
  // The last one given back is the one most likely still in the cache.
  for (int i = kept_count; !found && i-- > 0;) {
    if (kept[i].size == size) found = take_kept(i);
  }
  used += size;
  if (used > fullest) fullest = used;
  while (kept_count > 0 && used + kept_bytes > fullest + SLACK) unfit[unfit_count++] = take_kept(0);
  pthread_mutex_unlock(&lock);
  while (unfit_count > 0) free(unfit[--unfit_count]);
  if (found || (found = fresh(size))) return found;

  // Where there is no more, what is kept may be what is missing.
  pthread_mutex_lock(&lock);
  while (kept_count > 0) unfit[unfit_count++] = take_kept(0);
  used -= size;
  pthread_mutex_unlock(&lock);
  while (unfit_count > 0) free(unfit[--unfit_count]);
  found = fresh(size);
  if (!found) return NULL;
  pthread_mutex_lock(&lock);
  used += size;
  pthread_mutex_unlock(&lock);
  return found;
}

static void keep(piece given) {
  void *oldest = NULL;
  pthread_mutex_lock(&lock);
  if (kept_count == KEPT) oldest = take_kept(0);
  used -= given.size;
  kept_bytes += given.size;
  kept[kept_count++] = given;
  pthread_mutex_unlock(&lock);
  free(oldest);
}

void sg_give_memory_back(double *memory, ptrdiff_t count) {
  const piece given = {memory, size_of(count)};
  if (given.size < SMALLEST) {
    free(memory);
  } else if (given.size > LARGEST_AT_HAND) {
    keep(given);
  } else {
    if (at_hand_count == AT_HAND) {
      keep(at_hand[0]);
      remove_at_hand(0);
    }
    at_hand[at_hand_count++] = given;
  }
}

void sg_copy_past_cache(const double *source, double *target, ptrdiff_t count) {
  ptrdiff_t i = 0;
#if defined(__x86_64__)
  for (; i < count && (uintptr_t)(target + i) % 64 != 0; i++) target[i] = source[i];
  // Whole lines of the cache.
  for (; i + 8 <= count; i += 8) {
    for (int part = 0; part < 8; part += 2) {
      _mm_stream_pd(target + i + part, _mm_loadu_pd(source + i + part));
    }
  }
#endif
  for (; i < count; i++) target[i] = source[i];
}

void sg_finish_copies(void) {
#if defined(__x86_64__)
  _mm_sfence();
#endif
}
