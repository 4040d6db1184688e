/* Crashes before assay can ask it anything. */
#include <stdio.h>
#include <stdlib.h>

__attribute__((constructor)) static void crash(void) {
  puts("loading");
  fflush(stdout);
  abort();
}
