/* A shared library, and no solver. */
int some_function(void);
int some_function(void) { return 1; }
