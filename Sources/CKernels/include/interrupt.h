#ifndef SWIFTGRAD_INTERRUPT_H
#define SWIFTGRAD_INTERRUPT_H

#include <stdbool.h>

// Has SIGINT noted instead of ending the process, from now on.
void sg_note_interrupts(void);

// The same for the signals that ask a process to end: SIGTERM and SIGHUP.
void sg_note_terminations(void);

// Whether a signal that is noted has come since it was last forgotten.
bool sg_is_interrupted(void);

// Which signal it was; 0 for none.
int sg_interrupting_signal(void);

void sg_forget_interrupt(void);

// A descriptor that can be read from once a signal has come, for whoever waits for others; -1 if the
// system has none left.
int sg_interrupt_descriptor(void);

#endif
