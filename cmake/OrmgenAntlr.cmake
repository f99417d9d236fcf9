# ANTLR for the generator: finds a tool and a C++ runtime that fit together and makes a static
# library out of a grammar. Nothing but generator/parse sees the result.
#
#   ORMGEN_ANTLR_JAR     complete ANTLR jar, run with Java; empty: the `antlr4` command
#   antlr4-runtime_DIR   folder of the C++ runtime's package configuration

set(ORMGEN_ANTLR_JAR "" CACHE FILEPATH "ANTLR tool (complete jar), run with Java")

function(ormgen_find_antlr_tool out_command out_version)
  if(ORMGEN_ANTLR_JAR)
    if(NOT EXISTS "${ORMGEN_ANTLR_JAR}")
      message(FATAL_ERROR "ORMGEN_ANTLR_JAR names no file: ${ORMGEN_ANTLR_JAR}")
    endif()
    find_program(ORMGEN_JAVA java REQUIRED)
    set(command "${ORMGEN_JAVA}" -cp "${ORMGEN_ANTLR_JAR}" org.antlr.v4.Tool)
  else()
    find_program(ORMGEN_ANTLR_COMMAND antlr4)
    if(NOT ORMGEN_ANTLR_COMMAND)
      message(FATAL_ERROR "The ANTLR tool is needed to build ormgen. Install `antlr4`, "
        "set ORMGEN_ANTLR_JAR to a complete ANTLR jar, or set ORM_BUILD_TOOLS=OFF.")
    endif()
    set(command "${ORMGEN_ANTLR_COMMAND}")
  endif()
  # Starting Java takes a second, so the answer is kept for the same command.
  if(NOT "${ORMGEN_ANTLR_VERSION_OF}" STREQUAL "${command}")
    execute_process(COMMAND ${command} OUTPUT_VARIABLE text ERROR_VARIABLE text)
    if(NOT text MATCHES "Version ([0-9]+\\.[0-9.]*[0-9])")
      message(FATAL_ERROR "`${command}` does not answer as the ANTLR tool does:\n${text}")
    endif()
    set(ORMGEN_ANTLR_VERSION "${CMAKE_MATCH_1}" CACHE INTERNAL "")
    set(ORMGEN_ANTLR_VERSION_OF "${command}" CACHE INTERNAL "")
  endif()
  set(${out_command} "${command}" PARENT_SCOPE)
  set(${out_version} "${ORMGEN_ANTLR_VERSION}" PARENT_SCOPE)
endfunction()

# The serialised parse tables changed in 4.10: a parser made by an older tool cannot be read by a
# newer runtime, nor the other way round, and the failure would come at run time.
function(ormgen_check_antlr_pair tool_version runtime_version)
  foreach(part tool runtime)
    if(${part}_version VERSION_LESS 4.10)
      set(${part}_format 3)
    else()
      set(${part}_format 4)
    endif()
  endforeach()
  if(NOT tool_format EQUAL runtime_format)
    message(FATAL_ERROR
      "ANTLR tool ${tool_version} (table format ${tool_format}) and C++ runtime "
      "${runtime_version} (table format ${runtime_format}) do not fit together. Set "
      "ORMGEN_ANTLR_JAR and antlr4-runtime_DIR to a pair of one version.")
  endif()
  message(STATUS "ANTLR tool ${tool_version}, runtime ${runtime_version}")
endfunction()

# Makes the static library <target> with <name>Lexer.h and <name>Parser.h of grammar <name>.g4.
function(ormgen_add_parser target grammar)
  find_package(antlr4-runtime CONFIG QUIET)
  if(NOT antlr4-runtime_FOUND)
    message(FATAL_ERROR "The ANTLR C++ runtime is needed to build ormgen. Install "
      "`libantlr4-runtime-dev` or set antlr4-runtime_DIR.")
  endif()
  ormgen_find_antlr_tool(tool tool_version)
  ormgen_check_antlr_pair("${tool_version}" "${antlr4-runtime_VERSION}")

  get_filename_component(name "${grammar}" NAME_WE)
  set(dir "${CMAKE_CURRENT_BINARY_DIR}/${target}")
  set(sources "${dir}/${name}Lexer.cpp" "${dir}/${name}Parser.cpp")
  set(headers "${dir}/${name}Lexer.h" "${dir}/${name}Parser.h")
  add_custom_command(
    OUTPUT ${sources} ${headers}
    COMMAND ${tool} -Dlanguage=Cpp -no-listener -no-visitor -Werror -Xexact-output-dir
      -o "${dir}" "${grammar}"
    DEPENDS "${grammar}"
    COMMENT "Generating the parser of ${name}.g4"
    VERBATIM)

  add_library(${target} STATIC ${sources} ${headers})
  # Generated lexers hold u8 literals in std::string, which C++20 allows without char8_t only.
  target_compile_options(${target} PRIVATE
    $<$<CXX_COMPILER_ID:GNU,Clang,AppleClang>:-fno-char8_t;-w>
    $<$<CXX_COMPILER_ID:MSVC>:/Zc:char8_t->)
  set_target_properties(${target} PROPERTIES
    CXX_EXTENSIONS OFF CXX_SCAN_FOR_MODULES OFF POSITION_INDEPENDENT_CODE ON)
  target_compile_features(${target} PUBLIC cxx_std_20)
  target_include_directories(${target} SYSTEM PUBLIC "${dir}" "${ANTLR4_INCLUDE_DIR}")
  if(TARGET antlr4_static AND NOT MSVC)
    target_link_libraries(${target} PUBLIC antlr4_static)
  else()
    target_link_libraries(${target} PUBLIC antlr4_shared)
  endif()
endfunction()
