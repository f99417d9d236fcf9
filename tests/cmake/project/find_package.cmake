find_package(ormgen 0.1 REQUIRED)
