// A file that passes objects on, and needs neither sessions nor queries.
#include "bench.orm.hpp"

std::size_t length(const bench_models::User& user) { return user.name().size(); }
