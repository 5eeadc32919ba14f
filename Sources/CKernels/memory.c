#include "memory.h"

#include <pthread.h>
#include <stdlib.h>
#if defined(__linux__)
#include <sys/mman.h>
#endif

enum {
  ALIGNMENT = 64,
  PAGE = 1 << 21,
  KEPT = 8,
};

typedef struct {
  void *memory;
  size_t size;
} piece;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static piece kept[KEPT];
static int kept_count = 0;

static size_t size_of(ptrdiff_t count) {
  const size_t bytes = (size_t)count * sizeof(double);
  return bytes < PAGE ? (bytes + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1)
                       : (bytes + PAGE - 1) & ~(size_t)(PAGE - 1);
}

double *sg_take_memory(ptrdiff_t count) {
  const size_t size = size_of(count);
  if (size < PAGE) return aligned_alloc(ALIGNMENT, size);
  void *found = NULL;
  piece unfit[KEPT];
  int unfit_count = 0;
  pthread_mutex_lock(&lock);
  for (int i = kept_count; !found && i-- > 0;) {
    if (kept[i].size != size) continue;
    found = kept[i].memory;
    kept[i] = kept[--kept_count];
  }
  if (!found) {
    // Others would add to what is needed now.
    for (; kept_count > 0; kept_count--) unfit[unfit_count++] = kept[kept_count - 1];
  }
  pthread_mutex_unlock(&lock);
  if (found) return found;
  while (unfit_count > 0) free(unfit[--unfit_count].memory);
  void *fresh = aligned_alloc(PAGE, size);
#if defined(__linux__)
  if (fresh) madvise(fresh, size, MADV_HUGEPAGE);
#endif
  return fresh;
}

void sg_give_memory_back(double *memory, ptrdiff_t count) {
  const size_t size = size_of(count);
  piece last = {memory, size};
  if (size >= PAGE) {
    pthread_mutex_lock(&lock);
    if (kept_count < KEPT) {
      kept[kept_count++] = last;
      last.memory = NULL;
    }
    pthread_mutex_unlock(&lock);
  }
  free(last.memory);
}
