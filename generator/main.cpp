#include "driver/driver.h"

int main(int argc, char** argv) { return ormgen::run({argv, argv + argc}); }
