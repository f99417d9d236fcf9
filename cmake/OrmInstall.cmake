# Two packages from one installation: `orm` is the runtime with add_orm_models, `ormgen` adds the
# tool and brings `orm` along.

include(CMakePackageConfigHelpers)
include(GNUInstallDirs)

set(orm_config_dir "${CMAKE_INSTALL_LIBDIR}/cmake/orm")
set(ormgen_config_dir "${CMAKE_INSTALL_LIBDIR}/cmake/ormgen")

function(orm_install_package name config_dir)
  configure_package_config_file("${CMAKE_CURRENT_FUNCTION_LIST_DIR}/${name}-config.cmake.in"
    "${PROJECT_BINARY_DIR}/${name}-config.cmake" INSTALL_DESTINATION "${config_dir}")
  write_basic_package_version_file("${PROJECT_BINARY_DIR}/${name}-config-version.cmake"
    COMPATIBILITY SameMinorVersion)
  install(
    FILES
      "${PROJECT_BINARY_DIR}/${name}-config.cmake"
      "${PROJECT_BINARY_DIR}/${name}-config-version.cmake"
    DESTINATION "${config_dir}" COMPONENT ${name})
  install(EXPORT ${name} NAMESPACE orm:: FILE ${name}-targets.cmake
    DESTINATION "${config_dir}" COMPONENT ${name})
endfunction()

install(TARGETS orm_runtime EXPORT orm COMPONENT orm)
install(DIRECTORY "${PROJECT_SOURCE_DIR}/runtime/include/"
  DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}" COMPONENT orm)
install(
  FILES
    "${CMAKE_CURRENT_LIST_DIR}/AddOrmModels.cmake"
    "${CMAKE_CURRENT_LIST_DIR}/OrmFindOrmgen.cmake"
    "${CMAKE_CURRENT_LIST_DIR}/OrmSchemaTargets.cmake"
  DESTINATION "${orm_config_dir}" COMPONENT orm)
orm_install_package(orm "${orm_config_dir}")

if(TARGET ormgen)
  install(TARGETS ormgen EXPORT ormgen COMPONENT ormgen)
  orm_install_package(ormgen "${ormgen_config_dir}")
endif()
