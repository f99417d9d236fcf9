find_package(nlohmann_json REQUIRED)
orm_add_test(generator_front_end_test
  SOURCES
    ast/print_test.cpp
    diagnostics/did_you_mean_test.cpp
    diagnostics/render_formats_test.cpp
    diagnostics/render_test.cpp
    diagnostics/sink_test.cpp
    parse/clauses_test.cpp
    parse/grammar_examples_test.cpp
    parse/parse_test.cpp
    parse/recovery_test.cpp
    source/source_file_test.cpp
    source/source_set_test.cpp
    source/utf8_test.cpp
  LIBRARIES ormgen_core nlohmann_json::nlohmann_json
  LABEL unit)
target_include_directories(generator_front_end_test PRIVATE "${CMAKE_CURRENT_SOURCE_DIR}")
