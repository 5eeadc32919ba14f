#define _GNU_SOURCE
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <readline/history.h>
#include <readline/readline.h>

#include "CReadline.h"

static sg_editor_owner owner;

// MARK: Signals, which wait while the editor works and come in while it waits for a key

static volatile sig_atomic_t interrupted, terminated, suspended, resized;

// The thread that waits for keys. Another one, of a library, may be handed the signal.
static pthread_t editor;

static void note(int signal) {
  if (!pthread_equal(pthread_self(), editor)) {
    pthread_kill(editor, signal);
    return;
  }
  switch (signal) {
    case SIGINT: interrupted = 1; break;
    case SIGTSTP: suspended = 1; break;
    case SIGWINCH: resized = 1; break;
    default: terminated = 1;
  }
}

static const int noted_signals[] = {SIGINT, SIGTERM, SIGHUP, SIGTSTP, SIGWINCH};
enum { NOTED_SIGNALS = sizeof noted_signals / sizeof *noted_signals };

typedef struct {
  struct sigaction actions[NOTED_SIGNALS];
  sigset_t mask;
} signal_state;

static void take_signals(signal_state *before) {
  editor = pthread_self();
  struct sigaction action = {0};
  action.sa_handler = note;
  sigset_t noted;
  sigemptyset(&noted);
  for (int i = 0; i < NOTED_SIGNALS; i++) sigaddset(&noted, noted_signals[i]);
  sigprocmask(SIG_BLOCK, &noted, &before->mask);
  for (int i = 0; i < NOTED_SIGNALS; i++) {
    sigaction(noted_signals[i], &action, &before->actions[i]);
  }
}

static void give_signals_back(const signal_state *before) {
  for (int i = 0; i < NOTED_SIGNALS; i++) {
    sigaction(noted_signals[i], &before->actions[i], NULL);
  }
  sigprocmask(SIG_SETMASK, &before->mask, NULL);
}

// Stops as the terminal's user wants, and goes on where it was.
static void suspend(void) {
  rl_deprep_terminal();
  raise(SIGSTOP);
  rl_prep_terminal(1);
  rl_on_new_line();
  rl_forced_update_display();
}

// MARK: A line

static bool is_done;
static char *entered;

static void line_entered(char *line) {
  is_done = true;
  entered = line;
  rl_callback_handler_remove();
}

static void abandon(void) {
  rl_free_line_state();
  rl_callback_sigcleanup();
  rl_callback_handler_remove();
}

sg_line_end sg_editor_line(const char *prompt, char **line) {
  signal_state before;
  is_done = false;
  entered = *line = NULL;
  interrupted = terminated = suspended = resized = 0;
  take_signals(&before);
  rl_callback_handler_install(prompt, line_entered);
  sg_line_end end = SG_LINE_ENTERED;
  while (!is_done && end == SG_LINE_ENTERED) {
    struct pollfd input = {.fd = fileno(rl_instream), .events = POLLIN};
    const int ready = ppoll(&input, 1, NULL, &before.mask);
    if (interrupted) end = SG_LINE_ABANDONED;
    if (terminated) end = SG_TERMINATED;
    if (resized) rl_resize_terminal();
    if (suspended) suspend();
    suspended = resized = 0;
    // A terminal that has gone can be read to its end.
    if (end == SG_LINE_ENTERED && ready > 0) rl_callback_read_char();
  }
  if (end != SG_LINE_ENTERED) {
    if (end == SG_LINE_ABANDONED) fputs("^C", rl_outstream);
    abandon();
    fputs("\n", rl_outstream);
    fflush(rl_outstream);
  } else if (!entered) {
    end = SG_INPUT_ENDED;
  }
  give_signals_back(&before);
  *line = entered;
  return end;
}

void sg_editor_say(const char *text) {
  rl_crlf();
  fprintf(rl_outstream, "%s\n", text);
  rl_forced_update_display();
}

// MARK: Completion

// Readline wants what all matches begin with, then the matches, then NULL.
static char **matches_of(char *lines) {
  size_t count = 0, room = 16;
  char **matches = malloc(room * sizeof *matches);
  if (!matches) return NULL;
  matches[count++] = NULL;
  for (char *line = strtok(lines, "\n"); line; line = strtok(NULL, "\n")) {
    if (count + 1 >= room) {
      room *= 2;
      char **larger = realloc(matches, room * sizeof *matches);
      if (!larger) break;
      matches = larger;
    }
    matches[count++] = strdup(line);
  }
  if (count == 1) {
    free(matches);
    return NULL;
  }
  size_t common = strlen(matches[1]);
  for (size_t i = 2; i < count; i++) {
    size_t same = 0;
    while (same < common && matches[1][same] == matches[i][same]) same++;
    common = same;
  }
  // Not in the middle of a character.
  while (common > 0 && (matches[1][common] & 0xC0) == 0x80) common--;
  if (count == 2) {
    matches[0] = matches[1];
    matches[1] = NULL;
  } else {
    matches[0] = strndup(matches[1], common);
    matches[count] = NULL;
  }
  return matches;
}

// The names of files for the word that begins at `start`; a path may have begun before it, as words end
// at other characters.
static char **file_matches(int start, int end) {
  int path = start;
  while (path > 0 && !strchr(" \t@\"'", rl_line_buffer[path - 1])) path--;
  char *name = strndup(rl_line_buffer + path, (size_t)(end - path));
  if (!name) return NULL;
  char **matches = rl_completion_matches(name, rl_filename_completion_function);
  free(name);
  for (size_t i = 0; matches && matches[i]; i++) {
    const size_t before = (size_t)(start - path), length = strlen(matches[i]);
    if (length >= before) memmove(matches[i], matches[i] + before, length - before + 1);
  }
  return matches;
}

// What may stand for the word under the cursor, as readline asks for it.
static char **complete(const char *text, int start, int end) {
  (void)text;
  rl_attempted_completion_over = 1;
  rl_completion_append_character = '\0';
  char *lines = owner.completions(rl_line_buffer, start, end);
  if (!lines) return NULL;
  char **matches = NULL;
  if (strcmp(lines, "@") == 0) {
    rl_filename_completion_desired = 1;
    matches = file_matches(start, end);
  } else {
    matches = matches_of(lines);
  }
  free(lines);
  return matches;
}

static void list(char **matches, int count, int longest) {
  if (rl_filename_completion_desired) {
    rl_display_match_list(matches, count, longest);
    return;
  }
  int width = 80, height = 24;
  rl_get_screen_size(&height, &width);
  const bool fits = count < height - 1;
  rl_crlf();
  if (!fits) {
    // Many: only their names, in columns.
    rl_display_match_list(matches, count, longest);
  }
  for (int i = 1; fits && i <= count; i++) {
    char *description = owner.description(matches[i], width - 1);
    fprintf(rl_outstream, "%s\n", description ? description : matches[i]);
    free(description);
  }
}

static void display(char **matches, int count, int longest) {
  // A terminal's stream writes line by line, and a list of hundreds has the terminal woken up as often:
  // it is written as a whole.
  static char whole[1 << 14];
  setvbuf(rl_outstream, whole, _IOFBF, sizeof whole);
  list(matches, count, longest);
  rl_forced_update_display();
  fflush(rl_outstream);
  setvbuf(rl_outstream, NULL, _IOLBF, 0);
}

// MARK: Setting up

static int first_prompt_shown(void) {
  rl_pre_input_hook = NULL;
  owner.prompt_shown();
  // What it may have added is before this line.
  using_history();
  return 0;
}

void sg_editor_start(const char *name, const char *word_breaks, sg_editor_owner new_owner) {
  owner = new_owner;
  rl_readline_name = name;
  // Signals are seen to here: what they mean depends on whether something is being computed.
  rl_catch_signals = 0;
  rl_catch_sigwinch = 0;
  rl_completer_word_break_characters = strdup(word_breaks);
  rl_attempted_completion_function = complete;
  rl_completion_display_matches_hook = display;
  rl_pre_input_hook = first_prompt_shown;
  using_history();
}

void sg_editor_remember(const char *entry) { add_history(entry); }
