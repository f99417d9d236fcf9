# add_orm_models(<target>
#   SCHEMAS <file>...          the .orm files; what they import is found by ormgen
#   [TYPE STATIC|SHARED|OBJECT]  kind of library to make, unless <target> exists already
#   [BASE_DIR <dir>]           layout root of the schemas; default: the current source folder
#   [OUTPUT_DIR <dir>]         default: <target>.orm in the current binary folder
#   [INCLUDE_PREFIX <path>]    #include "<path>/blog.orm.hpp" instead of "blog.orm.hpp"
#   [IMPORT_DIRS <dir>...]     further folders to look for imported schemas in
#   [OPTIONS <arg>...])        passed on to `ormgen generate`
#
# Compiles the model classes of the schemas into <target>, which links orm::runtime. The target
# <target>_ormgen runs the generator; depend on it to need the headers alone. Install the headers
# with `install(TARGETS <target> FILE_SET orm_headers)`.
#
# The generator is the first of: ORMGEN_EXECUTABLE (cache), the target orm::ormgen when not cross
# compiling, ORM_HOST_PATH/bin (cache), a program called ormgen on the host.

include_guard(GLOBAL)

cmake_policy(PUSH)
cmake_policy(VERSION 3.23)

set(ORMGEN_EXECUTABLE "" CACHE FILEPATH "The ormgen program to run; empty: look for it")
set(ORM_HOST_PATH "" CACHE PATH "Installation prefix of ormgen for the host when cross compiling")

# What to run, and what the result depends on. CMake builds a target that a command runs, but runs
# the command again only where the target is a dependency, too.
function(_orm_find_ormgen out_command out_depends)
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
    set(file "${ORM_HOST_ORMGEN}")
  endif()
  if(NOT file)
    message(FATAL_ERROR "add_orm_models needs the program ormgen. Set ORMGEN_EXECUTABLE to it, "
      "or ORM_HOST_PATH to the folder it is installed in (with bin/ormgen).")
  endif()
  set(${out_command} "${file}" PARENT_SCOPE)
  set(${out_depends} "${file}" PARENT_SCOPE)
endfunction()

function(_orm_reject_unknown target)
  foreach(argument IN LISTS ARGN)
    message(FATAL_ERROR "add_orm_models(${target}): unknown argument `${argument}`. Known are "
      "SCHEMAS, TYPE, BASE_DIR, OUTPUT_DIR, INCLUDE_PREFIX, IMPORT_DIRS and OPTIONS.")
  endforeach()
endfunction()

# A misspelt keyword behind a list would be taken for one of its values.
function(_orm_reject_keywords target)
  foreach(value IN LISTS ARGN)
    if(value MATCHES "^[A-Z][A-Z_]*$" AND NOT EXISTS "${CMAKE_CURRENT_SOURCE_DIR}/${value}")
      _orm_reject_unknown(${target} "${value}")
    endif()
  endforeach()
endfunction()

# Absolute paths of the schemas, and their paths below the base folder without the ending.
function(_orm_resolve_schemas target base out_files out_stems)
  set(files "")
  set(stems "")
  foreach(schema IN LISTS ARGN)
    cmake_path(ABSOLUTE_PATH schema NORMALIZE OUTPUT_VARIABLE file)
    cmake_path(IS_PREFIX base "${file}" NORMALIZE inside)
    if(NOT file MATCHES "\\.orm$")
      message(FATAL_ERROR "add_orm_models(${target}): schema `${schema}` does not end in .orm.")
    elseif(NOT EXISTS "${file}" OR IS_DIRECTORY "${file}")
      message(FATAL_ERROR "add_orm_models(${target}): there is no schema file `${file}`.")
    elseif(NOT inside)
      message(FATAL_ERROR "add_orm_models(${target}): schema `${schema}` is outside of BASE_DIR "
        "`${base}`, so where its output goes is not defined. Set BASE_DIR to a folder above it.")
    elseif(file IN_LIST files)
      message(WARNING "add_orm_models(${target}): schema `${schema}` is listed twice.")
      continue()
    endif()
    cmake_path(RELATIVE_PATH file BASE_DIRECTORY "${base}" OUTPUT_VARIABLE relative)
    cmake_path(REMOVE_EXTENSION relative LAST_ONLY OUTPUT_VARIABLE stem)
    list(APPEND files "${file}")
    list(APPEND stems "${stem}")
  endforeach()
  set(${out_files} "${files}" PARENT_SCOPE)
  set(${out_stems} "${stems}" PARENT_SCOPE)
endfunction()

# One command per target, for a relationship needs both of its sides. Its output is a stamp and
# the files are by-products, since ormgen leaves alone what has not changed; the depfile lists every
# schema it read.
function(_orm_add_command target files products)
  _orm_find_ormgen(ormgen ormgen_file)
  set(stamp "${CMAKE_CURRENT_BINARY_DIR}/CMakeFiles/${target}_ormgen.stamp")
  set(depfile "${CMAKE_CURRENT_BINARY_DIR}/CMakeFiles/${target}_ormgen.d")
  add_custom_command(
    OUTPUT "${stamp}"
    BYPRODUCTS ${products}
    COMMAND ${ormgen} generate ${files} --depfile "${depfile}" --stamp "${stamp}"
      --name "${target}" ${ARGN}
    DEPENDS ${files} ${ormgen_file}
    DEPFILE "${depfile}"
    COMMENT "Generating the models of ${target}"
    VERBATIM)
  add_custom_target(${target}_ormgen DEPENDS "${stamp}")
endfunction()

function(_orm_add_sources target output files sources headers)
  target_sources(${target}
    PRIVATE ${sources} ${files}
    PUBLIC FILE_SET orm_headers TYPE HEADERS BASE_DIRS "${output}" FILES ${headers})
  set_source_files_properties(${sources} ${headers} TARGET_DIRECTORY ${target}
    PROPERTIES GENERATED ON SKIP_LINTING ON SKIP_PRECOMPILE_HEADERS ON
               SKIP_AUTOMOC ON SKIP_AUTOUIC ON)
  set_source_files_properties(${files} TARGET_DIRECTORY ${target}
    PROPERTIES HEADER_FILE_ONLY ON)
  source_group("Schemas" FILES ${files})
endfunction()

function(add_orm_models target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "TYPE;BASE_DIR;OUTPUT_DIR;INCLUDE_PREFIX"
    "SCHEMAS;IMPORT_DIRS;OPTIONS")
  _orm_reject_unknown(${target} ${arg_UNPARSED_ARGUMENTS})
  _orm_reject_keywords(${target} ${arg_SCHEMAS} ${arg_IMPORT_DIRS})
  if(arg_KEYWORDS_MISSING_VALUES)
    message(FATAL_ERROR "add_orm_models(${target}): no value for ${arg_KEYWORDS_MISSING_VALUES}.")
  elseif(NOT arg_SCHEMAS)
    message(FATAL_ERROR "add_orm_models(${target}): SCHEMAS is missing.")
  elseif(NOT TARGET orm::runtime)
    message(FATAL_ERROR "add_orm_models(${target}): there is no target orm::runtime. "
      "Call find_package(ormgen) or find_package(orm) first.")
  endif()

  set(base "${CMAKE_CURRENT_SOURCE_DIR}")
  if(arg_BASE_DIR)
    cmake_path(ABSOLUTE_PATH arg_BASE_DIR NORMALIZE OUTPUT_VARIABLE base)
  endif()
  set(output "${CMAKE_CURRENT_BINARY_DIR}/${target}.orm")
  if(arg_OUTPUT_DIR)
    cmake_path(ABSOLUTE_PATH arg_OUTPUT_DIR BASE_DIRECTORY "${CMAKE_CURRENT_BINARY_DIR}"
      NORMALIZE OUTPUT_VARIABLE output)
  endif()
  set(layout_root "${output}")
  if(arg_INCLUDE_PREFIX)
    cmake_path(APPEND layout_root "${arg_INCLUDE_PREFIX}")
  endif()
  _orm_resolve_schemas(${target} "${base}" files stems ${arg_SCHEMAS})

  set(sources ${stems})
  list(TRANSFORM sources APPEND ".orm.cpp")
  list(APPEND sources "${target}_models.cpp")
  set(headers ${stems})
  list(TRANSFORM headers APPEND ".orm.hpp")
  list(APPEND headers "${target}_models.hpp" "${target}_fwd.hpp")
  list(TRANSFORM sources PREPEND "${layout_root}/")
  list(TRANSFORM headers PREPEND "${layout_root}/")

  set(arguments --base "${base}" --out "${layout_root}")
  foreach(dir IN LISTS arg_IMPORT_DIRS)
    cmake_path(ABSOLUTE_PATH dir NORMALIZE)
    list(APPEND arguments -I "${dir}")
  endforeach()
  if(arg_INCLUDE_PREFIX)
    list(APPEND arguments --include-prefix "${arg_INCLUDE_PREFIX}")
  endif()
  _orm_add_command(${target} "${files}" "${sources};${headers}" ${arguments} ${arg_OPTIONS})

  if(NOT TARGET ${target})
    add_library(${target} ${arg_TYPE})
    set_target_properties(${target} PROPERTIES
      CXX_SCAN_FOR_MODULES OFF AUTOMOC OFF AUTOUIC OFF)
  elseif(arg_TYPE)
    message(FATAL_ERROR "add_orm_models(${target}): TYPE is for a new target; this one exists.")
  endif()
  _orm_add_sources(${target} "${output}" "${files}" "${sources}" "${headers}")
  target_link_libraries(${target} PUBLIC orm::runtime)
  target_compile_features(${target} PUBLIC cxx_std_20)
  add_dependencies(${target} ${target}_ormgen)
endfunction()

cmake_policy(POP)
