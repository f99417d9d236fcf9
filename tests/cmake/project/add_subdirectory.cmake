add_subdirectory("${ORM_SOURCE}" orm)
