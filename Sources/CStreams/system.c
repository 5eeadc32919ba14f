#define _GNU_SOURCE
#include "system.h"

#include <fcntl.h>
#if defined(__GLIBC__)
#include <malloc.h>
#endif

void sg_keep_freed_memory(void) {
#if defined(__GLIBC__)
  mallopt(M_MMAP_THRESHOLD, 1 << 26);
  mallopt(M_TRIM_THRESHOLD, 1 << 27);
#endif
}

void sg_start_writing(int descriptor, ptrdiff_t offset, ptrdiff_t count) {
#if defined(SYNC_FILE_RANGE_WRITE)
  sync_file_range(descriptor, offset, count, SYNC_FILE_RANGE_WRITE);
#else
  (void)descriptor, (void)offset, (void)count;
#endif
}
