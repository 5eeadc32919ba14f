// Swift counts the references to an object with atomic operations, each of which takes as long as some
// ten others. While a process has one thread it needs none of them.
#ifndef SWIFTGRAD_COUNTS_H
#define SWIFTGRAD_COUNTS_H

// For a program that is linked with --wrap=swift_retain and --wrap=swift_release and whose only other
// threads are those of sg_parallel: until the first of these starts, references are counted without
// atomic operations. Without these options nothing changes.
void sg_count_for_one_thread(void);

// Has to be called before a thread starts.
void sg_count_for_threads(void);

#endif
