# PROGRAM called with ARGUMENT must end with exit code CODE and one line on stderr that matches TEXT.
execute_process(COMMAND "${PROGRAM}" "${ARGUMENT}" RESULT_VARIABLE code ERROR_VARIABLE text)
if(NOT code EQUAL CODE OR NOT text MATCHES "^(error|undecided): [^\n]+\n$" OR NOT text MATCHES "${TEXT}")
  message(FATAL_ERROR
    "expected exit code ${CODE} and one line with \"${TEXT}\", got ${code} and: ${text}")
endif()
