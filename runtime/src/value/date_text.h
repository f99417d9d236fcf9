// Dates and times as text.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "orm/date_time.h"

namespace orm {

/// The years that the text has room for, and that SQLite's own functions know.
inline constexpr int first_year = 0;
inline constexpr int last_year = 9999;

/// True for what can be written and read again.
bool is_storable(const Date& date);
bool is_storable(const Time& time);
bool is_storable(const DateTime& moment);

// Write to `out`, which has room for 40 characters, and return how many there are.
std::size_t write_date(const Date& date, char* out);
std::size_t write_time(const Time& time, char* out);
std::size_t write_date_time(const DateTime& moment, char* out);

// Nothing for a text that is none.
std::optional<Date> find_date(std::string_view text);
std::optional<Time> find_time(std::string_view text);
std::optional<DateTime> find_date_time(std::string_view text);

}  // namespace orm
