# Writes what `assay new` writes, into a folder of its own: -DPREFIX -DKIND -DNAME -DFOLDER
file(REMOVE_RECURSE "${FOLDER}")
execute_process(COMMAND "${PREFIX}/bin/assay" new "${KIND}" "${NAME}" --out "${FOLDER}"
  COMMAND_ERROR_IS_FATAL ANY)
