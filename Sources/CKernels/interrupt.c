#include "interrupt.h"

#include <signal.h>
#include <stddef.h>

static volatile sig_atomic_t is_interrupted = 0;

static void note(int signal) {
  (void)signal;
  is_interrupted = 1;
}

void sg_note_interrupts(void) {
  struct sigaction action = {0};
  action.sa_handler = note;
  sigemptyset(&action.sa_mask);
  // No SA_RESTART: who waits for a key is to wake up.
  sigaction(SIGINT, &action, NULL);
}

bool sg_is_interrupted(void) { return is_interrupted != 0; }

void sg_forget_interrupt(void) { is_interrupted = 0; }
