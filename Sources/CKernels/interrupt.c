#include "interrupt.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <unistd.h>

static volatile sig_atomic_t interrupting_signal = 0;
static int pipe_ends[2] = {-1, -1};

static void note(int signal) {
  interrupting_signal = signal;
  if (pipe_ends[1] < 0) return;
  const int before = errno;
  // A full pipe says all there is to say.
  if (write(pipe_ends[1], "", 1) < 0) errno = before;
}

static void note_signal(int signal) {
  struct sigaction action = {0}, before;
  // What was ignored for this process from its start, as by nohup, stays so.
  if (sigaction(signal, NULL, &before) == 0 && before.sa_handler == SIG_IGN) return;
  action.sa_handler = note;
  sigemptyset(&action.sa_mask);
  // No SA_RESTART: who waits for a key is to wake up.
  sigaction(signal, &action, NULL);
  // It may have been held back by whoever started this process.
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, signal);
  pthread_sigmask(SIG_UNBLOCK, &set, NULL);
}

void sg_note_interrupts(void) { note_signal(SIGINT); }

void sg_note_terminations(void) {
  note_signal(SIGTERM);
  note_signal(SIGHUP);
}

bool sg_is_interrupted(void) { return interrupting_signal != 0; }

int sg_interrupting_signal(void) { return interrupting_signal; }

void sg_forget_interrupt(void) { interrupting_signal = 0; }

int sg_interrupt_descriptor(void) {
  if (pipe_ends[0] >= 0) return pipe_ends[0];
  int ends[2];
  if (pipe(ends) != 0) return -1;
  for (int index = 0; index < 2; index++) {
    fcntl(ends[index], F_SETFD, FD_CLOEXEC);
    fcntl(ends[index], F_SETFL, O_NONBLOCK);
  }
  pipe_ends[0] = ends[0];
  pipe_ends[1] = ends[1];
  return ends[0];
}
