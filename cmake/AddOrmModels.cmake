# add_orm_models(<target>
#   SCHEMAS <file>...          the .orm files; what they import is found by ormgen
#   [TYPE STATIC|SHARED|OBJECT]  kind of library to make, unless <target> exists already
#   [BASE_DIR <dir>]           layout root of the schemas; default: the current source folder
#   [OUTPUT_DIR <dir>]         default: <target>.orm in the current binary folder
#   [INCLUDE_PREFIX <path>]    #include "<path>/blog.orm.hpp" instead of "blog.orm.hpp"
#   [IMPORT_DIRS <dir>...]     further folders to look for imported schemas in
#   [LINK_MODELS <target>...]  targets of add_orm_models whose schemas are imported here
#   [NAMESPACE <a::b>]         C++ namespace around those of the schemas
#   [EXPORT_MACRO <macro>[:<header>]]  marks what a shared library exports, as GenerateExportHeader
#                              makes it; the header is included where it is given
#   [CHECKED_IN]               OUTPUT_DIR, which has to be given, is a folder of the source tree
#   [DIALECTS sqlite]          this version has no others
#   [LINT OFF|WARN|ERROR]      `ormgen lint` with each generation: not at all, which is the default,
#                              as warnings, or as errors; with CHECKED_IN it is part of the check
#   [OPTIONS <arg>...]         passed on to `ormgen generate`
#   [FOLDER <name>]            where an IDE shows the targets
#   [OUT_HEADERS <var>] [OUT_SOURCES <var>])  the generated files, as lists
#
# Compiles the model classes of the schemas into <target>, which links orm::runtime. Install the
# headers with `install(TARGETS <target> FILE_SET orm_headers)`.
#
# At build time the target <target>_ormgen runs the generator; depend on it to need the headers
# alone. With CHECKED_IN the files of OUTPUT_DIR are compiled as they are, and the build needs no
# ormgen. Where there is one, `<target>_ormgen_update` writes the files, and `<target>_ormgen_check`
# and the CTest test `ormgen.<target>` (label `ormgen`) fail with a diff when they are not what the
# schemas say. `ormgen_generate`, `ormgen_update` and `ormgen_check` do it for all targets;
# `ormgen_fmt` lays out the schemas of all targets, and `ormgen_lint` lints them, whatever LINT says.
#
# Each schema needs one target that makes its classes. A schema that is imported and listed nowhere
# is made by the target that imports it; if two targets of one program did so, its classes would be
# defined twice. Give such a schema a target of its own, and name that in LINK_MODELS of the others:
# they then look for imports below its BASE_DIR, link it, include its headers, and make nothing of
# what it has made.
#
# The nearest ormgen.toml in BASE_DIR and the folders around it holds for all of this.
#
# The generator is looked for as OrmFindOrmgen.cmake says.

include_guard(GLOBAL)

cmake_policy(PUSH)
cmake_policy(VERSION 3.23)

include("${CMAKE_CURRENT_LIST_DIR}/OrmFindOrmgen.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/OrmSchemaTargets.cmake")

function(_orm_reject_unknown target)
  foreach(argument IN LISTS ARGN)
    message(FATAL_ERROR "add_orm_models(${target}): unknown argument `${argument}`. Known are "
      "SCHEMAS, TYPE, BASE_DIR, OUTPUT_DIR, INCLUDE_PREFIX, IMPORT_DIRS, LINK_MODELS, NAMESPACE, "
      "EXPORT_MACRO, CHECKED_IN, DIALECTS, LINT, OPTIONS, FOLDER, OUT_HEADERS and OUT_SOURCES.")
  endforeach()
endfunction()

# A misspelt keyword behind a list would be taken for one of its values.
function(_orm_reject_keywords target)
  foreach(value IN LISTS ARGN)
    if(value MATCHES "^[A-Z][A-Z_]*$" AND NOT EXISTS "${CMAKE_CURRENT_SOURCE_DIR}/${value}"
       AND NOT TARGET ${value})
      _orm_reject_unknown(${target} "${value}")
    endif()
  endforeach()
endfunction()

# Stops at values that have no meaning, or none yet.
function(_orm_reject_values target lint)
  if(lint AND NOT lint MATCHES "^(OFF|WARN|ERROR)$")
    message(FATAL_ERROR "add_orm_models(${target}): LINT ${lint}: it is OFF, WARN or ERROR.")
  endif()
  foreach(dialect IN LISTS ARGN)
    if(NOT dialect STREQUAL "sqlite")
      message(FATAL_ERROR "add_orm_models(${target}): DIALECTS ${dialect}: this version of ormgen "
        "knows sqlite only.")
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

# The folder that generated files go to. The manifest of one target must not list, and so remove,
# what another has made: each has a folder of its own.
function(_orm_output_folder target given is_checked_in prefix out_output out_root)
  set(output "${CMAKE_CURRENT_BINARY_DIR}/${target}.orm")
  if(is_checked_in)
    if(NOT given)
      message(FATAL_ERROR "add_orm_models(${target}): CHECKED_IN needs OUTPUT_DIR, the folder of "
        "the source tree that holds the generated files.")
    endif()
    cmake_path(ABSOLUTE_PATH given NORMALIZE OUTPUT_VARIABLE output)
  elseif(given)
    cmake_path(ABSOLUTE_PATH given BASE_DIRECTORY "${CMAKE_CURRENT_BINARY_DIR}"
      NORMALIZE OUTPUT_VARIABLE output)
  endif()
  set(root "${output}")
  if(prefix)
    cmake_path(APPEND root "${prefix}")
  endif()
  get_property(owner GLOBAL PROPERTY "ORM_OUTPUT_OF_${root}")
  if(owner)
    message(FATAL_ERROR "add_orm_models(${target}): the files of `${owner}` go to `${root}`, too. "
      "Give each target an OUTPUT_DIR of its own.")
  endif()
  set_property(GLOBAL PROPERTY "ORM_OUTPUT_OF_${root}" ${target})
  set(${out_output} "${output}" PARENT_SCOPE)
  set(${out_root} "${root}" PARENT_SCOPE)
endfunction()

# The targets of LINK_MODELS and those behind them, the arguments that tell ormgen of them, and what
# their classes depend on.
function(_orm_link_models target out_models out_arguments out_depends)
  set(models "")
  foreach(model IN LISTS ARGN)
    if(TARGET ${model})
      get_target_property(manifest ${model} ORM_MANIFEST)
    endif()
    if(NOT TARGET ${model} OR NOT manifest)
      message(FATAL_ERROR "add_orm_models(${target}): LINK_MODELS takes targets that "
        "add_orm_models has made before; `${model}` is none.")
    endif()
    get_target_property(behind ${model} ORM_LINK_MODELS)
    list(APPEND models ${model} ${behind})
  endforeach()
  list(REMOVE_DUPLICATES models)
  set(arguments "")
  set(depends "")
  foreach(model IN LISTS models)
    get_target_property(base ${model} ORM_BASE_DIR)
    get_target_property(manifest ${model} ORM_MANIFEST)
    list(APPEND arguments -I "${base}" --linked "${base}" "${manifest}")
    list(APPEND depends "${manifest}")
    # One that is checked in has no such target.
    if(TARGET ${model}_ormgen)
      list(APPEND depends ${model}_ormgen)
    endif()
  endforeach()
  set(${out_models} "${models}" PARENT_SCOPE)
  set(${out_arguments} "${arguments}" PARENT_SCOPE)
  set(${out_depends} "${depends}" PARENT_SCOPE)
endfunction()

# One command per target, for a relationship needs both of its sides. Its output is a stamp and
# the files are by-products, since ormgen leaves alone what has not changed; the depfile lists every
# schema it read.
function(_orm_generate target files products depends lint)
  _orm_find_ormgen(ormgen ormgen_file)
  if(NOT ormgen)
    message(FATAL_ERROR "add_orm_models needs the program ormgen. Set ORMGEN_EXECUTABLE to it, "
      "or ORM_HOST_PATH to the folder it is installed in (with bin/ormgen).")
  endif()
  set(stamp "${CMAKE_CURRENT_BINARY_DIR}/CMakeFiles/${target}_ormgen.stamp")
  set(depfile "${CMAKE_CURRENT_BINARY_DIR}/CMakeFiles/${target}_ormgen.d")
  add_custom_command(
    OUTPUT "${stamp}"
    BYPRODUCTS ${products}
    ${lint}
    COMMAND ${ormgen} generate ${files} --depfile "${depfile}" --stamp "${stamp}" ${ARGN}
    DEPENDS ${files} ${depends} ${ormgen_file}
    DEPFILE "${depfile}"
    COMMENT "Generating the models of ${target}"
    VERBATIM)
  add_custom_target(${target}_ormgen DEPENDS "${stamp}")
  _orm_join(ormgen_generate ${target}_ormgen)
  # What the build itself keeps right passes.
  _orm_join(ormgen_check ${target}_ormgen)
endfunction()

# Files that are there already: the build leaves them alone, and who has ormgen can check them.
function(_orm_check_in target files products depends lint)
  set(missing "")
  foreach(file IN LISTS products)
    if(NOT EXISTS "${file}")
      list(APPEND missing "${file}")
    endif()
  endforeach()
  list(JOIN missing ", " missing)
  _orm_find_ormgen(ormgen ormgen_file)
  if(NOT ormgen)
    if(missing)
      message(FATAL_ERROR "add_orm_models(${target}): checked-in files are missing, and so is "
        "ormgen to generate them: ${missing}")
    endif()
    message(STATUS "add_orm_models(${target}): without ormgen the checked-in files of ${target} "
      "are not checked")
    return()
  endif()
  if(missing)
    message(WARNING "add_orm_models(${target}): checked-in files are missing; build the target "
      "ormgen_update to write them: ${missing}")
    set_source_files_properties(${products} PROPERTIES GENERATED ON)
  endif()
  add_custom_target(${target}_ormgen_update
    COMMAND ${ormgen} generate ${files} ${ARGN}
    COMMENT "Generating the checked-in models of ${target}"
    VERBATIM)
  add_custom_target(${target}_ormgen_check
    ${lint}
    COMMAND ${ormgen} generate ${files} --diff ${ARGN}
    COMMENT "Checking the generated files of ${target}"
    VERBATIM)
  foreach(action update check)
    foreach(depend IN LISTS depends)
      if(TARGET ${depend})
        add_dependencies(${target}_ormgen_${action} ${depend})
      endif()
    endforeach()
    _orm_join(ormgen_${action} ${target}_ormgen_${action})
  endforeach()
  if(TARGET ${ormgen})
    set(ormgen "$<TARGET_FILE:${ormgen}>")
  endif()
  add_test(NAME ormgen.${target} COMMAND "${ormgen}" generate ${files} --diff ${ARGN})
  set_tests_properties(ormgen.${target} PROPERTIES LABELS ormgen)
endfunction()

function(_orm_add_sources target output files sources headers is_generated)
  target_sources(${target}
    PRIVATE ${sources} ${files}
    PUBLIC FILE_SET orm_headers TYPE HEADERS BASE_DIRS "${output}" FILES ${headers})
  set_source_files_properties(${sources} ${headers} TARGET_DIRECTORY ${target}
    PROPERTIES SKIP_LINTING ON SKIP_PRECOMPILE_HEADERS ON SKIP_AUTOMOC ON SKIP_AUTOUIC ON)
  if(is_generated)
    set_source_files_properties(${sources} ${headers} TARGET_DIRECTORY ${target}
      PROPERTIES GENERATED ON)
  endif()
  set_source_files_properties(${files} TARGET_DIRECTORY ${target}
    PROPERTIES HEADER_FILE_ONLY ON)
  source_group("Schemas" FILES ${files})
endfunction()

# The arguments of `ormgen generate` that are the same whether it writes or checks.
function(_orm_arguments out target base root prefix name_space export_macro)
  set(arguments --name "${target}" --base "${base}" --out "${root}"
    --manifest "${root}/${target}_models.manifest")
  if(prefix)
    list(APPEND arguments --include-prefix "${prefix}")
  endif()
  if(name_space)
    list(APPEND arguments --namespace "${name_space}")
  endif()
  if(export_macro)
    list(APPEND arguments --export-macro "${export_macro}")
  endif()
  foreach(dir IN LISTS ARGN)
    cmake_path(ABSOLUTE_PATH dir NORMALIZE)
    list(APPEND arguments -I "${dir}")
  endforeach()
  set(${out} "${arguments}" PARENT_SCOPE)
endfunction()

# Makes the target unless it exists.
function(_orm_prepare_target target type folder)
  if(NOT TARGET ${target})
    add_library(${target} ${type})
    set_target_properties(${target} PROPERTIES
      CXX_SCAN_FOR_MODULES OFF AUTOMOC OFF AUTOUIC OFF)
  elseif(type)
    message(FATAL_ERROR "add_orm_models(${target}): TYPE is for a new target; this one exists.")
  endif()
  foreach(each ${target} ${target}_ormgen ${target}_ormgen_update ${target}_ormgen_check
          ${target}_ormgen_fmt ${target}_ormgen_lint)
    if(folder AND TARGET ${each})
      set_target_properties(${each} PROPERTIES FOLDER "${folder}")
    endif()
  endforeach()
  target_link_libraries(${target} PUBLIC orm::runtime ${ARGN})
  target_compile_features(${target} PUBLIC cxx_std_20)
  if(TARGET ${target}_ormgen)
    add_dependencies(${target} ${target}_ormgen)
  endif()
endfunction()

function(add_orm_models target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "CHECKED_IN" "TYPE;BASE_DIR;OUTPUT_DIR;INCLUDE_PREFIX;\
NAMESPACE;EXPORT_MACRO;LINT;FOLDER;OUT_HEADERS;OUT_SOURCES"
    "SCHEMAS;IMPORT_DIRS;LINK_MODELS;DIALECTS;OPTIONS")
  _orm_reject_unknown(${target} ${arg_UNPARSED_ARGUMENTS})
  _orm_reject_keywords(${target} ${arg_SCHEMAS} ${arg_IMPORT_DIRS} ${arg_LINK_MODELS})
  if(arg_KEYWORDS_MISSING_VALUES)
    message(FATAL_ERROR "add_orm_models(${target}): no value for ${arg_KEYWORDS_MISSING_VALUES}.")
  elseif(NOT arg_SCHEMAS)
    message(FATAL_ERROR "add_orm_models(${target}): SCHEMAS is missing.")
  elseif(NOT TARGET orm::runtime)
    message(FATAL_ERROR "add_orm_models(${target}): there is no target orm::runtime. "
      "Call find_package(ormgen) or find_package(orm) first.")
  endif()
  _orm_reject_values(${target} "${arg_LINT}" ${arg_DIALECTS})

  set(base "${CMAKE_CURRENT_SOURCE_DIR}")
  if(arg_BASE_DIR)
    cmake_path(ABSOLUTE_PATH arg_BASE_DIR NORMALIZE OUTPUT_VARIABLE base)
  endif()
  _orm_resolve_schemas(${target} "${base}" files stems ${arg_SCHEMAS})
  _orm_output_folder(${target} "${arg_OUTPUT_DIR}" ${arg_CHECKED_IN} "${arg_INCLUDE_PREFIX}"
    output root)
  list(TRANSFORM stems APPEND ".orm.cpp" OUTPUT_VARIABLE sources)
  list(APPEND sources "${target}_models.cpp")
  list(TRANSFORM stems APPEND ".orm.hpp" OUTPUT_VARIABLE headers)
  list(APPEND headers "${target}_models.hpp" "${target}_fwd.hpp")
  list(TRANSFORM sources PREPEND "${root}/")
  list(TRANSFORM headers PREPEND "${root}/")

  set(manifest "${root}/${target}_models.manifest")
  _orm_link_models(${target} models linked depends ${arg_LINK_MODELS})
  _orm_arguments(arguments ${target} "${base}" "${root}" "${arg_INCLUDE_PREFIX}"
    "${arg_NAMESPACE}" "${arg_EXPORT_MACRO}" ${arg_IMPORT_DIRS})
  _orm_config(config "${base}")
  if(config)
    list(APPEND arguments --config "${config}")
    list(APPEND depends "${config}")
  endif()
  set(products "${sources};${headers};${manifest}")
  list(APPEND arguments ${linked} ${arg_OPTIONS})
  set(is_generated ON)
  set(linked_bases "")
  foreach(model IN LISTS models)
    get_target_property(linked_base ${model} ORM_BASE_DIR)
    list(APPEND linked_bases "${linked_base}")
  endforeach()
  _orm_lint(lint ${target} "${arg_LINT}" "${base}" "${config}" "${files}" ${arg_IMPORT_DIRS} ${linked_bases})
  if(arg_CHECKED_IN)
    _orm_check_in(${target} "${files}" "${products}" "${depends}" "${lint}" ${arguments})
    set(is_generated OFF)
  else()
    _orm_generate(${target} "${files}" "${products}" "${depends}" "${lint}" ${arguments})
  endif()
  _orm_format(${target} ${files})

  _orm_prepare_target(${target} "${arg_TYPE}" "${arg_FOLDER}" ${arg_LINK_MODELS})
  _orm_add_sources(${target} "${output}" "${files}" "${sources}" "${headers}" ${is_generated})
  set_target_properties(${target} PROPERTIES
    ORM_BASE_DIR "${base}" ORM_MANIFEST "${manifest}" ORM_LINK_MODELS "${models}")
  foreach(list HEADERS SOURCES)
    if(arg_OUT_${list})
      string(TOLOWER "${list}" files_of)
      set(${arg_OUT_${list}} "${${files_of}}" PARENT_SCOPE)
    endif()
  endforeach()
endfunction()

cmake_policy(POP)
