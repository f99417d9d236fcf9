# SQLite::SQLite3 as a static library of the sources in ORM_SQLITE_AMALGAMATION, for all of this
# build: what comparisons of speed with a fast SQLite link. Compiled as https://sqlite.org/compile.html
# recommends, but for what changes how it is called (SQLITE_OMIT_AUTOINIT). It has no mutexes: one
# thread is all that may use it.
enable_language(C)
if(ORM_CCACHE AND NOT DEFINED CMAKE_C_COMPILER_LAUNCHER)
  set(CMAKE_C_COMPILER_LAUNCHER "${ORM_CCACHE}")
endif()
foreach(file sqlite3.c sqlite3.h)
  if(NOT EXISTS "${ORM_SQLITE_AMALGAMATION}/${file}")
    message(FATAL_ERROR "ORM_SQLITE_AMALGAMATION: there is no ${ORM_SQLITE_AMALGAMATION}/${file}; "
      "scripts/sqlite_amalgamation makes it")
  endif()
endforeach()

add_library(orm_sqlite_amalgamation STATIC "${ORM_SQLITE_AMALGAMATION}/sqlite3.c")
target_include_directories(orm_sqlite_amalgamation SYSTEM PUBLIC "${ORM_SQLITE_AMALGAMATION}")
# Whatever the flags of the build are.
target_compile_options(orm_sqlite_amalgamation PRIVATE -O2)
target_compile_definitions(orm_sqlite_amalgamation PRIVATE
  NDEBUG
  HAVE_FDATASYNC=1
  HAVE_USLEEP=1
  SQLITE_DEFAULT_MEMSTATUS=0
  SQLITE_DEFAULT_WAL_SYNCHRONOUS=1
  SQLITE_DQS=0
  SQLITE_LIKE_DOESNT_MATCH_BLOBS
  SQLITE_MAX_EXPR_DEPTH=0
  SQLITE_OMIT_DECLTYPE
  SQLITE_OMIT_DEPRECATED
  SQLITE_OMIT_LOAD_EXTENSION
  SQLITE_OMIT_PROGRESS_CALLBACK
  SQLITE_OMIT_SHARED_CACHE
  SQLITE_THREADSAFE=0
  SQLITE_USE_ALLOCA)

# With these, find_package(SQLite3) finds it.
add_library(SQLite::SQLite3 ALIAS orm_sqlite_amalgamation)
set(SQLite3_INCLUDE_DIR "${ORM_SQLITE_AMALGAMATION}")
set(SQLite3_LIBRARY orm_sqlite_amalgamation)
# A package must not bring another SQLite than that of the system.
set(ORM_INSTALL OFF)
