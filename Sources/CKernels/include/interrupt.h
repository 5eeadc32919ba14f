#ifndef SWIFTGRAD_INTERRUPT_H
#define SWIFTGRAD_INTERRUPT_H

#include <stdbool.h>

// Has SIGINT noted instead of ending the process, from now on.
void sg_note_interrupts(void);

// Whether SIGINT has come since it was last forgotten.
bool sg_is_interrupted(void);

void sg_forget_interrupt(void);

#endif
