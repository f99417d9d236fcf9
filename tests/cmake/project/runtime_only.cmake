find_package(orm 0.1 REQUIRED)
