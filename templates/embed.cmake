# Writes a C++ source that holds every template as a string:
#   cmake -D OUT=<file> -D DIR=<folder> -P embed.cmake
# `entity.hpp.tmpl` becomes `ormgen::emitting::templates::entity_hpp`.

file(GLOB files RELATIVE "${DIR}" "${DIR}/*.tmpl")
list(SORT files)
set(source "#include \"emit/templates.h\"\n\nnamespace ormgen::emitting::templates {\n")
foreach(file IN LISTS files)
  file(READ "${DIR}/${file}" text)
  string(REGEX REPLACE "\\.tmpl$" "" name "${file}")
  string(REPLACE "." "_" name "${name}")
  string(APPEND source "\nconst std::string_view ${name} = R\"tmpl(${text})tmpl\";\n")
endforeach()
string(APPEND source "\n}  // namespace ormgen::emitting::templates\n")
file(WRITE "${OUT}" "${source}")
