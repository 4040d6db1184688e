# Configures and builds SOURCE in BUILD against the assay installed in PREFIX.
file(REMOVE_RECURSE "${BUILD}")
execute_process(COMMAND "${CMAKE_COMMAND}" -S "${SOURCE}" -B "${BUILD}" -G Ninja
    -DCMAKE_PREFIX_PATH=${PREFIX} -DCMAKE_BUILD_TYPE=Release -DCMAKE_CXX_COMPILER=${COMPILER}
    "-DCMAKE_CXX_FLAGS=-Wall -Wextra -Werror" -DCMAKE_CXX_FLAGS_RELEASE=-O1
  OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND "${CMAKE_COMMAND}" --build "${BUILD}" COMMAND_ERROR_IS_FATAL ANY)
file(STRINGS "${BUILD}/CMakeCache.txt" place REGEX "^assay_DIR:PATH=")
string(FIND "${place}" "assay_DIR:PATH=${PREFIX}/" at)
if(NOT at EQUAL 0)
  message(FATAL_ERROR "another assay was found: ${place}")
endif()
