find_package(orm 0.1 REQUIRED)

# A tool that is built with the project, and hands on to the one that is installed.
add_executable(wrapped wrapped_tool.cpp)
target_compile_definitions(wrapped PRIVATE INSTALLED_ORMGEN="${INSTALLED_ORMGEN}")
add_executable(orm::ormgen ALIAS wrapped)
