# What `describe` and `diagram` print for the schemas of prints/. `cmake --build . --target
# update_golden_prints` rewrites the expectations.

set(printer Python3::Interpreter -B "${CMAKE_CURRENT_LIST_DIR}/prints_test.py")
foreach(check compare facts)
  add_test(NAME golden.prints.${check}
    COMMAND ${printer} ${check} "$<TARGET_FILE:ormgen>" "${PROJECT_SOURCE_DIR}")
  set_tests_properties(golden.prints.${check} PROPERTIES LABELS golden)
endforeach()

add_custom_target(update_golden_prints
  COMMAND ${printer} update "$<TARGET_FILE:ormgen>" "${PROJECT_SOURCE_DIR}"
  VERBATIM)
