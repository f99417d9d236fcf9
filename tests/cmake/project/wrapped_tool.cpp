#include <unistd.h>

int main(int, char** arguments) { return execv(INSTALLED_ORMGEN, arguments); }
