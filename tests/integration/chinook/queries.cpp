// Answers the questions over the published Chinook database by one query each, and some more:
// chinook_queries FILE
#include <fmt/core.h>

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>

#include "chinook.orm.hpp"
#include "orm/orm.h"

using namespace chinook;
namespace func = orm::func;

namespace {

void print_cell(std::int64_t cell) { fmt::print("{}", cell); }
void print_cell(double cell) { fmt::print("{}", cell); }
void print_cell(const std::string& cell) { fmt::print("{}", cell); }
void print_cell(const orm::Decimal& cell) { fmt::print("{}", to_string(cell)); }
template <class T>
void print_cell(const std::optional<T>& cell) {
  if (cell) {
    print_cell(*cell);
  } else {
    fmt::print("NULL");
  }
}

// Columns joined by `|`.
template <class... Cells>
void print(const std::tuple<Cells...>& row) {
  std::apply(
      [](const auto& first, const auto&... rest) {
        print_cell(first);
        ((fmt::print("|"), print_cell(rest)), ...);
      },
      row);
  fmt::print("\n");
}

class Questions {
 public:
  explicit Questions(orm::Session& session) : recorder_(session) {}

  template <class Query>
  void answer(const char* name, const Query& query) {
    recorder_.clear();
    const auto rows = query.all();
    fmt::print("== {}: {} statements\n", name, recorder_.statements().size());
    for (const auto& row : rows) print(row);
  }

 private:
  orm::StatementRecorder recorder_;
};

// An employee in the tree of all.
struct Node {
  std::int64_t id;
  std::string name;
  std::int64_t depth;
  std::string path;
};

// A track's place among those of its genre.
struct Ranked {
  std::optional<std::string> genre;
  std::int64_t track;
  std::int64_t place;
};

// Somebody, and everybody who reports to them.
struct Below {
  std::int64_t boss;
  std::int64_t employee;
};

constexpr auto& artist = Artist::fields;
constexpr auto& album = Album::fields;
constexpr auto& track = Track::fields;
constexpr auto& genre = Genre::fields;
constexpr auto& playlist = Playlist::fields;
constexpr auto& customer = Customer::fields;
constexpr auto& employee = Employee::fields;
constexpr auto& invoice = Invoice::fields;
constexpr auto& line = InvoiceLine::fields;

void answer_of_staff_and_lists(orm::Session& session, Questions& questions) {
  questions.answer("1", session.query<Artist>()
                            .join(artist.albums)
                            .join(album.tracks)
                            .filter(artist.name == "AC/DC")
                            .order_by(album.id, track.id)
                            .select(album.title, track.id, track.name));

  const auto id_text = orm::cast<std::string>(employee.id);
  const auto full_name = employee.first_name + " " + employee.last_name;
  const auto tree =
      orm::recursive_cte("tree",
                         orm::query<Employee>()
                             .filter(employee.id == 1)
                             .select_as<Node>(employee.id, full_name, orm::value(0), id_text))
          .union_all([&](const auto& above) {
            return orm::query<Employee>()
                .join(above, employee.reports_to == above[&Node::id])
                .template select_as<Node>(employee.id, full_name, above[&Node::depth] + 1,
                                          above[&Node::path] + "/" + id_text);
          });
  questions.answer(
      "2", session.query(tree)
               .order_by(tree[&Node::path])
               .select(tree[&Node::id], tree[&Node::name], tree[&Node::depth], tree[&Node::path]));

  const auto manager = orm::alias<Employee>("manager");
  questions.answer("3",
                   session.query<Employee>()
                       .outerjoin(employee.manager, manager)
                       .order_by(employee.id)
                       .select(employee.id, employee.last_name, orm::nullable(manager.last_name),
                               func::count(employee.reports)));

  questions.answer("4", session.query<Playlist>()
                            .join(playlist.tracks)
                            .filter(track.name == "Overdose")
                            .order_by(playlist.id)
                            .select(playlist.id, playlist.name));
}

void answer_of_sales(orm::Session& session, Questions& questions) {
  const auto start = orm::parse_date_time("2023-01-01 00:00:00");
  const auto end = orm::parse_date_time("2024-01-01 00:00:00");
  questions.answer("5", session.query<Customer>()
                            .filter(!orm::any(customer.invoices, invoice.invoice_date >= start,
                                              invoice.invoice_date < end))
                            .order_by(customer.id)
                            .select(customer.id, customer.first_name, customer.last_name));

  const auto cents =
      orm::cast<std::int64_t>(func::round(func::sum(orm::cast<double>(invoice.total)) * 100));
  questions.answer("6",
                   session.query<Customer>()
                       .join(customer.invoices)
                       .group_by(customer.id, customer.first_name, customer.last_name)
                       .order_by(orm::desc(cents), customer.id)
                       .limit(10)
                       .select(customer.id, customer.first_name + " " + customer.last_name, cents));

  questions.answer("7", session.query<Track>()
                            .order_by(track.name, track.id)
                            .limit(20)
                            .offset(80)
                            .select(track.id, track.name));

  questions.answer("8", session.query<Customer>()
                            .join(customer.invoices)
                            .join(invoice.lines)
                            .join(line.track)
                            .join(track.genre)
                            .filter(customer.id == 12)
                            .group_by(genre.id, genre.name)
                            .order_by(genre.name)
                            .select(genre.name, func::count()));
}

// Each stands beside its SQL in chinook_test.py.
void answer_our_own(orm::Session& session, Questions& questions) {
  questions.answer("unsold", session.query<Track>()
                                 .join(track.genre)
                                 .outerjoin(track.invoice_lines)
                                 .filter(orm::is_null(orm::nullable(line.id)))
                                 .group_by(genre.id)
                                 .having(func::count() > 20)
                                 .order_by(orm::desc(func::count()), genre.id)
                                 .select(genre.name, func::count()));

  questions.answer(
      "countries",
      session.query<Invoice>()
          .join(invoice.customer)
          .group_by(invoice.billing_country)
          .order_by(orm::desc(func::sum(invoice.total)), invoice.billing_country)
          .select(invoice.billing_country, func::count(), func::count_distinct(customer.id),
                  func::sum(invoice.total), func::min(invoice.total), func::max(invoice.total),
                  func::count(invoice.id).filter(invoice.total > orm::Decimal("10")),
                  func::round(func::avg(invoice.total), 3)));

  const auto other = orm::alias<Track>("other");
  const auto average = orm::query(other)
                           .filter(other.genre_id == track.genre_id)
                           .select(func::avg(other.milliseconds));
  questions.answer("longest", session.query<Track>()
                                  .join(track.genre)
                                  .filter(track.milliseconds > orm::scalar_subquery(average) * 3)
                                  .order_by(track.id)
                                  .select(track.id, genre.name, track.milliseconds));

  const auto bought = orm::query<InvoiceLine>()
                          .join(line.invoice)
                          .filter(invoice.customer_id == 12)
                          .select(line.track_id);
  questions.answer(
      "playlists",
      session.query<Playlist>()
          .filter(orm::any(playlist.tracks, orm::in_(track.id, bought)))
          .order_by(playlist.id)
          .select(playlist.id, func::count(playlist.tracks, orm::in_(track.id, bought)),
                  orm::case_(func::count(playlist.tracks) > 1000, "long").otherwise("short")));
}

void answer_with_windows(orm::Session& session, Questions& questions) {
  // The three longest tracks of each genre of rock.
  const auto by_length =
      orm::window().partition_by(track.genre_id).order_by(orm::desc(track.milliseconds), track.id);
  const auto ranked = orm::cte(
      "ranked", orm::query<Track>()
                    .join(track.genre)
                    .filter(orm::contains(genre.name, "Rock"))
                    .select_as<Ranked>(genre.name, track.id, func::row_number().over(by_length)));
  questions.answer("ranked", session.query(ranked)
                                 .filter(ranked[&Ranked::place] <= 3)
                                 .order_by(ranked[&Ranked::genre], ranked[&Ranked::place])
                                 .select(ranked[&Ranked::genre], ranked[&Ranked::track]));

  // What each customer from Brazil has spent so far, invoice by invoice.
  const auto so_far = orm::window()
                          .partition_by(invoice.customer_id)
                          .order_by(invoice.invoice_date, invoice.id)
                          .rows(std::nullopt, 0);
  questions.answer(
      "running",
      session.query<Invoice>()
          .join(invoice.customer)
          .filter(customer.country == "Brazil")
          .order_by(invoice.customer_id, invoice.invoice_date, invoice.id)
          .select(invoice.customer_id, func::strftime("%Y-%m", invoice.invoice_date),
                  func::round(func::sum(orm::cast<double>(invoice.total)).over(so_far), 2)));

  // The page of tracks after one in the middle.
  const auto keys = orm::keyset(track.name, track.id);
  questions.answer("page", session.query<Track>()
                               .order_by(keys)
                               .filter(orm::page_after(keys, "Fear Of The Dark", 1239))
                               .limit(10)
                               .select(track.name, track.id));

  // What each employee's tree of reports has sold, over everybody below.
  const auto below =
      orm::recursive_cte("below", orm::query<Employee>().select_as<Below>(employee.id, employee.id))
          .union_all([](const auto& above) {
            return orm::query<Employee>()
                .join(above, above[&Below::employee] == employee.reports_to)
                .template select_as<Below>(above[&Below::boss], employee.id);
          });
  const auto boss = orm::alias<Employee>("boss");
  questions.answer("sales",
                   session.query(boss)
                       .join(below, below[&Below::boss] == boss.id)
                       .outerjoin(customer, customer.support_rep_id == below[&Below::employee])
                       .outerjoin(customer.invoices)
                       .group_by(boss.id)
                       .order_by(boss.id)
                       .select(boss.last_name, func::count_distinct(customer.id),
                               func::coalesce(func::sum(invoice.total), orm::Decimal("0"))));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  orm::Engine engine = orm::create_engine(std::string("sqlite:///") + argv[1], {.read_only = true});
  orm::Session session(engine);
  Questions questions(session);
  answer_of_staff_and_lists(session, questions);
  answer_of_sales(session, questions);
  answer_our_own(session, questions);
  answer_with_windows(session, questions);
}
