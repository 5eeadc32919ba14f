// Memory for the elements of arrays.
#ifndef SWIFTGRAD_MEMORY_H
#define SWIFTGRAD_MEMORY_H

#include <stddef.h>

// Room for `count` doubles, as aligned as a cache line and the widest vectors; NULL where there is
// no more. What large arrays leave behind is kept for the next ones of about their size, since
// fresh memory costs more than what is computed into it; the process never holds more for that
// than it did at its fullest moment.
double *sg_take_memory(ptrdiff_t count);
void sg_give_memory_back(double *memory, ptrdiff_t count);

#endif
