// Work in parts that several threads take turns at.
#ifndef SWIFTGRAD_PARALLEL_H
#define SWIFTGRAD_PARALLEL_H

#include <stddef.h>

// Calls `part` for 0 ..< count, in any order, several at a time; returns when all are done. Inside
// of a part, and where other threads are in the pool already, the parts are done one by one.
void sg_parallel(ptrdiff_t count, void (*part)(ptrdiff_t index, void *context), void *context);

// How many threads take part, the calling one included; at first as many as there are processors
// for this process.
int sg_thread_count(void);
// 0 for as many as there are processors.
void sg_set_thread_count(int count);

#endif
