# Settings for this project's own targets. What belongs to the whole build (output folder, build
# type, compiler cache) is set only when this project is the top level.

if(PROJECT_IS_TOP_LEVEL)
  set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")
  if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
    set(CMAKE_BUILD_TYPE Release CACHE STRING "Build type" FORCE)
  endif()
  find_program(ORM_CCACHE ccache)
  if(ORM_CCACHE AND NOT DEFINED CMAKE_CXX_COMPILER_LAUNCHER)
    # What it needs to know a precompiled header again.
    set(CMAKE_CXX_COMPILER_LAUNCHER
      "${CMAKE_COMMAND}" -E env CCACHE_SLOPPINESS=pch_defines,time_macros "${ORM_CCACHE}")
  endif()
endif()

add_library(orm_warnings INTERFACE)
target_compile_options(orm_warnings INTERFACE
  $<$<CXX_COMPILER_ID:GNU,Clang,AppleClang>:-Wall;-Wextra;-Wpedantic;-Wconversion;-Wshadow>
  # GCC 12 sees an overlap in `"text" + std::string` that is not there (GCC bug 105651).
  $<$<AND:$<CXX_COMPILER_ID:GNU>,$<VERSION_LESS:$<CXX_COMPILER_VERSION>,13>>:-Wno-restrict>
  $<$<CXX_COMPILER_ID:MSVC>:/W4>)
if(ORM_WARNINGS_AS_ERRORS)
  target_compile_options(orm_warnings INTERFACE
    $<$<CXX_COMPILER_ID:GNU,Clang,AppleClang>:-Werror>)
endif()

# Most of the time of a source is reading the library, so several are read at once: the whole takes
# half of the time. What has no name outside of its file is therefore unique in its namespace.
# scripts/deep reads each source by itself; a change to one is compiled sooner with this off.
option(ORM_UNITE_SOURCES "Compile several sources at once" ON)
# Builds that write the same files have the same sources for a compiler cache. Those of CMake's own
# UNITY_BUILD stand at another path in each.
set(ORM_UNITED_DIR "${PROJECT_BINARY_DIR}/united" CACHE PATH "Where sources that include others are")
mark_as_advanced(ORM_UNITE_SOURCES ORM_UNITED_DIR)

# When all of its sources are known.
function(orm_unite_sources target)
  if(ORM_UNITE_SOURCES)
    # What is deferred is read then, and the name is known now.
    cmake_language(EVAL CODE "cmake_language(DEFER CALL orm_write_united ${target})")
  endif()
endfunction()

function(orm_write_united target)
  get_target_property(sources ${target} SOURCES)
  list(FILTER sources INCLUDE REGEX "\\.cpp$")
  set(together 10)
  list(LENGTH sources count)
  foreach(first RANGE 0 ${count} ${together})
    if(first EQUAL count)
      break()
    endif()
    list(SUBLIST sources ${first} ${together} group)
    set(includes "")
    foreach(source IN LISTS group)
      cmake_path(ABSOLUTE_PATH source NORMALIZE)
      string(APPEND includes "#include \"${source}\"\n")
    endforeach()
    set(united "${ORM_UNITED_DIR}/${target}_${first}.cpp")
    file(CONFIGURE OUTPUT "${united}" CONTENT "${includes}" @ONLY)
    set_source_files_properties(${group} PROPERTIES HEADER_FILE_ONLY ON)
    target_sources(${target} PRIVATE "${united}")
  endforeach()
endfunction()

# The language level and warnings every target of ours is compiled with.
function(orm_own_target target)
  target_compile_features(${target} PUBLIC cxx_std_20)
  set_target_properties(${target} PROPERTIES
    CXX_EXTENSIONS OFF CXX_SCAN_FOR_MODULES OFF POSITION_INDEPENDENT_CODE ON)
  target_link_libraries(${target} PRIVATE $<BUILD_INTERFACE:orm_warnings>)
endfunction()
