include(FetchContent)
FetchContent_Declare(ormgen SOURCE_DIR "${ORM_SOURCE}")
FetchContent_MakeAvailable(ormgen)
