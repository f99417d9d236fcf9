# Targets that look at the schemas of add_orm_models and make no classes of them.

include_guard(GLOBAL)

# The nearest ormgen.toml in a folder and those around it, or nothing. ormgen looks for it from the
# folder it runs in, which of a build need not be below the sources.
function(_orm_config out folder)
  set(${out} "" PARENT_SCOPE)
  while(TRUE)
    if(EXISTS "${folder}/ormgen.toml")
      set(${out} "${folder}/ormgen.toml" PARENT_SCOPE)
      return()
    endif()
    cmake_path(GET folder PARENT_PATH parent)
    if(parent STREQUAL folder)
      return()
    endif()
    set(folder "${parent}")
  endwhile()
endfunction()

# A target that stands for those of all add_orm_models.
function(_orm_join group target)
  if(NOT TARGET ${group})
    add_custom_target(${group})
  endif()
  add_dependencies(${group} ${target})
endfunction()

# A target that formats the schemas; without ormgen there is none.
function(_orm_format target)
  _orm_find_ormgen(ormgen ormgen_file)
  if(ormgen)
    add_custom_target(${target}_ormgen_fmt
      COMMAND ${ormgen} fmt ${ARGN}
      COMMENT "Formatting the schemas of ${target}"
      VERBATIM)
    _orm_join(ormgen_fmt ${target}_ormgen_fmt)
  endif()
endfunction()

# The same for lints. `out` becomes what the build runs, which is nothing where LINT is off.
function(_orm_lint out target mode base config files)
  set(${out} "" PARENT_SCOPE)
  _orm_find_ormgen(ormgen ormgen_file)
  if(NOT ormgen)
    return()
  endif()
  set(command COMMAND ${ormgen} lint ${files} --base "${base}")
  foreach(dir IN LISTS ARGN)
    cmake_path(ABSOLUTE_PATH dir NORMALIZE)
    list(APPEND command -I "${dir}")
  endforeach()
  if(config)
    list(APPEND command --config "${config}")
  endif()
  if(mode STREQUAL "ERROR")
    list(APPEND command --deny all)
  endif()
  add_custom_target(${target}_ormgen_lint ${command}
    COMMENT "Linting the schemas of ${target}"
    VERBATIM)
  _orm_join(ormgen_lint ${target}_ormgen_lint)
  if(mode MATCHES "^(WARN|ERROR)$")
    set(${out} "${command}" PARENT_SCOPE)
  endif()
endfunction()
