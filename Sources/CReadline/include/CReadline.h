// GNU readline as one editor of lines, without its global variables.
#ifndef SWIFTGRAD_CREADLINE_H
#define SWIFTGRAD_CREADLINE_H

#include <stdbool.h>

// What an editor asks its owner. Strings that are returned are made by malloc and freed here.
typedef struct {
  // Called once, when the first prompt stands and before a key is read: for what takes time.
  void (*prompt_shown)(void);
  // What may stand for line[start..<end], one a line; NULL if nothing is known. A single "@" asks
  // for the names of files.
  char *(*completions)(const char *line, int start, int end);
  // What is shown of a completion where several are listed, on one line of at most `width` columns.
  char *(*description)(const char *completion, int width);
} sg_editor_owner;

// How the reading of a line ended.
typedef enum {
  SG_LINE_ENTERED,
  SG_LINE_ABANDONED,  // by SIGINT
  SG_INPUT_ENDED,
  SG_TERMINATED  // by SIGTERM or SIGHUP
} sg_line_end;

// Sets readline up. `word_breaks` are the characters between words; `name` is what ~/.inputrc may ask
// for with $if.
void sg_editor_start(const char *name, const char *word_breaks, sg_editor_owner owner);

// Has a line edited. `line` is made by malloc, and NULL unless one was entered.
sg_line_end sg_editor_line(const char *prompt, char **line);

// Writes a line, and the one that is being edited below it again.
void sg_editor_say(const char *text);

// Adds an entry to what the arrow keys go through.
void sg_editor_remember(const char *entry);

#endif
