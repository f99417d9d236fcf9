# Writes a C++ source that holds every explanation as a string:
#   cmake -D OUT=<file> -D DIR=<folder> -P embed.cmake

file(GLOB files RELATIVE "${DIR}" "${DIR}/*.md")
list(SORT files)
set(source "#include \"explain/explain.h\"\n\nnamespace ormgen {\n")
string(APPEND source "\nstd::string_view page_of(Code code) {\n")
string(APPEND source "  switch (static_cast<int>(code)) {\n")
foreach(file IN LISTS files)
  file(READ "${DIR}/${file}" text)
  string(REGEX REPLACE "\\.md$" "" number "${file}")
  string(APPEND source "    case ${number}:\n      return R\"page(${text})page\";\n")
endforeach()
string(APPEND source "    default:\n      return {};\n  }\n}\n\n}  // namespace ormgen\n")
file(WRITE "${OUT}" "${source}")
