// What long streams and long texts ask of the system and the C library.
#ifndef SWIFTGRAD_SYSTEM_H
#define SWIFTGRAD_SYSTEM_H

#include <stddef.h>

// Lets memory that is freed stay with the process. Buffers of a megabyte that come and go are else
// taken from the system and given back each time, and all threads wait for that.
void sg_keep_freed_memory(void);

// Makes room for many small objects that will be made: memory in large pages, which are handed out by
// the megabyte where single ones are by four kilobytes. What is not used takes no memory.
void sg_expect_objects(ptrdiff_t bytes);

// Lets the disk begin to write a part of a file, without waiting for it. Where that is not possible
// nothing happens: the system writes when it likes.
void sg_start_writing(int descriptor, ptrdiff_t offset, ptrdiff_t count);

#endif
