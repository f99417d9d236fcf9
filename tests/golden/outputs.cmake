# The output of `ormgen generate` for every schema below accept/: what is written is compared with
# the files of accept/<feature>/<case>/, where there are some, and all of it is compiled, formatted
# and counted. `cmake --build . --target update_golden_outputs` rewrites the expectations.

find_package(Python3 REQUIRED COMPONENTS Interpreter)
find_program(ORM_CLANG_FORMAT clang-format-19)
find_program(ORM_OTHER_COMPILER NAMES clang++-19)

set(runner "${CMAKE_CURRENT_LIST_DIR}/outputs_test.py")
set(options --ormgen $<TARGET_FILE:ormgen> --source "${PROJECT_SOURCE_DIR}"
  --work "${CMAKE_CURRENT_BINARY_DIR}/outputs" --compilers "${CMAKE_CXX_COMPILER}"
  "${ORM_OTHER_COMPILER}" --clang-format "${ORM_CLANG_FORMAT}")

file(GLOB schemas CONFIGURE_DEPENDS RELATIVE "${CMAKE_CURRENT_LIST_DIR}/accept"
  "${CMAKE_CURRENT_LIST_DIR}/accept/*/*.orm")
add_test(NAME golden.compiles
  COMMAND Python3::Interpreter -B "${runner}" prepare_headers all ${options})
set_tests_properties(golden.compiles PROPERTIES
  LABELS golden_text TIMEOUT 300 FIXTURES_SETUP golden_headers)
foreach(schema IN LISTS schemas)
  string(REGEX REPLACE "\\.orm$" "" case "${schema}")
  set(checks bytes compiles format budget sql)
  foreach(check IN LISTS checks)
    add_test(NAME golden.${check}.${case}
      COMMAND Python3::Interpreter -B "${runner}" ${check} "${case}" ${options})
    # Those whose work is that of other programs have a label of their own: a sanitizer in ormgen
    # finds in them what it finds in the others.
    set(label golden)
    if(check MATCHES "compiles|format|budget")
      set(label golden_text)
    endif()
    set_tests_properties(golden.${check}.${case} PROPERTIES
      LABELS ${label} SKIP_RETURN_CODE 77 TIMEOUT 300)
    if(check STREQUAL "compiles")
      set_tests_properties(golden.${check}.${case} PROPERTIES FIXTURES_REQUIRED golden_headers)
    endif()
  endforeach()
endforeach()

add_test(NAME golden.whole_budget
  COMMAND Python3::Interpreter -B "${runner}" whole_budget all ${options})
set_tests_properties(golden.whole_budget PROPERTIES LABELS golden TIMEOUT 300)

add_custom_target(update_golden_outputs
  COMMAND Python3::Interpreter -B "${runner}" update all ${options}
  VERBATIM)
