// Memory for the elements of arrays.
#ifndef SWIFTGRAD_MEMORY_H
#define SWIFTGRAD_MEMORY_H

#include <stddef.h>

// Room for `count` doubles, as aligned as a cache line and the widest vectors; NULL where there is
// no more. What large arrays leave behind is kept for the next ones of about their size, since
// fresh memory costs more than what is computed into it; the process never holds more for that
// than it did at its fullest moment and 8 MB, and each thread at most 8 MB of its own.
double *sg_take_memory(ptrdiff_t count);
void sg_give_memory_back(double *memory, ptrdiff_t count);

// Copies what will not be read soon: past the cache, so that the memory it goes to need not be read
// first. Other threads may count on it after `sg_finish_copies`.
void sg_copy_past_cache(const double *source, double *target, ptrdiff_t count);
void sg_finish_copies(void);

#endif
