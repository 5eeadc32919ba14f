#define _GNU_SOURCE
#include "system.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>
#if defined(__GLIBC__)
#include <malloc.h>
#include <sys/mman.h>
#endif

void sg_keep_freed_memory(void) {
#if defined(__GLIBC__)
  mallopt(M_MMAP_THRESHOLD, 1 << 26);
  mallopt(M_TRIM_THRESHOLD, 1 << 27);
#endif
}

void sg_expect_objects(ptrdiff_t bytes) {
#if defined(__GLIBC__) && defined(MADV_HUGEPAGE)
  const ptrdiff_t page = 1 << 21, most = 1 << 30, some = 1 << 20;
  if (bytes > most) bytes = most;
  mallopt(M_TOP_PAD, (int)bytes);
  // Arrays that outgrow their place leave it to others.
  mallopt(M_MMAP_THRESHOLD, 1 << 26);
  mallopt(M_TRIM_THRESHOLD, 1 << 30);
  // The heap grows by what was asked for, and then does not for a while.
  void *volatile taken = malloc(some);
  free(taken);
  mallopt(M_TOP_PAD, 1 << 17);
  const uintptr_t end = (uintptr_t)sbrk(0) & ~(uintptr_t)(page - 1);
  const uintptr_t start = ((uintptr_t)sbrk(0) - (uintptr_t)bytes) & ~(uintptr_t)(page - 1);
  if (start < end) madvise((void *)start, end - start, MADV_HUGEPAGE);
#else
  (void)bytes;
#endif
}

void sg_start_writing(int descriptor, ptrdiff_t offset, ptrdiff_t count) {
#if defined(SYNC_FILE_RANGE_WRITE)
  sync_file_range(descriptor, offset, count, SYNC_FILE_RANGE_WRITE);
#else
  (void)descriptor, (void)offset, (void)count;
#endif
}
