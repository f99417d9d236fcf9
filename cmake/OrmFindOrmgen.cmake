# The program that add_orm_models runs: the first of ORMGEN_EXECUTABLE (cache), the target
# orm::ormgen when not cross compiling, ORM_HOST_PATH/bin (cache), a program called ormgen on the
# host.

include_guard(GLOBAL)

set(ORMGEN_EXECUTABLE "" CACHE FILEPATH "The ormgen program to run; empty: look for it")
set(ORM_HOST_PATH "" CACHE PATH "Installation prefix of ormgen for the host when cross compiling")

# A program of another version would write code that this runtime refuses when it is compiled. It is
# asked once, and again when it has changed.
function(_orm_check_version program)
  get_target_property(abi orm::runtime ORM_RUNTIME_ABI)
  get_target_property(oldest orm::runtime ORM_RUNTIME_OLDEST_ABI)
  file(TIMESTAMP "${program}" time)
  if("${ORMGEN_CHECKED}" STREQUAL "${program} ${time} ${oldest} ${abi}")
    return()
  endif()
  execute_process(COMMAND "${program}" version --json
    OUTPUT_VARIABLE facts ERROR_VARIABLE facts RESULT_VARIABLE result)
  string(JSON first ERROR_VARIABLE first_error GET "${facts}" runtime_abi first)
  string(JSON last ERROR_VARIABLE last_error GET "${facts}" runtime_abi last)
  if(NOT result EQUAL 0 OR first_error OR last_error)
    message(FATAL_ERROR "`${program} version --json` does not answer as ormgen does:\n${facts}")
  elseif(abi LESS first OR oldest GREATER last)
    message(FATAL_ERROR "${program} writes code for runtimes of ABI ${first} to ${last}, and this "
      "one has ABI ${abi}, and runs code from ABI ${oldest} on. Set ORMGEN_EXECUTABLE to the ormgen "
      "of the runtime's version.")
  endif()
  set(ORMGEN_CHECKED "${program} ${time} ${oldest} ${abi}" CACHE INTERNAL "")
endfunction()

# What to run, and what the result depends on; both empty where there is no program. CMake builds a
# target that a command runs, but runs the command again only where the target is a dependency, too.
function(_orm_find_ormgen out_command out_depends)
  set(file "")
  if(ORMGEN_EXECUTABLE)
    if(NOT EXISTS "${ORMGEN_EXECUTABLE}")
      message(FATAL_ERROR "ORMGEN_EXECUTABLE names no file: ${ORMGEN_EXECUTABLE}")
    endif()
    set(file "${ORMGEN_EXECUTABLE}")
  elseif(TARGET orm::ormgen AND NOT CMAKE_CROSSCOMPILING)
    set(${out_command} orm::ormgen PARENT_SCOPE)
    set(${out_depends} orm::ormgen PARENT_SCOPE)
    return()
  else()
    if(ORM_HOST_PATH)
      find_program(ORM_HOST_ORMGEN ormgen PATHS "${ORM_HOST_PATH}/bin"
        NO_DEFAULT_PATH NO_CMAKE_FIND_ROOT_PATH)
    endif()
    find_program(ORM_HOST_ORMGEN ormgen NO_CMAKE_FIND_ROOT_PATH)
    if(ORM_HOST_ORMGEN)
      set(file "${ORM_HOST_ORMGEN}")
    endif()
  endif()
  if(file)
    _orm_check_version("${file}")
  endif()
  set(${out_command} "${file}" PARENT_SCOPE)
  set(${out_depends} "${file}" PARENT_SCOPE)
endfunction()
