// The least that shows a prompt with readline.
#include <stdio.h>
#include <stdlib.h>

#include <readline/readline.h>

int main(void) {
  free(readline("> "));
  return 0;
}
