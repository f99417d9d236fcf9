// What all programs of the speed comparison share: the rows, the tables, what is measured, and how
// it is printed. The numbers are those of ../shared/bench, so that its programs come to the same
// results.
//
//   W1m, W1f  insert all users with their posts: into memory, into a file
//   W2        read 100,000 users by key, in random order
//   W2hit     the same when all of them are in memory already
//   W3        read all posts
//   W4        the posts of 1,000 users, one user at a time
//   W5        all users with their posts, by a join
//   W6        the same by lists of keys
//   W7        all students with their courses
//   W8        20,000 times the first user of a name; W8prepared by a prepared query
//   W9        change the title of every post
//   W10       delete every post
//   graph     the flush alone of users with posts and profiles, and of students with courses
//
// Each user's posts follow one another, but in W4s, W5s and W6s: the same as W4, W5 and W6, with a
// random user for each post.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

struct sqlite3;

namespace workloads {

constexpr int posts_per_user = 10;
constexpr int course_count = 200;
constexpr int courses_per_student = 8;

struct UserRow {
  std::int64_t id = 0;
  std::string name;
  std::optional<std::string> email;
  std::int64_t age = 0;
  double score = 0;
};

struct PostRow {
  std::int64_t id = 0;
  std::string title;
  std::string body;
  std::int64_t user_id = 0;
};

/// The same values in every run and on every machine. Ids count from 1, in the order of the rows.
struct Data {
  std::vector<UserRow> users;
  /// Those of the first user, then those of the next one.
  std::vector<PostRow> posts;
  /// One for each user.
  std::vector<std::string> biographies;
  std::vector<std::string> students;
  std::vector<std::string> courses;
  /// Pairs of a student's and a course's id.
  std::vector<std::pair<std::int64_t, std::int64_t>> enrolments;
  /// Users of W2, and of W4.
  std::vector<std::int64_t> looked_up;
  std::vector<std::int64_t> visited;
  /// Names of W8.
  std::vector<std::string> searched;
};

/// How many users there are, and students: 10,000 unless it is called before the data is made.
void set_user_count(int count);
const Data& data();
/// One for each post, of W9.
const std::vector<std::string>& new_titles();
/// The user of each post of W4s, W5s and W6s.
const std::vector<std::int64_t>& scattered_users();

// Tables. All that takes a handle ends the program where SQLite reports an error.

void execute(sqlite3* database, const char* sql);
void create_tables(sqlite3* database);
void fill_tables(sqlite3* database);
/// Users and scattered posts only.
void fill_scattered(sqlite3* database);
/// A file with filled tables.
void make_tables(const std::string& path);
/// The same with lists of the data: for programs in other languages.
void make_database(const std::string& path);
/// Makes a database in memory what the file is.
void copy_tables(const std::string& from, sqlite3* to);
/// Deletes the file and what SQLite keeps beside it.
void remove_database(const std::string& path);

/// From now on, last_opened knows which connections this process opens.
void watch_connections();
/// The newest of them, through whichever library it was opened.
sqlite3* last_opened();

// What W1, graph, W9 and W10 left behind, as one number.

std::uint64_t inserted_sum(sqlite3* database);
std::uint64_t graph_sum(sqlite3* database);
std::uint64_t titles_sum(sqlite3* database);
std::uint64_t posts_left(sqlite3* database);

/// What a read user counts in the sums of W2.
inline std::uint64_t user_sum(std::int64_t id, std::size_t name, std::size_t email,
                              std::int64_t age, double score) {
  return static_cast<std::uint64_t>(id + age + static_cast<std::int64_t>(score)) + name + email;
}

/// A program of the comparison: which workloads its command line asks for, and what it prints.
///
///   --users N       so many, each with its posts (10,000); before all other options
///   --only W1m,W2   these workloads; otherwise all but graph
///   --reps N        how often each is measured (3); W9 and W10, which change the rows, once
///   --warm N        how often it is run before that (2)
///   --file PATH     the database file of W1f (bench.db)
///   --tables PATH   reads and changes rows of that file, made by --make-tables, and makes none
///   --memory        prints the peak memory, less what was in use before the first workload
///   --rss PATH      prints the peak memory of W5 on that database, made by --make-database
///   --make-database PATH, --make-tables PATH
///   --nolimit       as for raw.cpp of ../shared/bench; there is nothing to leave out here
///
/// Each measurement is a line of `workload program milliseconds checksum`, separated by tabs; with
/// memory in KiB it is `RSS_workload program KiB 0`.
class Program {
 public:
  Program(std::string name, int argc, char** argv);

  /// With --make-database and --make-tables, which have then been done, and with --rss.
  bool measures_nothing() const { return made_database_ || !memory_of_.empty(); }
  const std::string& memory_of() const { return memory_of_; }
  const std::string& file() const { return file_; }
  /// How often a workload is run, warming up included.
  int runs() const { return repetitions_ + warm_up_; }
  bool wants(std::string_view workload) const;
  /// False when all that it wants begins with empty tables.
  bool wants_rows() const;
  /// Fills the tables of a database in memory.
  void fill(sqlite3* database);
  bool wants_scattered() const;

  /// Leaves out what was run to warm up.
  void print(const std::string& workload, double milliseconds, std::uint64_t checksum);
  void print_once(const std::string& workload, double milliseconds, std::uint64_t checksum) const;
  void print_peak_memory(const std::string& workload) const;

  /// `run()` returns the checksum.
  template <class Run>
  void time(const std::string& workload, const Run& run) {
    if (!wants(workload)) return;
    for (int i = 0; i < runs(); ++i) {
      const double start = now();
      const std::uint64_t sum = run();
      print(workload, now() - start, sum);
    }
  }
  /// `load()` returns what was read, and `sum(loaded)` its checksum. That, and its end, take no
  /// time.
  template <class Load, class Sum>
  void time_load(const std::string& workload, const Load& load, const Sum& sum) {
    if (!wants(workload)) return;
    for (int i = 0; i < runs(); ++i) {
      const double start = now();
      const auto loaded = load();
      const double milliseconds = now() - start;
      print(workload, milliseconds, sum(loaded));
    }
  }

  /// Milliseconds of a clock that only goes forward.
  static double now();

 private:
  bool take_switch(std::string_view option);
  bool take_option(std::string_view option, const char* value);

  std::string name_;
  std::vector<std::string> only_;
  int repetitions_ = 3;
  int warm_up_ = 2;
  std::string file_ = "bench.db";
  std::string tables_;
  std::string memory_of_;
  bool made_database_ = false;
  bool prints_memory_ = false;
  long memory_before_ = 0;
  std::map<std::string, int> printed_;
};

}  // namespace workloads
