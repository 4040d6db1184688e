execute_process(COMMAND "${PROGRAM}" "0 0 1" RESULT_VARIABLE code ERROR_VARIABLE text)
if(NOT code EQUAL 2 OR NOT text MATCHES "^error: [^\n]+\n$")
  message(FATAL_ERROR "expected exit code 2 and one line, got ${code} and: ${text}")
endif()
